"""The embedded encoder: what it promises, and that changed weights are never loaded."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from language.encoder import Encoder, Encoders
from language.errors import WeightsRefused
from language.weights import MINILM, find_weights
from tests.language.messages import MESSAGES


def test_vectors_are_unit_rows_in_the_order_of_the_texts(encoder: Encoder) -> None:
    texts = ["a long sentence about waterproof boots for the autumn", "kettle", "boots for rain", "kettle"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (4, encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]
    assert vectors[1] @ vectors[3] > 0.99


def test_nothing_gives_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.read([]) == []


def test_a_word_that_is_known_is_one_piece_and_a_typing_error_several(encoder: Encoder) -> None:
    assert encoder.pieces("skirt") == ["skirt"]
    assert encoder.pieces("heater") == ["heat", "er"]
    assert len(encoder.pieces("jaket")) > 1
    assert encoder.pieces("") == []


def test_states_lie_where_their_tokens_are(encoder: Encoder) -> None:
    (read,) = encoder.read(["Red boots, size 38"])
    assert ["Red boots, size 38"[start:end].lower() for start, end in read.offsets] == [
        "red",
        "boots",
        ",",
        "size",
        "38",
    ]
    assert read.states.shape[0] == 5
    assert read.states.shape[2] == encoder.dim


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂🙂", "文字", "x" * 20_000])
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    (read,) = encoder.read([text])
    assert np.isfinite(read.vector).all()
    assert np.isfinite(encoder.encode([text])).all()


def test_int8_hardly_moves_a_vector(encoders: Encoders, encoder: Encoder) -> None:
    texts = [message.text for message in MESSAGES]
    cosines = (encoder.encode(texts) * encoders.load(precision="float32").encode(texts)).sum(axis=1)
    assert cosines.mean() > 0.985
    assert cosines.min() > 0.95


def test_a_process_loads_an_encoder_once(encoders: Encoders, encoder: Encoder) -> None:
    assert encoders.load() is encoder


def test_changed_weights_are_refused(encoders: Encoders, tmp_path: Path) -> None:
    folder = next(path for path in encoders.folder.iterdir() if path.is_dir())
    changed = tmp_path / "changed"
    shutil.copytree(folder, changed)
    with (changed / "model.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\x00\xff")
    with pytest.raises(WeightsRefused, match="SHA-256"):
        Encoders(tmp_path).open(changed)


def test_a_source_that_is_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsRefused, match=r"config\.json"):
        find_weights(str(tmp_path))


def test_the_embedded_weights_are_what_was_published() -> None:
    weights = find_weights(MINILM)
    assert weights.pooling == "mean"
    assert weights.max_tokens == 256 or weights.max_tokens == 512
