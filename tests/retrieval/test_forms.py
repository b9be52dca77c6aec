"""Other forms of a word are found: those of its stem that mean the same, and no others."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.documents import Document
from retrieval.forms import Forms
from retrieval.lacking import Lack, judge_lack
from retrieval.postings import Postings, Weighting
from retrieval.ranking import Ranking
from tests.fakes.encoder import WordEncoder
from tests.retrieval.test_build import CountingEncoder

READ = {"cooking": "cook", "knitted": "knit", "wiper": "wipe cloth", "shower": "water"}


class Knowing(WordEncoder):
    """Knows which words mean the same, and which are only near each other, by the words that they are read as."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().encode([READ.get(text, text) for text in texts])

    def pieces(self, word: str) -> list[str]:
        return [word]


@pytest.fixture
def postings() -> Postings:
    made = Postings([Weighting(1.0, 0.5)])
    made.add([["cooking", "wipe", "shower", "4k"]])
    return made


def test_forms_share_a_stem_and_are_near_in_meaning(postings: Postings) -> None:
    cook, wiper, show, number, short = Forms(postings, Knowing()).find_each(["cook", "wiper", "show", "4k", "4"])
    assert cook == {"cooking": 1.0}
    assert list(wiper) == ["wipe"]
    assert 0.6 < wiper["wipe"] < 0.8
    assert show == number == short == {}


def test_forms_follow_the_words_that_are_there(postings: Postings) -> None:
    forms = Forms(postings, Knowing())
    postings.add([["cook"]])
    assert forms.find_each(["cooking"]) == [{"cook": 1.0}]
    postings.remove([["cook"]])
    assert forms.find_each(["cooking"]) == [{}]


def test_words_that_were_read_ahead_are_not_read_again(postings: Postings) -> None:
    postings.add([["cook", "wiper"]])
    encoder = CountingEncoder()
    forms = Forms(postings, encoder)
    words = forms.list_akin()
    assert sorted(words) == ["cook", "cooking", "wipe", "wiper"], "not those without another form"
    forms.remember(words, encoder.encode(words))
    encoder.texts.clear()
    forms.find_each(["cook", "wiper", "shower"])
    assert encoder.texts == []


STOVE = Document("stove", "Boilpot", description="A system for cooking on the way.")
THROW = Document("throw", "Knit throw", description="Soft.")
CLOTH = Document("cloth", "Wipe for screens", description="Takes off dust.")


def open_ranking() -> Ranking:
    ranking = Ranking(Knowing())
    ranking.put([STOVE, THROW, CLOTH])
    return ranking


@pytest.mark.parametrize(("text", "found"), [("cook in the hills", "stove"), ("knitted", "throw"), ("wiper", "cloth")])
def test_a_text_with_another_form_is_found_by_its_words(text: str, found: str) -> None:
    ranking = open_ranking()
    words = ranking.find(ranking.ask(text)).words
    assert [ranking.id(row) for row in np.flatnonzero(words).tolist()] == [found]


def test_the_very_word_counts_more_than_a_form() -> None:
    ranking = open_ranking()
    ranking.put([Document("glass", "Wiper for screens", description="Takes off dust.")])
    best = ranking.find(ranking.ask("wiper")).words.argmax()
    assert ranking.id(int(best)) == "glass"


def test_a_form_names_the_same_thing_and_what_only_comes_of_it_does_not() -> None:
    ranking = open_ranking()
    assert judge_lack(ranking.read("knitted"), [(THROW, 0.4)], 0.4) is Lack.NONE
    assert judge_lack(ranking.read("wiper"), [(CLOTH, 0.4)], 0.4) is Lack.ALL
