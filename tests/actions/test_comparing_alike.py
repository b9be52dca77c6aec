"""A product beside others like it that nobody has named: "compare it with something cheaper"."""

import pytest

from shop.catalogue import withdraw_product
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk

COMPARE = "action_compare"


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


def ids(talk: Talk, text: str, **entities: str) -> list[str]:
    answered = talk.hear(COMPARE, text, entities=entities)
    return [card["product_id"] for card in answered.said[0].facts.get("products", [])]


@pytest.mark.parametrize(
    "text",
    [
        "compare it with something cheaper",
        "can you compare this to a cheaper one?",
        "put it next to something less expensive",
    ],
)
def test_it_beside_what_is_like_it_and_cheaper(store: Store, text: str) -> None:
    talk = Talk(store, slots={"memory": {"product_id": "cloudline"}})
    first, *others = ids(talk, text)
    assert first == "cloudline"
    assert others == ["daily"]  # a running shoe for less
    assert talk.memory.product_ids == talk.memory.compared == ["cloudline", "daily"]


def test_several_beside_a_named_one(store: Store) -> None:
    first, *others = ids(Talk(store), "compare the Cloudline 2 with some alternatives", product="Cloudline 2")
    assert first == "cloudline"
    assert set(others) == {"tempo", "daily"}  # and no kettle


def test_nothing_is_like_it(store: Store) -> None:
    talk = Talk(store, slots={"memory": {"product_id": "daily"}})
    answered = talk.hear(COMPARE, "compare it with something cheaper")
    assert answered.responses == ["nothing_similar"]
    assert answered.said[0].values["title"]
    assert talk.memory.product_id == "daily"


def test_without_a_product_it_is_asked_what_to_compare(store: Store) -> None:
    assert Talk(store).hear(COMPARE, "compare it with something similar").responses == ["what_to_compare"]


def test_what_is_sold_no_more_is_beside_nothing(store: Store) -> None:
    withdraw_product(store, "daily")
    talk = Talk(store, slots={"memory": {"product_id": "cloudline"}})
    assert talk.hear(COMPARE, "compare it with something cheaper").responses == ["nothing_similar"]
