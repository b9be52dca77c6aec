"""What is heard of products: of those shown, of those turned down, and of the next."""

import pytest

from bot.dialogue.before import Before
from tests.bot.dialogue.in_context import PRESENTS, SHOWN, intent_of


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("not the carbon one", "choose_option"),
        ("no sedana", "deny"),
        ("anything but nomadry", "search_product"),
        ("hm not the pelimo", "product_details"),
    ],
)
def test_what_is_turned_down_is_not_chosen(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "reject_suggestion"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["no thanks", "not bad", "no problem", "no"])
def test_a_no_that_turns_nothing_down_stays_one(text: str) -> None:
    assert intent_of(text, "deny", SHOWN) == "deny"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("we already have the clay zoo", "add_to_cart", ("product",)),
        ("i have the siplo steel already", "add_to_cart", ("product",)),
        ("i have that one", "choose_option", ()),
    ],
)
def test_what_one_has_already_is_not_wanted(text: str, intent: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, intent, SHOWN, entities=entities) == "reject_suggestion"
    assert intent_of("she " + text.split(" ", 1)[1], intent, PRESENTS, entities=entities) == "recommend_gift"


def test_who_has_an_account_or_got_the_message_turns_nothing_down() -> None:
    assert intent_of("i already have an account", "inform", Before()) == "inform"
    assert intent_of("i got it", "small_talk", SHOWN) == "small_talk"


def test_the_name_of_a_thing_alone_asks_for_it() -> None:
    assert intent_of("hush 700", "inform", Before(), entities=("product",)) == "product_details"
    assert intent_of("moka pot", "out_of_scope", Before(), entities=("product_type",)) == "search_product"
    assert intent_of("is a moka pot good", "out_of_scope", Before(), entities=("product_type",)) == "out_of_scope"
    assert intent_of("38", "inform", Before(), entities=("size",)) == "inform"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("and the third?", "choose_option", ("ordinal",)),
        ("what about the fifth one", "product_details", ("ordinal",)),
        ("and the hush 700?", "product_details", ("product",)),
        ("how about the brasko", "search_product", ("brand",)),
        ("add the third to the comparison", "add_to_cart", ("ordinal",)),
    ],
)
def test_one_more_is_put_beside_those_compared(text: str, intent: str, entities: tuple[str, ...]) -> None:
    before = Before(products_shown=True, compared=2)
    assert intent_of(text, intent, before, entities=entities) == "compare_products"
    assert intent_of(text, intent, SHOWN, entities=entities) == intent


