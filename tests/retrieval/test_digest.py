"""What reviews come to: true numbers with the reviews behind them, and nothing from reviews that look bought."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from string import ascii_lowercase

import numpy as np
import pytest

from language.encoder import Encoder, TextStates, Vectors
from retrieval.aspect_judge import AspectJudge, built_in_weights
from retrieval.digest import MOST, ReviewDigest, digest_reviews
from retrieval.evidence import EvidenceReader
from retrieval.suspicious import MOST_COMPARED, find_suspicious
from shop.reviews.reading import SeenReview
from tests.retrieval.market import START


class OtherEncoder:
    """An encoder that the weights were not trained for: then an aspect's own words and the stars decide."""

    dim, max_tokens, fingerprint, gpu = 4, 64, "another", None

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), self.dim), np.float32)

    def pieces(self, word: str) -> list[str]:
        return list(word)

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        return []


class WatchedEncoder:
    """An encoder that the weights were trained for, as far as they can tell; it keeps what it was asked for."""

    dim, max_tokens, fingerprint, gpu = 384, 64, built_in_weights().fingerprint, None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.zeros((len(texts), self.dim), np.float32)

    def pieces(self, word: str) -> list[str]:
        return list(word)

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        return []


@pytest.fixture
def judge() -> AspectJudge:
    encoder: Encoder = OtherEncoder()
    return AspectJudge(encoder)


def review(number: int, stars: int, text: str, **fields: object) -> SeenReview:
    seen = SeenReview(
        id=f"r{number}", product_id="p", author_id=f"a{number}", nickname=f"A{number}", friend=False, followed=False,
        mine=False, rating=stars, text=text, verified=True, sponsored=False,
        written_at=START + timedelta(days=30 * number), edited_at=None, language="en", likes=0, liked=False,
        visibility=None,
    )  # fmt: skip
    return replace(seen, **fields)  # type: ignore[arg-type]


def some() -> list[SeenReview]:
    return [
        review(1, 5, "So comfortable that I forget them."),
        review(2, 4, "Comfortable, and the battery lasts all week.", friend=True),
        review(3, 1, "Not comfortable at all, my ears hurt."),
        review(4, 2, "Blisters! Where is the comfort?"),
        review(5, 5, "A present for my uncle."),
    ]


def test_each_number_has_its_reviews_friends_first(judge: AspectJudge) -> None:
    digest = digest_reviews(some(), judge)
    comfort = digest.aspects[0]
    assert (digest.count, comfort.name, comfort.count) == (5, "comfort", 4)
    assert (comfort.praised, comfort.blamed) == (("r2", "r1"), ("r4", "r3"))
    assert comfort.contradicted
    battery = next(share for share in digest.aspects if share.name == "battery")
    assert (battery.praised, battery.blamed, battery.contradicted) == (("r2",), (), False)


def test_a_review_is_read_once_until_its_words_change() -> None:
    encoder = WatchedEncoder()
    judge = AspectJudge(EvidenceReader(encoder))
    before = digest_reviews(some(), judge)
    assert digest_reviews(some(), judge) == before
    assert sorted(encoder.asked) == sorted(said.text for said in some())
    encoder.asked.clear()
    changed = [replace(some()[0], rating=1), replace(some()[1], text="Not comfortable."), *some()[2:]]
    digest_reviews(changed, judge)
    assert encoder.asked == [changed[1].text]


def test_new_stars_are_judged_anew(judge: AspectJudge) -> None:
    before = digest_reviews(some(), judge)
    changed = digest_reviews([replace(some()[0], rating=1), *some()[1:]], judge)
    assert ("r1" in before.aspects[0].praised, "r1" in changed.aspects[0].blamed) == (True, True)


def test_of_very_many_reviews_the_newest_are_counted_and_the_others_told(judge: AspectJudge) -> None:
    many = [review(number, 5, f"Comfortable, number {number}.") for number in range(MOST + 3)]
    digest = digest_reviews(many, judge)
    assert (digest.count, digest.older, digest.aspects[0].count) == (MOST, 3, MOST)
    assert not {"r0", "r1", "r2"} & {*digest.aspects[0].praised}


