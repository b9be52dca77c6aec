"""What is heard of presents: who they are for, who gives what, and what has to stay a secret."""

import pytest

from bot.dialogue.before import Before, OpenQuestion
from tests.bot.dialogue.in_context import PRESENTS, SHOWN, WISHES, intent_in_talk, intent_of


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the linen, is it taken?", "track_order"),
        ("is the linen taken already?", "track_order"),
        ("has someone already got the sloth?", "who_bought"),
        ("who's giving that?", "friend_activity"),
    ],
)
def test_whether_a_wish_shown_is_taken_is_no_order(text: str, intent: str) -> None:
    assert intent_of(text, intent, WISHES) == "show_wishlist"
    assert intent_of(text, intent, PRESENTS) == "show_wishlist"
    assert intent_of(text, intent, SHOWN) == intent


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("did anyone get me a present", "friend_activity", ()),
        ("whos got me something", "friend_activity", ()),
        ("whats jonas giving me", "friend_activity", ("person",)),
        ("is anyone planning something for my birthday", "recommend_for_me", ("occasion",)),
        ("has priya bought me anything", "who_bought", ("person",)),
    ],
)
def test_what_others_give_the_shopper_is_asked_of_the_wishlist(
    text: str, intent: str, entities: tuple[str, ...]
) -> None:
    assert intent_of(text, intent, Before(), entities=entities) == "show_wishlist"


@pytest.mark.parametrize(
    ("text", "intent"), [("what did ana buy lately", "friend_activity"), ("can you get me a tent", "search_product")]
)
def test_what_others_bought_is_no_secret(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=("person",)) == intent


