"""A matter of taste is said to be one: words order the list where they tell of it, else others are shown."""

import pytest

from shop.catalogue import put_product
from shop.reviews.writing import write_review
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found, reasons


@pytest.fixture
def talk() -> Talk:
    store = open_finding_shop()
    for n in range(8):
        product = make_product(f"bag{n}", f"Luggo bag {n}", "Luggo", "backpack", "A roomy and sporty bag." if n else "")
        put_product(store, product, [make_variant(f"bag{n}-1", 2000 + n)])
    talk = Talk(store, "maya")
    talk.hear("action_search", "backpacks", intent="search_product", entities={"product_type": "backpacks"})
    return talk


def refine(talk: Talk, text: str) -> Answered:
    return talk.hear("action_search", text, intent="refine_search")


@pytest.mark.parametrize("text", ["sth less boring", "more whimsical please", "something dreamier", "not so girly"])
def test_what_nothing_states_brings_others(talk: Talk, text: str) -> None:
    before = talk.memory.product_ids
    answered = refine(talk, text)
    assert answered.responses == ["matter_of_taste", "others_instead"]
    assert not set(found(answered)) & set(before)
    assert found(answered)


def test_what_is_wanted_less_is_not_in_the_others(talk: Talk) -> None:
    answered = refine(talk, "less sporty")
    assert answered.responses[0] == "ordered_by_words"
    assert found(answered) == ["bag0"]


def test_without_others_it_is_said_and_nothing_changes(talk: Talk) -> None:
    refine(talk, "more whimsical")
    shown = talk.memory.product_ids
    put_away = [f"bag{n}" for n in range(8) if f"bag{n}" not in shown]
    talk.slots["memory"] = talk.slots["memory"] | {"rejected_ids": put_away}
    answered = refine(talk, "dreamier")
    assert (answered.responses, answered.said[0].titles) == (["matter_of_taste"], ["Ask my friends"])
    assert talk.memory.product_ids == shown


@pytest.mark.parametrize("text", ["more roomy", "less expensive", "more reviews", "lighter"])
def test_what_is_stated_or_measured_is_no_taste(talk: Talk, text: str) -> None:
    assert not {"matter_of_taste", "ordered_by_words"} & set(refine(talk, text).responses)


@pytest.mark.parametrize("text", ["not that, less sporty", "less sporty pls", "no, something less sporty"])
def test_a_matter_of_taste_is_none_too_where_it_was_heard_as_a_no(talk: Talk, text: str) -> None:
    answered = talk.hear("action_reject", text, intent="reject_suggestion")
    assert answered.responses[0] == "ordered_by_words"
    assert not talk.memory.rejected_ids


@pytest.fixture
def bags() -> Talk:
    """Return a talk in which bags of very different words have been shown."""
    store = open_finding_shop()
    texts = {
        "gym": "A sports bag for training. Machine washable.",
        "office": "Elegant enough for a dinner. A leather case.",
        "plain": "A plain bag, nothing more.",
        "neon": "A neon pattern that nobody overlooks. Not elegant.",
        "mute": "",
    }
    for n, (id, text) in enumerate(texts.items()):
        put_product(
            store, make_product(id, f"Luggo satchel {n}", "Luggo", "satchel", text), [make_variant(id, 2000 + n)]
        )
    write_review(store, "omar", "mute", rating=5, text="Looks classy with a suit.")
    talk = Talk(store, "maya")
    talk.hear("action_search", "satchels", intent="search_product", entities={"product_type": "satchels"})
    return talk


