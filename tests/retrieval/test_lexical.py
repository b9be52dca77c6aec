"""Texts are found by their words, on a scale from 0 to 1."""

import bm25s
import numpy as np
import pytest

from retrieval.fusion import best_first, fuse_scores
from retrieval.lexical import TermIndex

TEXTS = {
    "cat": ["the", "cat", "sat", "on", "the", "mat"],
    "dog": ["the", "dog", "sat"],
    "bird": ["a", "bird", "flew"],
}


def scores(*terms: str) -> dict[str, float]:
    index = TermIndex(TEXTS)
    return dict(zip(index.keys, index.score(terms).tolist(), strict=True))


def test_rare_words_say_more_than_common_ones() -> None:
    found = scores("the", "bird")
    assert best_first(found)[0] == "bird"


def test_words_that_nobody_has_lower_the_share() -> None:
    assert 0 < scores("dog", "surfboard")["dog"] < scores("dog")["dog"] < 1


def test_unknown_words_find_nothing() -> None:
    assert set(scores("surfboard").values()) == {0.0}
    assert set(scores().values()) == {0.0}


@pytest.mark.parametrize("terms", [["bird"], ["the", "sat"], ["sat", "sat", "mat", "a"]])
def test_texts_are_weighed_as_bm25_weighs_them(terms: list[str]) -> None:
    peer = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
    peer.index([*TEXTS.values()], show_progress=False)
    ours, expected = np.array([*scores(*terms).values()]), peer.get_scores(terms)
    assert np.allclose(ours / ours.sum(), expected / expected.sum())


def test_an_index_without_documents_finds_nothing() -> None:
    assert TermIndex({}).score(["cat"]).shape == (0,)
    assert TermIndex({"empty": []}).score(["cat"]).tolist() == [0.0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("keybord", "keyboard"), ("kettel", "kettle"), ("sneaker", "sneaker"), ("cat", "cat"), ("zzzzzz", "zzzzzz")],
)
def test_typing_errors_are_put_right_and_right_words_left(typed: str, meant: str) -> None:
    index = TermIndex({"desk": ["keyboard"], "kitchen": ["kettle", "speaker"]}, words=["sneaker"])
    assert index.correct(typed) == meant


def test_a_real_word_stays_as_it_is_written_or_is_another_form_of_it() -> None:
    documents = {"screen": ["clearer", "neighbour", "perfume"]}
    words = {"cleaner": ["cleaner"], "neighbor": ["neighbor"], "perfumed": ["perfumed"]}
    index = TermIndex(documents, pieces=lambda word: words.get(word, list(word)))
    assert index.correct("cleaner") == "cleaner"
    assert index.correct("clearar") == "clearer"
    assert index.correct("neighbor") == "neighbour"
    assert index.correct("perfumed") == "perfume"


def test_scores_are_added_by_weight() -> None:
    assert fuse_scores([({"a": 1.0, "b": 0.5}, 2.0), ({"b": 1.0}, 1.0)]) == {"a": 2.0, "b": 2.0}
    assert fuse_scores([]) == {}
