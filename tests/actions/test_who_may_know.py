"""What nobody states can be asked on: of buyers, of friends, of a human, also by guests and within a task."""

from typing import Any

import pytest

from actions.context import use_shelf
from retrieval.search import FactSource, FoundFact
from shop.catalogue import put_product
from shop.questions.polls import polls_of
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk
from tests.actions.test_read_reviews import FactsShelf

SWAN = [("product", "Swan")]
NEAR = FoundFact("made in: Portugal", FactSource.ATTRIBUTE, "swan", 0.5, sure=False)
TITLE = "Brewlund Swan gooseneck kettle"


@pytest.fixture(autouse=True)
def shelf() -> None:
    use_shelf(FactsShelf())


def ask(talk: Talk, text: str = "Does the lid rattle?") -> Answered:
    return talk.hear("action_answer_product_question", text, intent="ask_product_question", entities=SWAN)


def ask_friends(talk: Talk, text: str = "Ask my friends") -> Answered:
    return talk.hear("action_ask_friends", text, intent="ask_friends", entities=SWAN)


def payloads(answered: Answered) -> list[str]:
    return [reply["payload"].lstrip("/").partition("{")[0] for reply in answered.said[-1].facts["quick_replies"]]


def test_a_customer_may_ask_buyers_friends_or_a_human() -> None:
    assert payloads(ask(maya())) == ["affirm", "deny", "ask_friends", "talk_to_human"]


@pytest.mark.parametrize("facts", [(), (NEAR,)])
def test_a_guest_may_ask_a_human(facts: tuple[FoundFact, ...]) -> None:
    use_shelf(FactsShelf(*facts))
    assert payloads(ask(guest())) == ["talk_to_human"]


@pytest.mark.parametrize("facts", [(), (NEAR,)])
def test_within_a_task_friends_or_a_human_can_be_asked_and_the_task_stays(facts: tuple[FoundFact, ...]) -> None:
    use_shelf(FactsShelf(*facts))
    busy = maya(flow="return_order", asking="reason")
    assert payloads(ask(busy)) == ["ask_friends", "talk_to_human"]
    assert (busy.slots["flow"], busy.slots["asking"]) == ("return_order", "reason")


def test_who_has_no_friends_or_is_angry_is_not_sent_to_them() -> None:
    assert payloads(ask(Talk(open_social_shop(), "lena"))) == ["affirm", "deny", "talk_to_human"]
    assert payloads(ask(maya(mood="angry"))) == ["affirm", "deny", "talk_to_human"]


def test_of_a_list_a_human_can_be_asked() -> None:
    store = open_social_shop()
    for id in ("box", "jar"):
        put_product(store, make_product(id, f"Siplo {id}", "Siplo", "lunch box"), [make_variant(f"{id}-1", 900)])
    talk = Talk(store, slots={"memory": {"product_ids": ["box", "jar"]}, "shown": "products"})
    answered = talk.hear("action_answer_product_question", "vegan?", intent="ask_product_question")
    assert (answered.responses, payloads(answered)) == (["fact_of_none"], ["talk_to_human"])


@pytest.mark.parametrize("slots", [{}, {"flow": "return_order", "asking": "reason"}])
def test_friends_are_asked_what_was_not_stated(slots: dict[str, Any]) -> None:
    talk = maya(**slots)
    ask(talk)
    proposed = ask_friends(talk).said[-1].values
    assert (proposed["question"], proposed["choices"]) == (f"{TITLE}: Does the lid rattle?", "Yes / No")
    talk.hear("action_confirm", "yes", intent="affirm")
    (poll,) = polls_of(talk.store, "maya")
    assert poll.poll.question == f"{TITLE}: Does the lid rattle?"


def test_a_question_that_is_no_yes_or_no_has_other_choices() -> None:
    talk = maya()
    ask(talk, "How long does the lid last?")
    assert ask_friends(talk).said[-1].values["choices"] == "I know it / I don't know"


def test_later_and_with_words_of_their_own_friends_are_asked_something_else() -> None:
    talk = maya()
    ask(talk)
    own = ask_friends(talk, "ask my friends “Is white nice?”")
    assert own.said[-1].values["question"] == "Is white nice?"
    talk.hear("action_decline", "no", intent="deny")
    talk.hear("action_greet", "hello", intent="greet")
    assert ask_friends(talk).said[-1].values["question"] == f"Should I get this: {TITLE}?"