@pytest.mark.parametrize("text", ["and the second?", "what about the first one"])
def test_a_place_among_those_compared_is_one_of_them(text: str) -> None:
    before = Before(products_shown=True, compared=2)
    assert intent_of(text, "choose_option", before, entities=("ordinal",)) == "choose_option"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("too thin", "inform"),
        ("hm too dark", "inform"),
        ("they're all too loud", "complain"),
        ("not warm enough", "inform"),
    ],
)
def test_what_falls_short_shall_go_further(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "refine_search"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["what was the first list", "what were they again", "what were the ones before"])
def test_a_list_of_before_is_one_of_products(text: str) -> None:
    assert intent_of(text, "show_wishlist", SHOWN) == "refine_search"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what do both cost together", "compare_products"),
        ("how much would they be together", "view_cart"),
        ("whats the total if i buy 2", "view_cart"),
        ("total for 4", "change_cart"),
        ("how much if i take 5", "apply_coupon"),
    ],
)
def test_what_several_cost_is_asked_of_the_product(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "product_details"
    assert intent_of(text, intent, Before(on_product=True)) == "product_details"
    assert intent_of(text, intent, Before(products_shown=True, cart_shown=True)) == intent


def test_a_number_goes_on_with_the_price() -> None:
    text = "and for two?"
    assert intent_of(text, "inform", Before(on_product=True, intent="product_details")) == "product_details"
    assert intent_of(text, "inform", Before(on_product=True, intent="search_product")) == "inform"
    assert intent_of("what's the total of my cart with both", "view_cart", SHOWN) == "view_cart"


@pytest.mark.parametrize(
    ("text", "intent"), [("why not?", "deny"), ("why not", "affirm"), ("but why can't you", "deny")]
)
def test_why_not_after_a_no_asks_for_the_reason(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(turned_down=True)) == "explain_recommendation"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize(
    ("text", "entity"), [("a quiet one", "feature"), ("curved", "feature"), ("merino", "material")]
)
def test_how_a_thing_shall_be_is_said_of_what_is_shown(text: str, entity: str) -> None:
    assert intent_of(text, "inform", SHOWN, entities=(entity,)) == "refine_search"
    assert intent_of(text, "inform", Before(), entities=(entity,)) == "search_product"


@pytest.mark.parametrize("text", ["whats the brightest", "and what is the lightest one", "which is the most powerful"])
def test_what_goes_furthest_is_asked_of_the_list(text: str) -> None:
    assert intent_of(text, "out_of_scope", SHOWN) == "compare_products"
    assert intent_of(text, "out_of_scope", Before()) == "out_of_scope"


def test_a_property_alone_is_said_of_what_is_shown() -> None:
    assert intent_of("hard shell", "out_of_scope", SHOWN) == "refine_search"
    assert intent_of("hard shell", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize("text", ["small one", "something thick", "a bright one"])
def test_a_plain_wish_is_no_choice(text: str) -> None:
    assert intent_of(text, "choose_option", SHOWN) == "refine_search"
    assert intent_of("the small one", "choose_option", SHOWN) == "choose_option"


def test_what_they_shall_be_for_is_said_of_what_is_shown() -> None:
    assert intent_of("for sensitive skin", "nlu_fallback", SHOWN) == "refine_search"
    assert intent_of("for sensitive skin", "nlu_fallback", Before()) == "nlu_fallback"
    assert intent_of("for my order", "nlu_fallback", SHOWN) == "nlu_fallback"


@pytest.mark.parametrize(
    "text", ["is there one without alcohol", "any with a hood", "do you have any without fragrance"]
)
def test_one_with_something_is_looked_for_among_those_shown(text: str) -> None:
    assert intent_of(text, "check_stock", SHOWN) == "refine_search"
    assert intent_of(text, "check_stock", Before()) == "check_stock"


@pytest.mark.parametrize(
    "text",
    ["no just asking", "nah just looking", "no thanks, just browsing", "no i was only asking", "just looking around"],
)
def test_who_only_looks_turns_nothing_down(text: str) -> None:
    for intent in ("deny", "reject_suggestion", "refine_search"):
        assert intent_of(text, intent, SHOWN) == "deny"
    assert intent_of("just the black ones", "refine_search", SHOWN) == "refine_search"
    assert intent_of("no, just asking for a cheaper one", "refine_search", SHOWN) == "refine_search"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("not the meadow, the tarn", "choose_option"),
        ("not tin republic, the lantern one", "choose_option"),
        ("no not the first but the second", "choose_option"),
        ("not the meadow", "reject_suggestion"),
        ("not the meadow, thanks", "reject_suggestion"),
    ],
)
def test_the_other_of_two_is_chosen(text: str, heard: str) -> None:
    assert intent_of(text, "choose_option", SHOWN, entities=("product",)) == heard


def test_doubt_of_what_a_reason_says_asks_for_the_reason() -> None:
    assert intent_of("i never said i like running", "small_talk", SHOWN) == "explain_recommendation"
    assert intent_of("where do you get that i like running", "recommend_for_me", SHOWN) == "explain_recommendation"
    assert intent_of("i never said i like running", "small_talk", Before()) == "small_talk"


