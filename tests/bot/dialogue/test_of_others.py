"""What is heard of others' friends, of whom something is hidden from, and of whom a thing is sent to."""

import pytest

from bot.dialogue.before import Before, OpenQuestion
from tests.bot.dialogue.in_context import intent_in_talk, intent_of


@pytest.mark.parametrize("intent", ["friend_activity", "friends_reviews", "nlu_fallback", "who_bought"])
def test_whose_friends_others_are_is_asked_of_friends(intent: str) -> None:
    for text in ("who else is friends with person", "mutual friends with person?", "is person friends with person"):
        assert intent_of(text, intent, Before(), entities=("person",)) == "friend_activity"


def test_whose_friends_others_are_is_asked_beside_an_open_question() -> None:
    asked = OpenQuestion("recommend_gift", "budget")
    text = "whos friends with person"
    assert intent_in_talk(text, "who_bought", question=asked, entities=("person",)) == "friend_activity"
    which = OpenQuestion("share_product", "product")
    assert intent_in_talk("which of my mates is into coffee", "out_of_scope", question=which) == "who_bought"


@pytest.mark.parametrize("flow", ["recommend_gift", "ask_friends"])
def test_hiding_it_from_somebody_is_of_the_present_or_the_poll_and_blocks_nobody(flow: str) -> None:
    asked = OpenQuestion(flow, "budget" if flow == "recommend_gift" else "confirm")
    assert intent_in_talk("hide it from person", "block_person", question=asked, entities=("person",)) == flow
    assert intent_in_talk("block person", "block_person", question=asked, entities=("person",)) == "block_person"


def test_a_poll_is_not_sent_as_something_else_before_it_is_said_to_whom() -> None:
    asked = OpenQuestion("ask_friends", "person")
    assert intent_in_talk("send it", "share_product", question=asked) == "ask_friends"


def test_sharing_with_a_circle_calls_no_human() -> None:
    assert intent_of("share this w/ the running crew", "talk_to_human", Before()) == "share_product"
    assert intent_of("send this to a human", "talk_to_human", Before()) == "talk_to_human"


def test_mates_are_friends_when_it_is_asked_who_does_what() -> None:
    assert intent_of("which of my mates is into coffee", "out_of_scope", Before()) == "who_bought"
