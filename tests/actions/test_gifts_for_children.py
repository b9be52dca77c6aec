"""Presents for children: ages are neither names, amounts nor sizes, and what they get is made for their age."""

import pytest

from actions.context import use_recommender, use_shelf
from retrieval.build import open_shelf
from shop.catalogue import Product, Variant, put_product
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk, found
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import open_for_test

GIFT = "action_recommend_gift"


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


@pytest.mark.parametrize(
    ("text", "entities", "who"),
    [
        ("gift for my nephews, 6 and 9", [], "your nephews"),
        ("presents for my two kids (5 and 8)", [("person", "my two kids (5", "")], "your two kids"),
        ("i need something for a 3 year old", [], "a 3 year old"),
        ("a present for a nine-year-old", [], "a 9-year-old"),
        ("i need presents for my nephews, 6 and 9", [("person", "my nephews", ""), ("size", "9", "")], "your nephews"),
        ("smth for my nephews", [("person", "my nephews", "")], "your nephews"),
        ("smth for my nephews birthday", [("person", "my nephews", "")], "your nephew"),
        ("my nieces 5th birthday, gift ideas?", [("person", "my nieces", "")], "your niece"),
        ("something for my mother-in-law", [], "your mother-in-law"),
    ],
)
def test_ages_belong_to_no_name(talk: Talk, text: str, entities: list[tuple[str, str, str]], who: str) -> None:
    asked = talk.hear(GIFT, text, intent="recommend_gift", entities=entities)
    assert (asked.responses, asked.said[0].values["who"]) == (["what_budget"], who)


def test_an_age_in_words_is_no_budget(talk: Talk) -> None:
    talk.hear(GIFT, "gift for my grandson", intent="recommend_gift", entities={"person": "my grandson"})
    text = "He will be nine years old."
    for entities in ([], [("price", "nine", "")], [("price", "nine years", "")]):
        asked = talk.hear(GIFT, text, intent="inform", entities=entities)
        assert (asked.responses, asked.said[0].values["again"]) == (["what_budget"], False)


def test_an_age_is_neither_a_budget_nor_a_liking(talk: Talk) -> None:
    talk.hear(GIFT, "gift for my aunt", intent="recommend_gift", entities={"person": "my aunt"})
    asked = talk.hear(GIFT, "she is 67", intent="inform")
    assert (asked.responses, asked.said[0].values["again"]) == (["what_budget"], False)
    assert talk.hear(GIFT, "300", intent="inform").responses == ["what_do_they_like"]
    answered = talk.hear(GIFT, "no idea, she is 67", intent="inform")
    assert (answered.responses, answered.said[0].values["unmet"]) == (["gift_ideas"], "")


def test_a_child_gets_what_is_made_for_children_of_that_age(store: Store) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    talk.hear(GIFT, "gift for my nephews, 6 and 9", intent="recommend_gift")
    talk.hear(GIFT, "50", intent="inform")
    answered = talk.hear(GIFT, "no idea", intent="inform")
    assert set(cards(answered)) == {"blocks"}
    answered = talk.hear(GIFT, "and for the 9 year old", intent="recommend_gift")
    assert set(cards(answered)) == {"blocks", "robot"}
    assert answered.said[0].values["unmet"] == ""


@pytest.mark.parametrize("typed", ["", "what about the 9 year old?"])
def test_each_of_several_children_is_sought_for_in_turn(store: Store, typed: str) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    talk.hear(GIFT, "gifts for my nephews, 6, 9 and 12", intent="recommend_gift", entities={"person": "my nephews"})
    talk.hear(GIFT, "50", intent="inform")
    answered = talk.hear(GIFT, "no idea", intent="inform")
    assert answered.responses == ["gift_ideas", "gift_next"]
    assert answered.said[1].titles == ["Now the 9-year-old", "Now the 12-year-old"]
    tapped = {"person": "the 9-year-old", "price": "50"}
    entities = {} if typed else tapped
    answered = talk.hear(GIFT, typed or "Now", intent="recommend_gift", entities=entities)
    assert answered.said[0].values["who"] == "the 9-year-old"
    assert set(cards(answered)) == {"blocks", "robot"}
    assert answered.said[0].values["unmet"] == ""
    assert answered.said[1].titles == ["Now the 12-year-old"]


def test_a_child_gets_nothing_for_adults_where_the_money_does_not_suffice(store: Store) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    said = [("person", "my niece", ""), ("price", "15", "max")]
    talk.hear(GIFT, "gift for my niece, 9, max 15", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, "no idea", intent="inform")
    assert (answered.responses, answered.said[0].values["dearer_cents"]) == (["no_gift_ideas"], 2000)
    assert answered.said[0].titles == ["Up to 20"]
    answered = talk.hear(GIFT, "Up to 20", intent="inform", entities={"price": "20"})
    assert set(cards(answered)) == {"blocks", "robot"}


def test_a_grown_up_gets_nothing_for_children(store: Store) -> None:
    put_product(
        store,
        Product("dozy", "Dozy kids' mug", "", "Pikka", "mug", ("Kitchen",), "", "EUR", 900),
        [Variant("dozy-1", "dozy", "sku-dozy", {}, 900, "EUR", 5)],
    )
    shelf = open_shelf(store, WordEncoder())
    use_shelf(shelf)
    use_recommender(open_for_test(store, shelf))
    talk = Talk(store, "maya")
    said = [("person", "my mum", ""), ("price", "10", "max")]
    talk.hear(GIFT, "gift for my mum, max 10", intent="recommend_gift", entities=said)
    assert talk.hear(GIFT, "no idea", intent="inform").responses == ["no_gift_ideas"]


def test_a_price_alone_names_no_kind_of_thing(store: Store) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    said = [("person", "my nephew", ""), ("price", "10", "min"), ("price", "50", "max")]
    talk.hear(GIFT, "gift for my nephew, 7, at least 10, 50 max", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, "he likes falconry", intent="inform")
    assert set(cards(answered)) == {"blocks"}


def test_the_age_of_a_child_is_no_size(store: Store) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    heard = [("size", "9", ""), ("price", "50", "max")]
    talk.hear(GIFT, "gift for my nephews, 6 and 9, max 50", intent="recommend_gift", entities=heard)
    assert "blocks" in cards(talk.hear(GIFT, "no idea", intent="inform"))
    assert talk.memory.criteria.size == ""


def test_who_is_grown_up_is_no_child(store: Store) -> None:
    plant_toys(store)
    talk = Talk(store, "maya")
    said = [("person", "my daughter", ""), ("price", "300", "max")]
    talk.hear(GIFT, "a gift for my daughter, she turns 25, 300 max", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, "no idea", intent="inform")
    assert answered.responses == ["gift_ideas"]
    assert set(found(answered)) - {"blocks", "robot"}


def cards(answered: Answered) -> list[str]:
    """Return the ideas that were shown, by id."""
    return [card["product_id"] for card in answered.facts("gift_ideas")["products"]]


def plant_toys(store: Store) -> None:
    """Put two toys on sale: one from 3 years, one from 8."""
    for id, least in (("blocks", 3), ("robot", 8)):
        product = Product(
            id,
            f"Hollin {id}",
            "",
            "Hollin",
            "toy",
            ("Toys", "Building"),
            "",
            "EUR",
            2000,
            attributes={"age": f"{least}+"},
        )
        put_product(store, product, [Variant(f"{id}-1", id, f"sku-{id}", {}, 2000, "EUR", 5)])
    shelf = open_shelf(store, WordEncoder())
    use_shelf(shelf)
    use_recommender(open_for_test(store, shelf))
