"""Four side by side: what is left out is named, and can be swapped in."""

import pytest

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk, found

COMPARE = "action_compare"
LISTED = ["cloudline", "tempo", "daily", "swan", "mug"]


@pytest.fixture
def talk() -> Talk:
    memory = {"product_ids": LISTED, "chosen_by": {"as": "search", "ids": LISTED}}
    return Talk(open_finding_shop(), "maya", slots={"memory": memory, "shown": "products"})


def compared(answered: Answered) -> list[str]:
    return [card["product_id"] for card in answered.said[0].facts.get("products", [])]


def test_a_fifth_is_named_as_left_out_and_how_it_comes_in(talk: Talk) -> None:
    answered = talk.hear(COMPARE, "compare all five", entities={"quantity": "five"})
    assert answered.responses == ["compared", "compared_most"]
    assert compared(answered) == LISTED[:4]
    assert answered.said[1].values["left"] == "Hearthby Ember mug"
    assert "swap the" in answered.said[1].text
    assert all(len(row["values"]) == 4 for row in answered.said[0].facts["comparison"])


def test_which_goes_furthest_is_told_of_all_of_the_list(talk: Talk) -> None:
    answered = talk.hear(COMPARE, "which is cheapest")
    assert answered.responses == ["compared_by", "compared_most"]
    assert answered.said[0].values["first"] == "Hearthby Ember mug"
    assert compared(answered)[0] == "mug"
    assert talk.memory.product_id == "mug"


def test_what_comes_to_a_full_comparison_is_left_out_and_can_be_swapped_in(talk: Talk) -> None:
    talk.hear(COMPARE, "compare the first 4", entities=[("ordinal", "first"), ("quantity", "4")])
    added = talk.hear(COMPARE, "and the mug", entities={"product": "Ember mug"})
    assert compared(added) == LISTED[:4]
    assert added.said[1].values["left"] == "Hearthby Ember mug"
    assert compared(talk.hear(COMPARE, "swap the third for it", entities={"ordinal": "third"})) == [
        "cloudline", "tempo", "mug", "swan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("swap the third for the mug one", ["cloudline", "tempo", "mug", "swan"]),
        ("replace the tempo with the hearthby", ["cloudline", "mug", "daily", "swan"]),
        ("swap 1 for 5", ["mug", "tempo", "daily", "swan"]),
        ("the fifth instead of the first", ["mug", "tempo", "daily", "swan"]),
        ("pls swap the kettle for the ember", ["cloudline", "tempo", "daily", "mug"]),
        ("swap the last for the quickboil", ["cloudline", "tempo", "daily", "quickboil"]),
        ("drop the last one", ["cloudline", "tempo", "daily"]),
        ("leave out the daily one", ["cloudline", "tempo", "swan"]),
    ],
)
def test_swapping_works_by_place_name_and_description(talk: Talk, text: str, ids: list[str]) -> None:
    talk.hear(COMPARE, "compare them")
    assert compared(talk.hear(COMPARE, text)) == ids


@pytest.mark.parametrize("text", ["swap the third for the zorblax", "swap the blue one for the mug"])
def test_what_is_not_there_is_asked_for_and_nothing_is_swapped(talk: Talk, text: str) -> None:
    talk.hear(COMPARE, "compare them")
    answered = talk.hear(COMPARE, text)
    assert answered.responses == ["swap_unclear"]
    assert talk.memory.compared == LISTED[:4]


def test_what_was_left_out_is_still_the_fifth(talk: Talk) -> None:
    talk.hear(COMPARE, "compare them")
    answered = talk.hear("action_choose", "the fifth", intent="choose_option", entities={"ordinal": "fifth"})
    assert found(answered) == ["mug"]


@pytest.mark.parametrize("text", ["compare all three and the quickboil", "compare these with the quickboil"])
def test_a_whole_list_and_one_more_are_compared(talk: Talk, text: str) -> None:
    talk.slots["memory"] = {"product_ids": LISTED[:3], "chosen_by": {"as": "search", "ids": LISTED[:3]}}
    answered = talk.hear(COMPARE, text, entities={"product": "QuickBoil"})
    assert compared(answered) == [*LISTED[:3], "quickboil"]
