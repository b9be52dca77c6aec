"""What the assistant would take of the products shown, and questions that are asked of all of them."""

from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.social_shop import review
from tests.actions.talk import Talk


def talk(store: Store, *ids: str, customer_id: str | None = None) -> Talk:
    slots = {"shown": "products", "memory": {"product_ids": list(ids), "chosen_by": {"as": "search"}}}
    return Talk(store, customer_id, slots=slots)


def test_the_best_rated_of_those_shown_is_picked() -> None:
    store = open_finding_shop()
    for author in ("ana", "omar", "lena"):
        review(store, author, "swan", 5, "Pours well.")
    answered = talk(store, "quickboil", "swan").hear("action_recommend", "which would you take")
    assert answered.responses == ["my_pick"]
    assert answered.said[0].facts["evidence"] == ["swan"]


def test_who_cannot_decide_is_named_one_and_may_ask_friends() -> None:
    store = open_finding_shop()
    answered = talk(store, "quickboil", "swan", customer_id="maya").hear("action_compare", "no idea")
    assert answered.responses == ["my_pick"]
    assert "Ask my friends" in answered.said[0].titles


def test_without_a_list_something_is_suggested() -> None:
    answered = talk(open_finding_shop()).hear("action_recommend", "which would you take")
    assert "my_pick" not in answered.responses


def test_a_kind_that_is_named_is_looked_for_and_nothing_shown_is_picked() -> None:
    said = ("action_recommend", "which kettle would you recommend")
    answered = talk(open_finding_shop(), "mug", "cloudline").hear(*said, entities={"product_type": "kettle"})
    assert "my_pick" not in answered.responses


def test_a_question_on_a_list_is_answered_for_each() -> None:
    answered = talk(open_finding_shop(), "swan", "quickboil").hear(
        "action_answer_product_question", "what is the capacity?", intent="ask_product_question"
    )
    assert answered.responses == ["facts_of_list"]
    assert "0.9 l" in answered.text
    assert "1.7 l" in answered.text


def test_a_question_that_none_of_them_answers_is_said_to_be_one() -> None:
    answered = talk(open_finding_shop(), "swan", "quickboil").hear(
        "action_answer_product_question", "does it sing opera?", intent="ask_product_question"
    )
    assert answered.responses == ["fact_of_none"]