def test_fewer_than_five_are_not_summed_up(judge: AspectJudge) -> None:
    assert digest_reviews(some()[:4], judge) == ReviewDigest(4, (), (), ())
    assert digest_reviews([], judge) == ReviewDigest(0, (), (), ())


def test_sponsored_reviews_do_not_count(judge: AspectJudge) -> None:
    paid = review(6, 5, "The comfort! Comfortable!", sponsored=True)
    digest = digest_reviews([*some(), paid], judge)
    assert (digest.count, digest.sponsored_ids) == (5, ("r6",))
    assert "r6" not in digest.aspects[0].praised
    assert digest_reviews([*some()[:4], paid], judge) == ReviewDigest(4, (), ("r6",), ())


def test_reviews_in_another_language_do_not_count_and_are_named(judge: AspectJudge) -> None:
    german = review(6, 1, "Gar nicht comfortable.", language="de-AT")
    digest = digest_reviews([*some(), german], judge)
    assert (digest.count, digest.foreign_ids, digest.left_out) == (5, ("r6",), frozenset())
    assert "r6" not in digest.aspects[0].blamed
    assert digest_reviews([*some()[:4], german], judge) == ReviewDigest(4, (), (), (), ("r6",))


def test_reviews_that_look_bought_do_not_count(judge: AspectJudge) -> None:
    bought = [
        review(7, 5, "Amazing comfort, best headphones ever, recommend to everyone!", verified=False),
        review(8, 5, "Best headphones ever! Amazing comfort, I recommend to everyone", verified=False),
    ]
    digest = digest_reviews([*some(), *bought], judge)
    assert digest.suspicious_ids == ("r7", "r8")
    assert digest.count == 5
    few = digest_reviews([*some()[:2], *bought], judge)
    assert (few.count, few.aspects, few.left_out) == (2, (), {"r7", "r8"})  # said also where little is left


def test_a_rush_of_the_same_stars_by_nobody_who_bought_it_looks_bought() -> None:
    texts = ("Lovely.", "Wow!", "My cat likes it", "Top", "five stars from me", "Good.")
    rush = [
        review(10 + at, 5, text, verified=False, written_at=START + timedelta(hours=at))
        for at, text in enumerate(texts)
    ]
    assert find_suspicious([*some(), *rush]) == {one.id for one in rush}
    assert find_suspicious([*some(), *(replace(one, verified=True) for one in rush)]) == frozenset()
    slow = [replace(one, written_at=START + timedelta(days=9 * at)) for at, one in enumerate(rush)]
    assert find_suspicious([*some(), *slow]) == frozenset()


def test_short_praise_is_no_copy() -> None:
    same = [review(at, 5, "great product", verified=False) for at in range(3)]
    assert find_suspicious(same) == frozenset()


def test_two_rushes_are_both_found_and_what_lies_between_is_none() -> None:
    at_once = [
        review(10 + at, 5, "Good.", verified=False, written_at=START + timedelta(hours=9 * at)) for at in (0,) * 5
    ]
    later = [replace(one, id=f"l{one.id}", written_at=START + timedelta(days=40)) for one in at_once]
    first = [replace(one, id=f"f{at}") for at, one in enumerate(at_once)]
    last = [replace(one, id=f"l{at}") for at, one in enumerate(later)]
    between = review(90, 5, "Good.", verified=False, written_at=START + timedelta(days=20))
    assert find_suspicious([*first, between, *last]) == {one.id for one in (*first, *last)}


def test_among_very_many_the_same_words_are_found_however_old_they_are() -> None:
    words = "Leaking garden hose, brass connector snapped within weeks"
    old = [
        review(at, 1 + at % 5, text, verified=False) for at, text in enumerate((words, f"{words}!", f"{words} twice"))
    ]
    drawn = random.Random(1)
    texts = [" ".join("".join(drawn.choices(ascii_lowercase, k=8)) for _ in range(8)) for _ in range(MOST_COMPARED)]
    new = [review(9 + at, 1 + at % 5, text, verified=False) for at, text in enumerate(texts)]
    assert find_suspicious(old) == {"r0", "r1", "r2"}
    assert find_suspicious([*new, *old]) == {"r0", "r1"}
