"""Any encoder that Hugging Face lays out can be trained on and searched with; its weights are never mixed up."""

from pathlib import Path

import numpy as np
import pytest

from language.encoder import Encoders
from language.errors import WeightsRefused
from language.torch_encoder import TorchEncoder
from language.training import Plan, TrainingMethod, train_understanding
from language.understanding_files import load_understanding, save_understanding
from language.weights import find_weights
from tests.language.messages import FEELINGS, LOOKUPS, MESSAGES
from tests.language.random_encoder import FAMILIES, write_encoder

TEXTS = [example.text for example in MESSAGES]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_encoder(tmp_path / "encoder", TEXTS)


@pytest.mark.parametrize("method", ["frozen", "lora"])
def test_another_encoder_is_trained_on_and_kept(source: Path, tmp_path: Path, method: TrainingMethod) -> None:
    encoders = Encoders(tmp_path / "exported")
    plan = Plan(source=str(source), method=method, epochs=1, seed=3)
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan)
    assert model.encoder.dim == 32
    save_understanding(model, tmp_path / "model", str(source))
    assert load_understanding(tmp_path / "model", encoders).understand(TEXTS[:3]) == model.understand(TEXTS[:3])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_fine_tuned_and_works_as_it_was_tuned(family: str, tmp_path: Path) -> None:
    source = write_encoder(tmp_path / family, TEXTS, family=family)
    plan = Plan(source=str(source), method="full", epochs=1, seed=3)
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, Encoders(tmp_path / "exported"), plan)
    save_understanding(model, tmp_path / "model", str(source))
    kept = load_understanding(tmp_path / "model", Encoders(tmp_path / "exported"))
    assert kept.encoder.dim == 32
    assert kept.understand(TEXTS[:3]) == model.understand(TEXTS[:3])


def test_heads_are_never_put_on_another_encoder(source: Path, tmp_path: Path) -> None:
    plan = Plan(source=str(source), method="frozen", seed=3)
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, Encoders(tmp_path / "exported"), plan)
    save_understanding(model, tmp_path / "model", str(source))
    write_encoder(source, TEXTS, seed=2)
    with pytest.raises(WeightsRefused, match="train anew"):
        load_understanding(tmp_path / "model", Encoders(tmp_path / "exported"))


def test_torch_and_onnx_say_the_same(source: Path, tmp_path: Path) -> None:
    in_torch = TorchEncoder(find_weights(str(source)), "cpu")
    exact = Encoders(tmp_path / "exported").load(str(source), precision="float32")
    assert in_torch.fingerprint == exact.fingerprint
    texts = [*TEXTS[:9], "", "a word that nobody taught it"]
    assert np.allclose(in_torch.encode(texts), exact.encode(texts), atol=1e-5)
    for one, other in zip(in_torch.read(texts), exact.read(texts), strict=True):
        assert one.offsets == other.offsets
        assert np.allclose(one.states, other.states, atol=1e-4)
