"""What is heard as a question to all reviewers, whatever the words alone sounded like."""

import pytest

from bot.dialogue.before import Before, OpenQuestion
from tests.bot.dialogue.in_context import SHOWN, intent_in_talk, intent_of


@pytest.mark.parametrize(
    "intent", ["read_reviews", "search_product", "ask_product_question", "friends_reviews", "inform"]
)
@pytest.mark.parametrize(
    "text",
    [
        "which product_type do reviewers say are comfortable for long flights",
        "any product_type people praise for easy setup?",
        "do any of my friends rave about a product_type that's light",
        "which product_type has the happiest buyers",
    ],
)
def test_a_kind_of_thing_that_people_praise_is_searched_for(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=("product_type",)) == "search_product"


@pytest.mark.parametrize("intent", ["friend_activity", "friends_reviews", "search_product", "recommend_for_me"])
@pytest.mark.parametrize("text", ["show me product_type my friends like", "product_type that people i know have"])
def test_a_kind_of_thing_that_friends_like_or_have_is_searched_for(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=("product_type",)) == "search_product"
    waterproof = "something feature my friends would recommend"
    assert intent_of(waterproof, intent, Before(), entities=("feature",)) == "search_product"
    assert intent_of("what do my friends like", "friend_activity", Before()) == "friend_activity"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("what do people say about the product", ("product",)),
        ("what do people complain about with product_type", ("product_type",)),
        ("what do people say about these product_type", ("product_type",)),
    ],
)
def test_reviews_of_one_thing_and_complaints_stay_reviews(text: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, "read_reviews", SHOWN, entities=entities) == "read_reviews"


def test_without_a_kind_of_thing_it_is_of_what_is_shown() -> None:
    text = "which of these do people say is light"
    assert intent_of(text, "read_reviews", SHOWN) == "search_product"
    assert intent_of(text, "read_reviews", Before()) == "read_reviews"


def test_what_is_written_into_a_review_or_asked_of_an_order_is_left_alone() -> None:
    text = "which product_type do people say are light"
    for intent in ("write_review", "track_order", "recommend_gift"):
        assert intent_of(text, intent, Before(), entities=("product_type",)) == intent


def test_they_are_the_reviewers_of_the_list_that_is_shown() -> None:
    text = "what do they say about the second one"
    assert intent_of(text, "friends_reviews", SHOWN, entities=("ordinal",)) == "read_reviews"
    assert intent_of(text, "friends_reviews", Before(), entities=("ordinal",)) == "friends_reviews"
    of_friends = Before(intent="friends_reviews", products_shown=True)
    assert intent_of(text, "friends_reviews", of_friends, entities=("ordinal",)) == "friends_reviews"


def test_what_friends_rate_highest_stays_theirs() -> None:
    text = "which product_type do my friends rate highest"
    assert intent_of(text, "recommend_for_me", Before(), entities=("product_type",)) == "friends_reviews"


@pytest.mark.parametrize("intent", ["who_bought", "friend_activity", "out_of_scope", "find_similar"])
def test_whose_taste_is_like_ones_own_is_asked_of_friends(intent: str) -> None:
    for text in ("which of my friends has similar taste to me", "whose taste is most like mine", "who rates like me"):
        assert intent_of(text, intent, Before()) == "friends_reviews"
    assert intent_of("which coffee tastes like the one i had", intent, Before()) == intent


def test_an_open_question_is_not_answered_by_a_question_to_reviewers() -> None:
    asked = OpenQuestion(flow="add_to_cart", asking="variant")
    text = "which product_type is praised for neck pain"
    assert intent_in_talk(text, "nlu_fallback", question=asked, entities=("product_type",)) == "search_product"
    review = OpenQuestion(flow="write_review", asking="text")
    assert intent_in_talk(text, "nlu_fallback", question=review, entities=("product_type",)) != "search_product"


@pytest.mark.parametrize(
    "text", ["do they disagree", "and do they all agree?", "does anybody disagree", "anyone disagree"]
)
def test_whether_those_who_were_just_heard_agree_is_no_poll(text: str) -> None:
    heard = Before(intent="friends_reviews", on_product=True)
    assert intent_of(text, "poll_status", heard) == "friends_reviews"
    assert intent_of(text, "poll_status", Before(intent="ask_friends", poll_shown=True)) == "poll_status"


@pytest.mark.parametrize("intent", ["compare_products", "ask_product_question", "choose_option", "out_of_scope"])
@pytest.mark.parametrize(
    "text", ["the first 1 any good?", "is the second one any good", "number 2 good?", "is the 2nd legit or nah"]
)
def test_whether_one_of_a_list_is_any_good_is_asked_of_its_reviews(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "read_reviews"


@pytest.mark.parametrize("text", ["any good?", "are these good for rain", "the first one is good", "is the price good"])
def test_what_is_not_asked_of_one_thing_goes_on_as_it_was_heard(text: str) -> None:
    assert intent_of(text, "compare_products", SHOWN) == "compare_products"


def test_whether_it_is_any_good_is_of_the_one_talked_about_or_named() -> None:
    assert intent_of("is it any good", "ask_product_question", Before(on_product=True)) == "read_reviews"
    assert intent_of("is it any good", "ask_product_question", Before()) == "ask_product_question"
    named = intent_of("is the product worth the money", "ask_product_question", Before(), entities=("product",))
    assert named == "read_reviews"


@pytest.mark.parametrize(
    "text", ["no idea", "hm cant decide", "hard to say tbh", "idk", "you pick", "I'm torn between them"]
)
def test_who_cannot_choose_among_what_is_shown_wants_a_pick(text: str) -> None:
    for intent in ("refine_search", "deny", "out_of_scope", "inform"):
        assert intent_of(text, intent, SHOWN) == "compare_products"
    assert intent_of(text, "deny", Before()) == "deny"


@pytest.mark.parametrize("intent", ["refine_search", "search_product", "nlu_fallback"])
def test_an_aspect_alone_goes_on_with_the_reviews_of_a_thing(intent: str) -> None:
    reviews = Before(intent="read_reviews", on_product=True)
    for text in ("what about durability", "and the grip?", "comfort?", "any complaints about the battery"):
        assert intent_of(text, intent, reviews) == "read_reviews"
        assert intent_of(text, intent, Before(intent="search_product", on_product=True)) == intent
    for text in ("what about the price", "and in black?", "what about the carry 45"):
        assert intent_of(text, intent, reviews) == intent


@pytest.mark.parametrize("intent", ["friends_reviews", "who_bought", "find_similar", "recommend_for_me"])
@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("product_type that person recommends", ("product_type", "person")),
        ("product_type like the ones person has", ("product_type", "person")),
        ("what product_type does person have", ("product_type", "person")),
        ("what does person use for hiking", ("person",)),
        ("what should i get that person would approve of", ("person",)),
        ("whats everyone i know wearing for running", ()),
    ],
)
def test_a_list_by_the_word_of_some_friends_is_searched_for(text: str, entities: tuple[str, ...], intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=entities) == "search_product"


def test_what_one_friend_thinks_and_a_present_for_one_are_no_such_list() -> None:
    thinks = intent_of(
        "what does person think of the product", "friends_reviews", Before(), entities=("person", "product")
    )
    assert thinks == "friends_reviews"
    present = intent_of(
        "a product_type person would love", "recommend_gift", Before(), entities=("person", "product_type")
    )
    assert present == "recommend_gift"
