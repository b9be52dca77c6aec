"""A question is read by the model once, whoever asks for it."""

from collections.abc import Sequence

import numpy as np

from language.encoder import TextStates
from retrieval.asked import AskedEncoder
from tests.fakes.encoder import WordEncoder


class WatchedEncoder(WordEncoder):
    """Keeps which texts it read in one pass."""

    def __init__(self) -> None:
        self.passes: list[list[str]] = []

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        self.passes.append(list(texts))
        return super().read(texts)


def test_a_question_is_read_once() -> None:
    plain, watched = WordEncoder(), WatchedEncoder()
    encoder = AskedEncoder(watched)
    assert np.array_equal(encoder.encode(["is it warm"]), plain.encode(["is it warm"]))
    assert encoder.read(["is it warm"])[0].offsets == plain.read(["is it warm"])[0].offsets
    assert np.array_equal(encoder.encode(["is it warm"]), plain.encode(["is it warm"]))
    assert watched.passes == [["is it warm"]]
    encoder.encode(["is it light"])
    assert watched.passes == [["is it warm"], ["is it light"]]


def test_what_is_given_cannot_change_what_is_remembered() -> None:
    encoder = AskedEncoder(WordEncoder())
    encoder.encode(["is it warm"])[:] = 0
    assert np.array_equal(encoder.encode(["is it warm"]), WordEncoder().encode(["is it warm"]))


def test_several_texts_are_encoded_as_they_come() -> None:
    plain, encoder = WordEncoder(), AskedEncoder(WordEncoder())
    texts = ["one", "two", "one"]
    assert np.array_equal(encoder.encode(texts), plain.encode(texts))
    assert [seen.offsets for seen in encoder.read(texts)] == [seen.offsets for seen in plain.read(texts)]
    assert encoder.encode([]).shape == plain.encode([]).shape
