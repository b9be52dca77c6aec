"""What is said next of a list: the rest of it, the first of it, newer ones, and for what one of them is better."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shop.catalogue import put_product
from shop.reviews.writing import write_review
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found


@pytest.fixture
def talk() -> Talk:
    """Return a talk in which five of seven lamps have been shown; the later the number, the dearer and newer."""
    store = open_finding_shop()
    for n in range(1, 8):
        text = {1: "Good for rain.", 2: "Not meant for rain at all."}.get(n, "")
        lamp = make_product(
            f"lamp{n}", f"Lum lamp {n}", "Lum", "headlamp", text, **({"case": "plastic"} if n == 3 else {})
        )
        lamp = replace(lamp, launched_at=datetime(2020 + n, 3, 1, tzinfo=UTC))
        put_product(store, lamp, [make_variant(f"lamp{n}-1", 1000 * n)])
    talk = Talk(store, "maya")
    talk.hear("action_search", "headlamps", intent="search_product", entities={"product_type": "headlamps"})
    return talk


def refine(talk: Talk, text: str, *entities: tuple[str, str, str]) -> Answered:
    return talk.hear("action_search", text, intent="refine_search", entities=list(entities))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("show the cheapest 3", ["lamp1", "lamp2", "lamp3"]),
        ("the cheapest two pls", ["lamp1", "lamp2"]),
        ("only the 2 cheapest", ["lamp1", "lamp2"]),
        ("newest 4 please", ["lamp7", "lamp6", "lamp5", "lamp4"]),
    ],
)
def test_as_many_are_shown_as_are_asked_for_and_in_that_order(talk: Talk, text: str, ids: list[str]) -> None:
    answered = refine(talk, text)
    assert found(answered) == ids
    assert "fit best" not in answered.text


@pytest.mark.parametrize("text", ["only 3 kg at most", "just 2 people", "show me 3 colours"])
def test_a_number_of_something_else_is_no_number_of_products(talk: Talk, text: str) -> None:
    assert len(found(refine(talk, text))) in (0, 5)


@pytest.mark.parametrize("text", ["the other ones", "and the others?", "show me the rest", "what else"])
def test_the_others_of_a_comparison_are_those_that_did_not_stand_in_it(talk: Talk, text: str) -> None:
    listed = talk.memory.product_ids
    talk.hear("action_compare", "compare the first two", entities=[("ordinal", "first"), ("quantity", "two")])
    assert found(refine(talk, text)) == listed[2:]


def test_what_is_newer_is_newer_than_all_that_is_shown(talk: Talk) -> None:
    refine(talk, "the cheapest 3")
    answered = refine(talk, "anything newer")
    assert answered.responses == ["found_newer"]
    assert found(answered) == ["lamp7", "lamp6", "lamp5", "lamp4"]
    assert refine(talk, "something more recent").responses == ["nothing_newer"]


def test_conditions_hold_on_what_is_newer(talk: Talk) -> None:
    refine(talk, "under 50", ("price", "50", "max"))
    talk.hear("action_search", "the cheapest 2", intent="refine_search")
    assert found(refine(talk, "anything newer")) == ["lamp5", "lamp4", "lamp3"]


def test_what_is_refused_is_told_with_the_list(talk: Talk) -> None:
    refine(talk, "not plastic", ("feature", "plastic", "not"))
    answered = refine(talk, "cheapest first")
    assert "without plastic" in answered.text
    assert "lamp3" not in found(answered)


@pytest.mark.parametrize("text", ["is the first better than the second for rain", "which of the two is best for rain"])
def test_what_one_is_better_for_is_told_by_what_is_stated_of_each(talk: Talk, text: str) -> None:
    talk.slots["memory"]["product_ids"] = ["lamp1", "lamp2"]
    answered = talk.hear("action_compare", text, intent="compare_products")
    assert answered.responses == ["facts_of_list"]
    facts = {one["title"]: one["fact"] for one in answered.said[0].values["facts"]}
    assert facts["Lum lamp 1"] == "Good for rain"


def test_a_short_sentence_of_a_review_is_quoted_with_the_next(talk: Talk) -> None:
    text = "Bought for rain. It drowned on day one. Never again with this maker."
    write_review(talk.store, "omar", "lamp5", rating=1, text=text)
    talk.slots["memory"]["product_id"] = "lamp5"
    answered = talk.hear("action_answer_product_question", "is it good for rain", intent="ask_product_question")
    assert "It drowned on day one" in answered.text


def test_a_size_that_is_not_known_is_said_to_be_and_none_is_left_out() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_search", "running shoes", intent="search_product", entities={"product_type": "running shoes"})
    answered = talk.hear("action_search", "in my size", intent="refine_search")
    assert answered.responses == ["own_size_not_known", "found_products"]
    anew = talk.hear("action_search", "running shoes in my size", entities={"product_type": "running shoes"})
    assert anew.responses[0] == "own_size_not_known"


def test_what_is_refused_is_told_as_it_is_said(talk: Talk) -> None:
    entities = [("product_type", "headlamps"), ("colour", "green", "not"), ("feature", "itchy", "not")]
    answered = talk.hear("action_search", "headlamps not itchy not green", intent="search_product", entities=entities)
    assert answered.facts("found_products")["values"]["what"] == '"headlamps not itchy, not green"'.strip('"')


def test_parts_that_are_refused_are_not_lost(talk: Talk) -> None:
    answered = refine(talk, "no small parts")
    assert talk.memory.criteria.not_features == ["small parts"]
    assert answered.responses[0] == "not_stated_of_found"


def test_what_is_bigger_than_a_measured_size_goes_by_the_measure() -> None:
    store = open_finding_shop()
    for inches in (24, 27, 32):
        screen = make_product(f"m{inches}", f"Visora {inches}", "Visora", "monitor", screen=f"{inches} inch")
        put_product(store, screen, [make_variant(f"m{inches}-1", inches * 1000)])
    talk = Talk(store)
    entities = [("product_type", "monitor"), ("size", "27 inch")]
    assert found(talk.hear("action_search", "monitor 27 inch", intent="search_product", entities=entities)) == ["m27"]
    assert found(talk.hear("action_search", "bigger", intent="refine_search")) == ["m32"]


def test_what_is_not_among_similar_things_is_not_said_to_be_sold_nowhere() -> None:
    talk = Talk(open_finding_shop(), "maya")
    shown = found(talk.hear("action_find_similar", "like the Daily One", entities={"product": "Daily One"}))
    assert shown
    answered = refine(talk, "leather", ("material", "leather", ""))
    assert answered.responses == ["none_among_these"]
    assert found(refine(talk, "undo")) == shown