@pytest.mark.parametrize(
    ("text", "first", "why"),
    [
        ("more elegant", "office", "The shop writes:"),
        ("a bit classier please", "office", "The shop writes:"),
        ("something simpler", "plain", "The shop writes:"),
        ("less fancy pls", "plain", "The shop writes:"),
        ("they are all too sporty", "office", 'The shop writes: "Elegant enough for a dinner"'),
        ("more athletic", "gym", "The shop writes:"),
    ],
)
def test_words_of_the_shop_order_by_a_taste_and_stand_beside_each(bags: Talk, text: str, first: str, why: str) -> None:
    answered = refine(bags, text)
    assert answered.responses == ["ordered_by_words", "found_products"]
    assert found(answered)[0] == first
    assert reasons(answered)[first][0].startswith(why)


@pytest.mark.parametrize(
    ("text", "first"),
    [("more elegant satchels", "office"), ("something sporty, a satchel", "gym"), ("less sporty satchels", "office")],
)
def test_a_taste_in_a_new_search_orders_what_it_finds(bags: Talk, text: str, first: str) -> None:
    kind = {"product_type": "satchel"}
    answered = Talk(bags.store, "maya").hear("action_search", text, intent="search_product", entities=kind)
    assert answered.responses == ["ordered_by_words", "found_products"]
    assert found(answered)[0] == first
    assert ("gym" in found(answered)) is not text.startswith("less")


def test_a_review_tells_where_the_shop_is_silent(bags: Talk) -> None:
    answered = refine(bags, "more elegant")
    assert found(answered)[1] == "mute"
    assert reasons(answered)["mute"] == ['One review writes of "classy"']


@pytest.mark.parametrize(
    ("text", "review"),
    [
        ("more formal", "White dandruff all over my suit."),
        ("sportier", "Bought for the running group, came in the gym bag."),
        ("more practical", "The left pocket zip catches, practically new."),
        ("simpler", "It simply goes dark, basically useless."),
        ("cosier", "I keep it under a blanket, it is warm work."),
    ],
)
def test_what_a_reviewer_only_wears_or_does_is_no_quality_of_the_thing(bags: Talk, text: str, review: str) -> None:
    write_review(bags.store, "maya", "mute", rating=1, text=review)
    write_review(bags.store, "omar", "mute", rating=5, text="Fine by me.")
    cards = refine(bags, text).said[-1].facts.get("products", [])
    assert not any("review" in why for card in cards for why in card["reasons"])


def test_a_word_that_is_denied_does_not_speak_for_it(bags: Talk) -> None:
    assert found(refine(bags, "more elegant")).index("neon") > 1


def test_the_order_stays_while_the_list_is_narrowed_and_goes_with_another_order(bags: Talk) -> None:
    refine(bags, "more elegant")
    narrowed = bags.hear("action_search", "under 21", intent="refine_search", entities=[("price", "21", "max")])
    assert found(narrowed)[0] == "office"
    cheapest = refine(bags, "cheapest first")
    assert found(cheapest)[0] == "gym"


def test_a_taste_and_a_price_in_one_breath_both_hold(bags: Talk) -> None:
    price = [("price", "20.02", "max")]
    answered = bags.hear("action_search", "more elegant and under 20.02", intent="refine_search", entities=price)
    assert found(answered)[0] == "office"
    assert set(found(answered)) == {"office", "gym", "plain"}


@pytest.mark.parametrize(
    "text", ["which one is the most elegant?", "which of these looks classiest", "whats more formal"]
)
def test_which_is_most_so_is_told_by_words_and_said_to_be(bags: Talk, text: str) -> None:
    bags.slots["memory"] = bags.slots["memory"] | {"product_ids": ["gym", "office", "neon"]}
    answered = bags.hear("action_compare", text, intent="compare_products")
    assert answered.responses == ["compared_by_words"]
    assert answered.said[0].values["first"].endswith("satchel 1")
    assert found(answered)[0] == "office"


def test_which_is_most_so_is_not_made_up_where_words_are_silent(bags: Talk) -> None:
    bags.slots["memory"] = bags.slots["memory"] | {"product_ids": ["gym", "neon"]}
    answered = bags.hear("action_compare", "which is the most romantic", intent="compare_products")
    assert answered.responses != ["compared_by_words"]
