"""Best rated first, of a list that no search made; prices are in test_critiques.py."""

from collections.abc import Callable

import pytest

from shop.customers import Customer
from shop.reviews.writing import write_review
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk
from tests.actions.test_critiques import a_gift, refine, shown, suggest


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


@pytest.mark.parametrize("begin", [suggest, a_gift])
def test_best_rated_first_is_by_the_stars(talk: Talk, begin: Callable[[Talk], list[str]]) -> None:
    first = begin(talk)
    with talk.store.read() as tx:
        authors = [one.id for one in tx.find(Customer) if one.id not in ("maya", "ana")]
    for id, stars in ((first[-1], 5), (first[1], 3), (first[0], 1)):
        for author in authors:
            write_review(talk.store, author, id, rating=stars)
    assert shown(refine(talk, "best rated first"))[:3] == [first[-1], first[1], first[0]]


def test_one_review_of_five_stars_is_behind_many_that_are_nearly_as_good(talk: Talk) -> None:
    _, once, often, bad, _ = suggest(talk)  # the first has reviews already
    with talk.store.read() as tx:
        authors = [one.id for one in tx.find(Customer) if one.id != "maya"]
    write_review(talk.store, authors[0], once, rating=5)
    for author in authors:
        write_review(talk.store, author, often, rating=4 if author == authors[0] else 5)
        write_review(talk.store, author, bad, rating=1)
    assert shown(refine(talk, "best rated first"))[:2] == [often, once]
