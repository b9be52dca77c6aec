"""How well what other people wrote is understood: messages that no training reads.

The model is the suite's quick one. What the full one reaches, `python -m benchmarks.understanding` tells.
"""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.understanding import load, measure, read_held_out
from bot.cli.training import read_measured
from language.encoder import Encoders
from language.torch_encoder import TorchEncoder
from language.understanding import UnderstandingModel

COMPARED = 150


@pytest.fixture(scope="module")
def model(trained_model: Path) -> UnderstandingModel:
    return load(trained_model, Encoders(trained_model.parent / "encoders"))


def test_the_quick_model_keeps_to_its_floors(model: UnderstandingModel) -> None:
    """Floors are what was measured, less two standard errors of so many messages."""
    figures, sizes = measure(model)
    print(figures, sizes)
    assert sizes["messages"] >= 12 * 48
    assert figures["intent"] >= 0.5
    assert figures["values_f1"] >= 0.5
    assert figures["out_of_scope_auroc"] >= 0.5
    assert figures["polarity_macro_f1"] >= 0.5


def test_the_archive_tells_what_its_training_measured(trained_model: Path, model: UnderstandingModel) -> None:
    measured = read_measured(trained_model)
    print(measured)
    assert measured == model.measured
    assert (measured.method, measured.precision) == ("frozen", "int8")
    assert measured.held_out > 800
    assert measured.intent is not None
    assert measured.values is not None
    assert measured.intent > 0.5


def test_the_same_archive_says_the_same_in_torch(trained_model: Path, model: UnderstandingModel) -> None:
    elsewhere = load(trained_model, Encoders(trained_model.parent / "encoders", "cpu:0"))
    assert isinstance(elsewhere.encoder, TorchEncoder)
    messages, _, _ = read_held_out()
    chosen = np.random.default_rng(7).permutation(len(messages))[:COMPARED].tolist()
    texts = [messages[place].text for place in chosen]
    pairs = list(zip(model.understand(texts), elsewhere.understand(texts), strict=True))
    same = [one.intent == other.intent for one, other in pairs]
    values = [
        [(each.label, each.start, each.end) for each in one.entities]
        == [(each.label, each.start, each.end) for each in other.entities]
        for one, other in pairs
    ]
    apart = [abs(one.sentiment.polarity - other.sentiment.polarity) for one, other in pairs]
    print(np.mean(same), np.mean(values), np.mean(apart), np.max(apart))
    assert np.mean(same) >= 0.9
    assert np.mean(values) >= 0.9
    assert np.mean(apart) <= 0.1