@pytest.mark.parametrize("text", ["best headphones", "the best tent", "whats the best tent", "top rated headphones"])
def test_who_looks_for_the_best_gives_no_praise(text: str) -> None:
    assert intent_of(text, "compliment", Before(), entities=("product_type",)) == "search_product"
    assert intent_of(f"{text} ever", "compliment", Before(), entities=("product_type",)) == "compliment"
    assert intent_of("best shop", "compliment", Before()) == "compliment"


@pytest.mark.parametrize("text", ["rucksack", "Torch", "rain jacket", "trainers", "cabin luggage"])
def test_an_everyday_word_for_a_kind_asks_for_it(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before()) == "search_product"
    assert intent_of(f"{text} politics", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize(
    "text", ["any good for allergies?", "are there any for beginners", "any of them suitable for kids"]
)
def test_what_those_shown_are_good_for_is_asked_of_them(text: str) -> None:
    assert intent_of(text, "search_product", SHOWN) == "refine_search"
    assert intent_of(text, "search_product", Before()) == "search_product"
    assert intent_of("do you have any for my mum", "search_product", SHOWN) == "search_product"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what would that cost me", "recommend_for_me"),
        ("how much is that all together", "view_cart"),
        ("and with shipping?", "refine_search"),
        ("whats the damage", "view_cart"),
        ("wat does that come to", "explain_recommendation"),
        ("so how much am i looking at", "product_details"),
        ("how much would it be with delivery", "ask_shipping"),
        ("and delivered?", "track_order"),
    ],
)
def test_what_it_costs_is_of_what_is_on_the_screen(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "product_details"
    assert intent_of(text, intent, PRESENTS) == "product_details"
    assert intent_of(text, intent, Before(cart_shown=True, on_product=True)) == "view_cart"
    assert intent_of("how much", intent, Before(intent="ask_returns", on_product=True)) == intent


@pytest.mark.parametrize(
    "text", ["how much is shipping", "how much does it weigh", "how much is the swan", "what is it"]
)
def test_what_is_no_price_of_the_thing_shown_is_left(text: str) -> None:
    assert intent_of(text, "ask_shipping", SHOWN) == "ask_shipping"


def test_things_shown_are_put_in_with_what_is_said_of_them() -> None:
    text, named = "the arc in black and the clip mini", ("product", "colour", "product")
    assert intent_of(text, "choose_option", SHOWN, entities=named) == "add_to_cart"
    assert intent_of(text, "choose_option", Before(), entities=named) == "choose_option"
    assert intent_of("add the cheapest", "choose_option", SHOWN) == "add_to_cart"
    assert intent_of("the arc and the clip mini?", "choose_option", SHOWN, entities=named) == "choose_option"
    assert intent_of("the arc and the clip mini", "compare_products", SHOWN, entities=("product", "product")) == (
        "compare_products"
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("too sporty", "inform"),
        ("too fancy for me", "reject_suggestion"),
        ("something simple", "help"),
        ("an elegant one", "choose_option"),
        ("nothing too flashy pls", "reject_suggestion"),
        ("they are all too childish", "complain"),
    ],
)
def test_a_matter_of_taste_is_said_of_the_list(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "refine_search"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what do cyclists think of these", "read_reviews"),
        ("whats popular with hikers", "search_product"),
        ("which would a frequent traveller pick", "recommend_for_me"),
        ("what do nurses say about them", "out_of_scope"),
        ("what are gamers buying", "friend_activity"),
    ],
)
def test_what_a_group_makes_of_the_list_is_asked_of_the_list(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "compare_products"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["what do my friends like", "what do others say about these", "do you like it"])
def test_friends_and_people_in_general_are_no_such_group(text: str) -> None:
    assert intent_of(text, "friends_reviews", SHOWN) == "friends_reviews"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("the fifth instead of 3", "exchange_order", ("ordinal",)),
        ("take the mudlark instead of the first", "change_cart", ("product", "ordinal")),
        ("leave out the second", "remove_from_cart", ("ordinal",)),
        ("switch the okanto and number 4", "choose_option", ("brand",)),
    ],
)
def test_what_is_swapped_while_things_are_compared_is_of_the_comparison(
    text: str, intent: str, entities: tuple[str, ...]
) -> None:
    before = Before(products_shown=True, compared=3)
    assert intent_of(text, intent, before, entities=entities) == "compare_products"
    assert intent_of(text, intent, SHOWN, entities=entities) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("drop the price limit", "refine_search"),
        ("swap the size for 39", "change_items"),
        ("take the second out of my cart", "remove_from_cart"),
    ],
)
def test_what_is_changed_elsewhere_stays_what_it_is(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(products_shown=True, compared=3)) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the cheapest 2 pls", "choose_option"),
        ("top 3 please", "choose_option"),
        ("just the 2 best ones", "choose_option"),
        ("the other ones", "choose_option"),
        ("what about the rest", "product_details"),
        ("the red one but bigger", "choose_option"),
    ],
)
def test_the_first_and_the_rest_of_a_list_are_no_single_products(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "refine_search"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["the cheapest one", "the other one", "the second", "the blue one in L"])
def test_one_of_a_list_is_chosen(text: str) -> None:
    assert intent_of(text, "choose_option", SHOWN) == "choose_option"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("can i take on plane", "out_of_scope", ()),
        ("made where", "inform", ()),
        ("comes with case?", "find_matching", ("product_type",)),
        ("fits 15 inch laptop?", "ask_size_advice", ("size",)),
        ("machine wash?", "search_product", ("feature",)),
    ],
)
def test_what_a_thing_is_like_is_asked_of_what_is_shown(text: str, intent: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, intent, SHOWN, entities=entities) == "ask_product_question"
    assert intent_of(text, intent, Before(on_product=True), entities=entities) == "ask_product_question"
    assert intent_of(text, intent, Before(), entities=entities) == intent