def test_what_is_told_of_somebody_after_ideas_for_a_present_asks_for_others() -> None:
    assert intent_of("she likes tea and long baths", "inform", PRESENTS) == "recommend_gift"
    assert intent_of("he's mad about fishing", "out_of_scope", PRESENTS) == "recommend_gift"
    assert intent_of("she will love the second one, add it", "add_to_cart", PRESENTS) == "add_to_cart"
    assert intent_of("they said 3 days?", "inform", PRESENTS) == "inform"
    assert intent_of("she likes tea", "inform", Before()) == "inform"
    assert intent_of("priya is really into cooking", "out_of_scope", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("does priya like cooking?", "inform", PRESENTS, entities=("person",)) == "inform"


def test_a_present_that_is_to_be_a_secret_blocks_nobody() -> None:
    assert intent_of("dont let her know", "block_person", PRESENTS) == "recommend_gift"
    assert intent_of("she must not find out", "nlu_fallback", PRESENTS) == "recommend_gift"
    assert intent_of("block her", "block_person", PRESENTS) == "block_person"
    assert intent_of("don't tell person", "share_product", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("dont let her know", "block_person", SHOWN) == "block_person"


def test_the_next_present_is_one_too() -> None:
    assert intent_of("and for kofi?", "search_product", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("and for kofi?", "search_product", SHOWN, entities=("person",)) == "search_product"


def test_ideas_for_another_are_asked_for_in_many_ways() -> None:
    for text in ("actually for aoife", "ok and for jonas, 50 tops", "for ana as well"):
        assert intent_of(text, "nlu_fallback", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("for running", "refine_search", PRESENTS) == "refine_search"


@pytest.mark.parametrize(
    "text", ["not for jonas, he pays half", "for jonas only, from the two of us", "jonas is chipping in too"]
)
def test_whom_a_present_is_for_is_put_right(text: str) -> None:
    for heard in ("inform", "nlu_fallback", "report_damaged"):
        assert intent_of(text, heard, PRESENTS, entities=("person",)) == "recommend_gift"
        assert intent_of(text, heard, SHOWN, entities=("person",)) != "recommend_gift"


@pytest.mark.parametrize("text", ["now my mother in law", "and ana?", "what about my brother"])
def test_another_name_after_ideas_for_a_present_is_another_present(text: str) -> None:
    assert intent_of(text, "inform", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of(text, "inform", SHOWN, entities=("person",)) == "inform"
    assert intent_of("and ana's wishlist?", "show_wishlist", PRESENTS, entities=("person",)) == "show_wishlist"


def test_who_has_one_of_the_ideas_for_a_present_is_no_question_on_wishes() -> None:
    assert intent_of("did any of my friends buy the windlite?", "who_bought", PRESENTS) == "who_bought"


TAKEN = Before(intent="show_wishlist", products_shown=True, taken_told=True)


@pytest.mark.parametrize("text", ["and the packing cubes?", "what about the linen", "the cubes too?"])
def test_another_wish_is_asked_about_as_the_one_before(text: str) -> None:
    for intent in ("product_details", "refine_search", "choose_option", "out_of_scope"):
        assert intent_of(text, intent, TAKEN, entities=("product_type",)) == "show_wishlist"
    assert intent_of("and add the cubes to my cart", "add_to_cart", TAKEN, entities=("product_type",)) == "add_to_cart"
    assert intent_of("and the packing cubes?", "product_details", WISHES, entities=("product",)) == "product_details"


def test_nothing_is_sent_to_whom_a_present_shall_surprise() -> None:
    assert intent_of("ok ill get the bands, dont tell her", "share_product", WISHES) == "add_to_cart"
    assert intent_of("don't let her know", "share_product", WISHES) == "affirm"
    assert intent_of("tell her about the bands", "share_product", WISHES) == "share_product"


def test_what_others_give_oneself_stays_secret_however_it_is_heard() -> None:
    assert intent_of("is anyone giving me the packing cubes", "ask_shipping", Before()) == "show_wishlist"


@pytest.mark.parametrize("text", ["hide it from her", "show the linen only to besties", "keep the sloth just for me"])
def test_what_is_kept_from_others_is_not_sent_to_them(text: str) -> None:
    assert intent_of(text, "share_product", WISHES) == "privacy_settings"
    assert intent_of("show me jackets only for women", "search_product", SHOWN) == "search_product"
    asked = OpenQuestion("privacy", "visibility")
    assert (
        intent_in_talk("show the linen only to besties", "search_product", Before(), question=asked)
        == "privacy_settings"
    )


def test_wrapping_is_asked_for_beside_any_question() -> None:
    assert (
        intent_in_talk("can u wrap it", "product_question", Before(), question=OpenQuestion("share_product", "confirm"))
        == "ask_shipping"
    )
    assert intent_of("do you gift wrap", "product_details", SHOWN) == "ask_shipping"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("it's for her AND priya", "inform"),
        ("actually for both her and priya", "share_product"),
        ("no wait its for ana and priya", "inform"),
        ("her and priya both", "out_of_scope"),
        ("the present is for priya", "recommend_for_me"),
        ("oh sorry, they're meant for my sister", "inform"),
    ],
)
def test_who_gets_the_present_is_put_right_in_a_sentence(text: str, intent: str) -> None:
    assert intent_of(text, intent, PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of(text, intent, SHOWN, entities=("person",)) != "recommend_gift"
    asked = OpenQuestion("recommend_gift", "budget")
    assert intent_in_talk(text, intent, question=asked, entities=("person",)) in ("inform", intent)


def test_what_is_done_for_somebody_puts_no_present_right() -> None:
    assert intent_of("for ana add the second one", "add_to_cart", PRESENTS, entities=("person",)) == "add_to_cart"
    assert intent_of("for ana's wishlist", "show_wishlist", PRESENTS, entities=("person",)) == "show_wishlist"


@pytest.mark.parametrize(
    "text",
    [
        "its anas bday soon",
        "it's my sister's birthday next week",
        "my mums 60th birthday is coming up",
        "kofi's bday btw",
    ],
)
def test_whose_birthday_is_told_gets_a_present(text: str) -> None:
    assert intent_of(text, "inform", Before()) == "recommend_gift"


@pytest.mark.parametrize(
    "text", ["it's my birthday soon", "its his birthday", "when is ana's birthday?", "this birthday is sad"]
)
def test_ones_own_birthday_or_a_question_on_one_asks_for_no_present(text: str) -> None:
    assert intent_of(text, "inform", Before()) == "inform"


@pytest.mark.parametrize("text", ["not shoes he has enough", "she has plenty of mugs", "hm, he has too many books"])
def test_what_they_have_enough_of_is_no_search(text: str) -> None:
    assert intent_of(text, "refine_search", PRESENTS, entities=("product_type",)) == "recommend_gift"


@pytest.mark.parametrize("text", ["and to jonas", "also to ana please", "ok and with karl too"])
def test_what_was_sent_goes_to_another_as_well(text: str) -> None:
    assert intent_of(text, "inform", Before(on_product=True), entities=("person",)) == "share_product"
    assert intent_of(text, "inform", Before(), entities=("person",)) == "inform"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("something for the kitchen then?", "search_product"),
        ("ok any ideas about music?", "recommend_for_me"),
        ("something bigger, 80 is ok", "refine_search"),
        ("i could go up to 60", "search_product"),
        ("max 30 then", "change_cart"),
        ("he's always in the garden", "track_order"),
        ("she spends hours on her bike", "complain"),
    ],
)
def test_what_is_said_after_ideas_for_a_present_is_of_that_present(text: str, intent: str) -> None:
    assert intent_of(text, intent, PRESENTS) == "recommend_gift"
    assert intent_of(text, intent, SHOWN) == intent


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("something for me now", "search_product", ()),
        ("is it under 50?", "ask_product_question", ("price",)),
        ("show me tents under 80", "search_product", ("product_type", "price")),
        ("where is my order", "track_order", ()),
        ("cheaper please", "refine_search", ()),
    ],
)
def test_what_is_said_after_ideas_may_be_of_something_else(text: str, intent: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, intent, PRESENTS, entities=entities) == intent


@pytest.mark.parametrize("text", ["and a lamp?", "maybe some socks", "what about a mug"])
def test_another_kind_of_thing_after_ideas_is_for_the_same_person(text: str) -> None:
    assert intent_of(text, "search_product", PRESENTS, entities=("product_type",)) == "recommend_gift"
    assert intent_of(text, "search_product", SHOWN, entities=("product_type",)) == "search_product"
    assert intent_of("find me a tent", "search_product", PRESENTS, entities=("product_type",)) == "search_product"
    assert intent_of("and a lamp for me", "search_product", PRESENTS, entities=("product_type",)) == "search_product"


@pytest.mark.parametrize("text", ["pans too?", "boots maybe?", "any pans as well", "running socks instead"])
def test_another_kind_of_thing_that_is_added_is_for_the_same_person(text: str) -> None:
    assert intent_of(text, "search_product", PRESENTS, entities=("product_type",)) == "recommend_gift"
    assert intent_of(text, "search_product", SHOWN, entities=("product_type",)) == "search_product"


def test_what_is_shown_beside_a_present_is_a_search() -> None:
    assert intent_of("show me pans too", "search_product", PRESENTS, entities=("product_type",)) == "search_product"
