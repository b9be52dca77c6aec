"""Any encoder that Hugging Face lays out can be trained on and searched with; its weights are never mixed up."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from language.encoder import Encoders, Precision
from language.errors import WeightsRefused
from language.folders import new_folder
from language.onnx_encoder import OnnxEncoder
from language.torch_encoder import TorchEncoder
from language.training import INT8_MAY_COST, Plan, TrainingMethod, train_understanding
from language.understanding_files import load_understanding, save_understanding
from language.weights import find_weights
from tests.language.messages import FEELINGS, LOOKUPS, MESSAGES
from tests.language.random_encoder import FAMILIES, write_encoder

TORCH = "cpu:0"  # torch's name of the processor; "cpu" alone means ONNX Runtime on it
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


@pytest.mark.parametrize("precision", ["int8", "float32"])
@pytest.mark.parametrize("method", ["frozen", "full", "lora"])
def test_what_was_trained_works_in_torch_as_well(
    source: Path, tmp_path: Path, method: TrainingMethod, precision: Precision
) -> None:
    plan = Plan(source=str(source), method=method, epochs=1, seed=3, precision=precision)
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, Encoders(tmp_path / "exported"), plan)
    save_understanding(model, tmp_path / "model", str(source))
    shutil.rmtree(tmp_path / "exported")
    elsewhere = load_understanding(tmp_path / "model", Encoders(tmp_path / "none here", TORCH))
    assert isinstance(elsewhere.encoder, TorchEncoder)
    assert elsewhere.encoder.fingerprint == model.encoder.fingerprint
    near = 0.99 if precision == "int8" else 0.99999
    assert (elsewhere.encoder.encode(TEXTS) * model.encoder.encode(TEXTS)).sum(axis=1).min() > near
    heard = list(zip(model.understand(TEXTS), elsewhere.understand(TEXTS), strict=True))
    assert sum(one.intent == other.intent for one, other in heard) / len(heard) > 0.95
    if precision == "float32":
        assert all(abs(one.confidence - other.confidence) < 0.01 for one, other in heard)


def test_a_model_without_its_weights_is_refused_away_from_the_processor(source: Path, tmp_path: Path) -> None:
    plan = Plan(source=str(source), method="full", epochs=1, seed=3)
    encoder = train_understanding(MESSAGES, FEELINGS, LOOKUPS, Encoders(tmp_path), plan).encoder
    assert isinstance(encoder, OnnxEncoder)
    with new_folder(tmp_path / "bare") as bare:
        for name in ("model.onnx", "tokenizer.json", "encoder.json"):
            shutil.copy(encoder.folder / name, bare / name)
    assert Encoders(tmp_path).open(tmp_path / "bare").fingerprint == encoder.fingerprint
    with pytest.raises(WeightsRefused, match=r"no model\.safetensors.*train anew"):
        Encoders(tmp_path, TORCH).open(tmp_path / "bare")


def test_the_precision_is_the_one_that_is_right_more_often(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(source=str(source), method="frozen", seed=3)
    encoders = Encoders(tmp_path / "exported")
    measured = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan).measured
    assert measured.held_out > 0
    assert measured.int8 is not None
    assert measured.float32 is not None
    assert measured.precision == ("float32" if measured.float32 - measured.int8 > INT8_MAY_COST else "int8")

    exact = encoders.load(str(source), precision="float32")
    blurred = encoders.load(str(source))
    monkeypatch.setattr(blurred, "_run", lambda ids, states: [one * 0 + 1 for one in exact._run(ids, states=True)])
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan)
    assert model.measured.precision == "float32"
    assert model.encoder is exact
    save_understanding(model, tmp_path / "model", str(source))
    loaded = load_understanding(tmp_path / "model", encoders)
    assert loaded.encoder is exact
    assert loaded.measured == model.measured


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


def test_an_encoder_that_int8_would_change_stays_as_it_is(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("language.torch_encoder.NEAR", 1.1)  # nearer than anything is
    with capture_logs() as told:
        kept = Encoders(tmp_path / "int8").load(str(source), precision="int8")
    exact = Encoders(tmp_path / "float32").load(str(source), precision="float32")
    assert [one["log_level"] for one in told] == ["warning"]
    assert kept.encode(TEXTS[:3]).tolist() == exact.encode(TEXTS[:3]).tolist()
