"""A matter of taste is said to be one, and others are shown in place of the same list."""

import pytest

from shop.catalogue import put_product
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found


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


@pytest.mark.parametrize("text", ["sth less boring", "more elegant please", "something classier", "not so girly"])
def test_what_nothing_states_brings_others(talk: Talk, text: str) -> None:
    before = talk.memory.product_ids
    answered = refine(talk, text)
    assert answered.responses == ["matter_of_taste", "others_instead"]
    assert not set(found(answered)) & set(before)
    assert found(answered)


def test_what_is_wanted_less_is_not_in_the_others(talk: Talk) -> None:
    answered = refine(talk, "less sporty")
    assert answered.responses[0] == "matter_of_taste"
    assert set(found(answered)) <= {"bag0"}


def test_without_others_it_is_said_and_nothing_changes(talk: Talk) -> None:
    refine(talk, "more elegant")
    shown = talk.memory.product_ids
    put_away = [f"bag{n}" for n in range(8) if f"bag{n}" not in shown]
    talk.slots["memory"] = talk.slots["memory"] | {"rejected_ids": put_away}
    answered = refine(talk, "classier")
    assert (answered.responses, answered.said[0].titles) == (["matter_of_taste"], ["Ask my friends"])
    assert talk.memory.product_ids == shown


@pytest.mark.parametrize("text", ["more sporty", "less expensive", "more reviews", "lighter"])
def test_what_is_stated_or_measured_is_no_taste(talk: Talk, text: str) -> None:
    assert "matter_of_taste" not in refine(talk, text).responses


@pytest.mark.parametrize("text", ["not that, less sporty", "less sporty pls", "no, something less sporty"])
def test_a_matter_of_taste_is_none_too_where_it_was_heard_as_a_no(talk: Talk, text: str) -> None:
    answered = talk.hear("action_reject", text, intent="reject_suggestion")
    assert answered.responses[0] == "matter_of_taste"
    assert not talk.memory.rejected_ids
