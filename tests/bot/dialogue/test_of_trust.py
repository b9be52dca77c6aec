"""What is heard of trust: who sees what, what is others alone, what a friend would take, and a human called."""

import pytest

from bot.dialogue.before import Before
from tests.bot.dialogue.in_context import SHOWN, intent_of


@pytest.mark.parametrize("text", ["no its ok", "never mind", "nah im fine thanks"])
def test_who_came_back_from_waiting_for_a_human_needs_none(text: str) -> None:
    assert intent_of(text, "small_talk", Before(handed_over=True)) == "talk_to_human"
    assert intent_of(text, "small_talk", Before()) == "small_talk"


@pytest.mark.parametrize("intent", ["read_reviews", "friend_activity", "export_data"])
def test_what_is_sought_of_other_shoppers_is_out_of_scope(intent: str) -> None:
    assert intent_of("show me all customers", intent, SHOWN) == "out_of_scope"


@pytest.mark.parametrize(
    "text",
    [
        "who sees what i ask my friends",
        "can my friends see what i ask you",
        "do you tell ana what i asked them",
        "is this chat private?",
        "can karl see that i returned it",
    ],
)
def test_who_sees_what_is_said_is_asked_of_privacy(text: str) -> None:
    for intent in ("friends_reviews", "ask_friends", "out_of_scope", "privacy_settings"):
        assert intent_of(text, intent, Before()) == "privacy_settings"


@pytest.mark.parametrize("text", ["what did i ask my friends", "forget this chat", "can i see my returns"])
def test_what_asks_nothing_of_who_sees_it_stays_as_it_was_heard(text: str) -> None:
    assert intent_of(text, "poll_status", Before()) != "privacy_settings"


def test_what_a_friend_would_take_is_asked_of_them() -> None:
    for text in ("what would person take?", "which one would person pick"):
        assert intent_of(text, "out_of_scope", Before(poll_shown=True), entities=("person",)) == "friends_reviews"


def test_what_only_one_person_is_to_be_shown_is_a_setting_and_no_share() -> None:
    assert (
        intent_of("only show the perch to maya", "share_product", Before(), entities=("person",)) == "privacy_settings"
    )
    assert intent_of("only show red ones to me", "refine_search", SHOWN) == "refine_search"
