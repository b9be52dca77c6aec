"""What goes on with ideas for a present: the person, the amount and what they do not want stay as they were told."""

import pytest

from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk, found, reasons

GIFT = "action_recommend_gift"
MY_BROTHER = [("person", "my brother", ""), ("price", "95", "max")]


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    """Ideas for a brother who likes tea, up to 95 euro, are shown."""
    talk = Talk(store, "maya")
    talk.hear(GIFT, "a present for my brother under 95, he likes tea", intent="recommend_gift", entities=MY_BROTHER)
    return talk


def told(answered: Answered) -> tuple[str, int | None]:
    """Return for whom the ideas are, and the most that they may cost."""
    assert answered.responses == ["gift_ideas"]
    values = answered.said[0].values
    return values["who"], values["budget_cents"]


def test_other_ideas_are_for_the_same_person_and_amount(talk: Talk) -> None:
    answered = talk.hear(GIFT, "something for jogging then?", intent="recommend_gift")
    assert (told(answered), found(answered)) == (("your brother", 9500), ["daily"])
    answered = talk.hear(GIFT, "and for the kitchen?", intent="recommend_gift")
    assert answered.said[0].values["who"] == "your brother"


def test_another_kind_of_thing_is_for_the_same_person_and_amount(talk: Talk) -> None:
    kind = {"product_type": "running shoes"}
    answered = talk.hear(GIFT, "and some running shoes?", intent="recommend_gift", entities=kind)
    assert (told(answered), found(answered)) == (("your brother", 9500), ["daily"])
    answered = talk.hear(GIFT, "he has running shoes already", intent="recommend_gift", entities=kind)
    assert "daily" not in found(answered)


def test_what_they_have_stays_left_out_of_other_ideas(talk: Talk) -> None:
    entities = [("product_type", "running shoes", "")]
    talk.hear(GIFT, "he has running shoes already", intent="recommend_gift", entities=entities)
    answered = talk.hear(GIFT, "ok something for jogging then", intent="recommend_gift")
    assert answered.said[0].values["who"] == "your brother"
    assert "daily" not in found(answered)


def test_more_may_be_spent_on_the_same_person_for_the_same_liking(talk: Talk) -> None:
    talk.hear(GIFT, "something for jogging then?", intent="recommend_gift")
    answered = talk.hear(GIFT, "something bigger, 120 is ok", intent="recommend_gift", entities={"price": "120"})
    assert (told(answered), found(answered)) == (("your brother", 12000), ["cloudline"])  # none that cost less than 95
    assert reasons(answered)["cloudline"][0] == "Goes with jogging"
    answered = talk.hear(GIFT, "max 60 then", intent="recommend_gift")  # and no amount was heard
    assert (told(answered), found(answered)) == (("your brother", 6000), ["daily"])


def test_where_nothing_that_they_like_costs_more_something_else_does(talk: Talk) -> None:
    talk.hear(GIFT, "max 105 then", intent="recommend_gift")
    said = [("price", "300", ""), ("feature", "bigger", "")]
    answered = talk.hear(GIFT, "something bigger, 300 is ok", intent="recommend_gift", entities=said)
    assert (told(answered), answered.said[0].values["unmet"]) == (("your brother", 30000), "tea")
    assert set(found(answered)) == {"cloudline", "tempo"}


def test_what_somebody_always_does_is_a_liking_and_no_title(talk: Talk) -> None:
    answered = talk.hear(GIFT, "he is always in the shed", intent="recommend_gift")
    assert answered.said[0].values["unmet"] == "shed"
    answered = talk.hear(GIFT, "she is always at parkrun", intent="recommend_gift")
    assert answered.said[0].values["unmet"] == ""


def test_a_new_present_asks_for_whom_it_is(talk: Talk) -> None:
    assert talk.hear(GIFT, "i need a present", intent="recommend_gift").responses == ["gift_for_whom"]
    answered = talk.hear(GIFT, "and for kofi?", intent="recommend_gift", entities={"person": "kofi"})
    assert answered.said[0].values["who"] != "your brother"


@pytest.mark.parametrize("text", ["dont let her know", "don't tell Ana", "it's a surprise"])
def test_ideas_that_are_to_be_a_secret_are_said_to_be_one(talk: Talk, text: str) -> None:
    said = [("person", "Ana", ""), ("price", "100 euro", "max")]
    talk.hear(GIFT, "a present for Ana under 100 euro", intent="recommend_gift", entities=said)
    people = {"person": "Ana"} if "Ana" in text else {}
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=people)
    assert answered.responses == ["present_is_kept_secret"]
    assert answered.said[0].values["person"] == "Ana"


def test_of_somebody_whom_the_shop_does_not_know_it_is_taken_note(talk: Talk) -> None:
    assert talk.hear(GIFT, "dont let him know", intent="recommend_gift").responses == ["acknowledged"]
