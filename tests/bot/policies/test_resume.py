"""When the open question is asked again, in stories, where actions do not run."""

from typing import Any

import pytest

from bot.rasa_compat import prepare


@pytest.fixture(scope="module")
def domain() -> Any:
    prepare()
    from rasa.shared.core.domain import Domain

    return Domain.load("domain.yml")


def resumes(domain: Any, *told: tuple[str, Any]) -> bool:
    """Say whether the question is asked again after this: ("user", intent), ("action", name), (slot, value)."""
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.policies.resume import must_resume

    events: list[Any] = []
    for kind, value in told:
        if kind == "user":
            events += [ActionExecuted("action_listen"), UserUttered(value, {"name": value})]
        else:
            events.append(ActionExecuted(value) if kind == "action" else SlotSet(kind, value))
    return must_resume(DialogueStateTracker.from_events("story", events, domain.slots, domain=domain))


CANCELLING = (
    ("user", "cancel_order"), ("action", "action_cancel_order"), ("flow", "cancel_order"), ("asking", "confirm"),
)  # fmt: skip


def test_a_question_is_not_asked_twice_in_a_row(domain: Any) -> None:
    assert not resumes(domain, *CANCELLING)


def test_a_digression_is_followed_by_the_question(domain: Any) -> None:
    assert resumes(domain, *CANCELLING, ("user", "view_cart"), ("action", "action_view_cart"), ("shown", "cart"))


def test_once_is_enough(domain: Any) -> None:
    aside = (("user", "thank"), ("action", "action_say_welcome"), ("action", "action_resume"))
    assert not resumes(domain, *CANCELLING, *aside)


def test_an_action_that_asks_something_else_has_asked(domain: Any) -> None:
    declined = (("user", "deny"), ("action", "action_decline"), ("flow", "cancel_order"), ("asking", "reason"))
    assert not resumes(domain, *CANCELLING, *declined)


def test_a_task_that_another_begins_has_asked(domain: Any) -> None:
    told = (
        ("user", "report_damaged"), ("action", "action_report_problem"),
        ("flow", "report_problem"), ("asking", "choice"),
        ("user", "choose_option"), ("action", "action_report_problem"), ("flow", "return_order"), ("asking", "confirm"),
    )  # fmt: skip
    assert not resumes(domain, *told)


def test_what_was_interrupted_is_asked_again_when_the_other_task_ends(domain: Any) -> None:
    inner = (
        ("user", "add_to_cart"), ("action", "action_add_to_cart"), ("flow", "add_to_cart"), ("asking", "variant"),
        ("user", "inform"), ("action", "action_add_to_cart"), ("flow", "cancel_order"), ("asking", "confirm"),
    )  # fmt: skip
    assert resumes(domain, *CANCELLING, *inner)


ADDING = (
    ("user", "add_to_cart"), ("action", "action_add_to_cart"), ("flow", "add_to_cart"), ("asking", "variant"),
)  # fmt: skip


REMEMBERED: Any = ("memory", {"asked_in": "m1"})


def test_nothing_is_asked_of_those_who_leave(domain: Any) -> None:
    leaving = (("user", "goodbye"), ("action", "action_say_goodbye"))
    assert not resumes(domain, *CANCELLING, REMEMBERED, *leaving)