@pytest.mark.parametrize(("text", "intent"), [("machine washable", "refine_search"), ("made in germany", "inform")])
def test_how_those_of_a_list_shall_be_is_no_question(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == intent


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("too expensive", "inform", "refine_search"),
        ("easy to clean", "compliment", "refine_search"),
        ("what would u pick", "recommend_for_me", "compare_products"),
        ("how long to set up", "nlu_fallback", "ask_product_question"),
        ("mic any good?", "out_of_scope", "ask_product_question"),
        ("best for flying", "out_of_scope", "compare_products"),
        ("nah over ear", "reject_suggestion", "refine_search"),
        ("wich ones good for flat feet", "refine_search", "compare_products"),
    ],
)
def test_what_is_said_in_passing_is_of_the_list(text: str, intent: str, meant: str) -> None:
    assert intent_of(text, intent, SHOWN) == meant
    assert intent_of(text, intent, Before()) == intent


def test_things_that_are_wanted_are_for_the_cart_and_of_no_order() -> None:
    text, named = "ok i want the cloudline 2 in coral and also 2 pairs of the pine socks", ("product", "product_type")
    assert intent_of(text, "exchange_order", Before(), entities=named) == "add_to_cart"
    assert intent_of(text, "exchange_order", Before(told_of_order="order"), entities=named) == "exchange_order"
    assert intent_of("i want the cloudline in coral instead", "exchange_order", Before(), entities=named) == (
        "exchange_order"
    )


def test_the_cheapest_of_a_kind_is_looked_for() -> None:
    named = ("product_type",)
    assert intent_of("whats the cheapest running shoe", "nlu_fallback", Before(), entities=named) == "search_product"


def test_what_a_named_product_costs_is_no_question_on_what_it_is_like() -> None:
    assert intent_of("how much is the tarn 2?", "product_details", SHOWN, entities=("product",)) == "product_details"
    assert intent_of("how much is it?", "product_details", SHOWN) == "product_details"


def test_over_ear_that_is_turned_down_stays_turned_down() -> None:
    assert intent_of("no over ear", "reject_suggestion", SHOWN) == "reject_suggestion"
