"""Given candidates are ordered among themselves, read word by word."""

import pytest

from retrieval.documents import Document
from retrieval.given import CLOSELY, SIGNS, GivenOrder, load_given_weights
from retrieval.ranking import Ranking
from tests.fakes.encoder import WordEncoder

SHOP = (
    Document("sleeve", "Laptop sleeve", description="A case for a laptop."),
    Document("kettle", "Kettle", description="Boils water."),
    Document("stand", "Stand", description="Lifts the laptop, has no sleeve."),
    Document("lamp", "Lamp"),
)


@pytest.fixture
def order() -> GivenOrder:
    ranking = Ranking(WordEncoder())
    ranking.put(SHOP)
    return GivenOrder(ranking, WordEncoder())


def test_only_what_is_given_comes_back_the_best_first(order: GivenOrder) -> None:
    assert order.order("laptop sleeve", ["lamp", "kettle", "stand", "sleeve"])[:2] == ["sleeve", "stand"]
    assert order.order("laptop sleeve", ["stand", "lamp"]) == ["stand", "lamp"]


def test_what_is_not_known_comes_last_and_words_that_say_nothing_change_nothing(order: GivenOrder) -> None:
    assert order.order("kettle", ["unknown", "lamp", "kettle"]) == ["kettle", "lamp", "unknown"]
    assert order.order("something for me", ["lamp", "kettle"]) == ["lamp", "kettle"]
    assert order.order("kettle", []) == []


def test_a_single_word_tells_nothing_among_those_that_have_it(order: GivenOrder) -> None:
    one, two = order.measure("laptop", ["sleeve", "stand"]), order.measure("laptop sleeve", ["sleeve", "stand"])
    words = SIGNS.index("words")
    assert one[:, words].tolist() == [0, 0]
    assert (two[:, words] > 0).all()


def test_of_many_the_best_are_read_closely() -> None:
    documents = [Document(f"k{at:02}", "Kettle" + " for tea" * at) for at in range(CLOSELY + 5)]
    ranking = Ranking(WordEncoder())
    ranking.put(documents)
    ranking.save()
    ids = [document.id for document in documents]
    nearest = GivenOrder(ranking, WordEncoder()).measure("kettle", ids)[:, SIGNS.index("nearest")]
    assert (nearest > 0).sum() == CLOSELY
    assert GivenOrder(ranking, WordEncoder()).order("kettle", ids)[0] == "k00"


def test_the_meaning_counts_most() -> None:
    weights = dict(zip(SIGNS, load_given_weights().tolist(), strict=True))
    assert weights["meaning"] > weights["nearest"] > weights["words"] > 0
