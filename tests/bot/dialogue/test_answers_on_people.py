"""What is heard as an answer to a question on friends, polls, presents and what is sent to them."""

import pytest

from bot.dialogue.before import OpenQuestion
from tests.bot.dialogue.in_answer import intent_of


def test_what_is_told_of_whom_a_present_is_for_is_an_answer() -> None:
    for asking in ("budget", "text"):
        question = OpenQuestion("recommend_gift", asking)
        assert intent_of("she likes cooking, has a pan already", "search_product", question) == "inform"
        assert intent_of("he hates gadgets", "complain", question) == "inform"
    budget = OpenQuestion("recommend_gift", "budget")
    for text in ("40 max but hates gadgets", "around €25, nothing for the kitchen", "ok up to 60 euro she likes tea"):
        assert intent_of(text, "search_product", budget) == "inform"
    assert intent_of("how about 3 mugs for me", "search_product", budget) == "search_product"
    assert intent_of("does she have a wishlist?", "show_wishlist", budget) == ("show_wishlist")


def test_words_are_added_to_what_is_about_to_be_sent() -> None:
    question = OpenQuestion("share_product", "confirm")
    assert intent_of("add a note: for sunday", "add_to_cart", question) == "share_product"
    assert intent_of("tell her it is on sale", "inform", question) == "share_product"


def test_a_name_alone_answers_who_though_it_sounds_like_a_greeting() -> None:
    question = OpenQuestion("share_product", "person")
    assert intent_of("Aoife", "greet", question) == "inform"
    assert intent_of("hiya", "greet", question) == "greet"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("make it anonymous", "privacy_settings", ()),
        ("change the question to: which for the mud run?", "poll_status", ("product",)),
        ("add the path wp as third", "add_friend", ("ordinal",)),
        ("add the pips too", "add_to_cart", ("product",)),
        ("take the mudlark out", "remove_from_cart", ("product",)),
    ],
)
@pytest.mark.parametrize("asking", ["confirm", "person"])
def test_what_changes_a_poll_that_is_put_together_is_of_the_poll(
    asking: str, text: str, intent: str, entities: tuple[str, ...]
) -> None:
    assert intent_of(text, intent, OpenQuestion("ask_friends", asking), entities=entities) == "ask_friends"
    assert intent_of("add it to my cart", "add_to_cart", OpenQuestion("ask_friends", asking)) == "add_to_cart"
    assert intent_of("drop it", "never_mind", OpenQuestion("ask_friends", asking)) == "never_mind"


@pytest.mark.parametrize("text", ["say: try these", "tell her it's great", "write hello from me"])
def test_words_to_go_with_what_is_shared_are_of_it(text: str) -> None:
    for asking in ("person", "confirm"):
        assert intent_of(text, "ask_friends", OpenQuestion("share_product", asking)) == "share_product"
    assert intent_of(text, "ask_friends", OpenQuestion("add_friend", "confirm")) == "add_friend"


def test_words_to_go_with_a_friend_request_need_no_say() -> None:
    request = OpenQuestion("add_friend", "confirm")
    assert intent_of("hi from the run club", "greet", request) == "inform"
    assert intent_of("ok then", "out_of_scope", request) == "affirm"
    assert intent_of("no not omar please", "out_of_scope", request) == "out_of_scope"
    assert intent_of("how long does that take?", "out_of_scope", request) == "out_of_scope"
    assert intent_of("hmm let me think about it", "small_talk", request) == "small_talk"
    assert intent_of("what the hell is this", "out_of_scope", request) == "out_of_scope"


def test_a_circles_name_alone_answers_to_whom() -> None:
    assert intent_of("running crew", "talk_to_human", OpenQuestion("share_product", "person")) == "inform"
    assert intent_of("real person pls", "talk_to_human", OpenQuestion("share_product", "person")) == "talk_to_human"


def test_another_audience_mends_a_change_of_privacy() -> None:
    change = OpenQuestion("privacy", "confirm")
    assert intent_of("no wait just my friends", "poll_status", change) == "privacy_settings"
    assert intent_of("no", "deny", change) == "deny"


@pytest.mark.parametrize("text", ["can karl see my wishlist", "does ana have a wishlist", "what did karl buy"])
def test_a_question_on_somebody_does_not_name_whom_to_befriend(text: str) -> None:
    question = OpenQuestion("add_friend", "person")
    assert intent_of(text, "privacy_settings", question, confidence=0.48, entities=("person",)) == "privacy_settings"


@pytest.mark.parametrize("text", ["actually everyone", "no wait everybody", "only me please", "my friends are fine"])
def test_who_is_to_see_it_answers_in_any_words(text: str) -> None:
    for asking in ("visibility", "confirm"):
        assert intent_of(text, "out_of_scope", OpenQuestion("privacy", asking)) == "privacy_settings"
