"""What a present may cost, what is shown where little fits, and whom it is for where nobody is named."""

import pytest

from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk, found

GIFT = "action_recommend_gift"
MY_SISTER = [("person", "my sister", ""), ("price", "300", "max")]


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def test_so_much_for_a_present_is_the_most_and_no_least(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "100 euro", "about"), ("product_type", "kettle", "")]
    answered = talk.hear(GIFT, "a kettle for my sister, 100 euro", intent="recommend_gift", entities=said)
    assert answered.said[0].values["budget_cents"] == 10000
    assert talk.memory.criteria.price_min_cents is None


def test_around_an_amount_is_filled_up_with_what_costs_less(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "100", "about")]
    talk.hear(GIFT, "a gift for my sister, around 100 euro", intent="recommend_gift", entities=said)
    prices = [
        card["price_cents"] for card in talk.hear(GIFT, "no idea", intent="inform").facts("gift_ideas")["products"]
    ]
    assert len(prices) >= 3
    assert min(prices) < 7000
    assert max(prices) <= 11000


def test_where_little_fits_it_is_told_from_what_price_on_there_is_more(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "100 euro", "max"), ("product_type", "running shoes", "")]
    answered = talk.hear(GIFT, "running shoes for my sister, max 100 euro", intent="recommend_gift", entities=said)
    assert (found(answered), answered.said[0].values["dearer_cents"]) == (["daily"], 11990)
    assert "€119.90" in answered.text
    assert answered.said[0].titles[-1] == "Up to 120"
    answered = talk.hear(GIFT, "Up to 120", intent="recommend_gift", entities={"price": "120"})
    assert set(found(answered)) == {"daily", "cloudline"}


def test_who_names_nobody_is_not_asked_for_ever(talk: Talk) -> None:
    talk.hear(GIFT, "i need a present", intent="recommend_gift")
    assert talk.hear(GIFT, "up to 300 euro", intent="inform", entities={"price": "300"}).responses == ["gift_for_whom"]
    answered = talk.hear(GIFT, "she likes kettles", intent="inform")
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "this person")
    assert found(answered) == ["swan"]


def test_what_they_hate_is_nothing_that_was_looked_for_in_vain(talk: Talk) -> None:
    talk.hear(GIFT, "gift for my sister up to 300", intent="recommend_gift", entities=MY_SISTER)
    talk.hear(GIFT, "no clue really", intent="inform")
    answered = talk.hear(GIFT, "she hates pink", intent="recommend_gift", entities=[("colour", "pink", "not")])
    assert (answered.responses, answered.said[0].values["unmet"]) == (["gift_ideas"], "")


def test_an_amount_that_was_not_heard_as_one_is_not_asked_for_again() -> None:
    talk = Talk(open_finding_shop(), "maya")
    said = "anas bday is next week, smth under 60, she likes tea"
    talk.hear(GIFT, said, intent="recommend_gift", entities=[("person", "ana"), ("date", "next week")])
    assert talk.slots.get("asking") != "budget"
