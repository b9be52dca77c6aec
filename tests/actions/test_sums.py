"""What several pieces, or several products, cost: the shop's own price, multiplied or added."""

import pytest

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


def ask(talk: Talk, text: str, *entities: tuple[str, str]) -> Answered:
    return talk.hear("action_product_details", text, intent="product_details", entities=list(entities))


@pytest.mark.parametrize(
    ("text", "entities", "count", "total_cents"),
    [
        ("how much is two of the Daily One", [("quantity", "two"), ("product", "Daily One")], 2, 9980),
        ("what would 3 Daily One cost", [("product", "Daily One")], 3, 14970),
        ("price of three of them", [("quantity", "three")], 3, 14970),
        ("whats the total if i buy 2", [("quantity", "2")], 2, 9980),
        ("and for two?", [("quantity", "two")], 2, 9980),
    ],
)
def test_the_price_of_several_pieces_is_told(
    talk: Talk, text: str, entities: list[tuple[str, str]], count: int, total_cents: int
) -> None:
    ask(talk, "the Daily One", ("product", "Daily One"))
    answered = ask(talk, text, *entities)
    assert answered.responses == ["price_of_pieces"]
    values = answered.said[0].values
    assert (values["count"], values["total_cents"], values["each_cents"]) == (count, total_cents, 4990)


def test_the_number_in_a_name_counts_no_pieces(talk: Talk) -> None:
    answered = ask(talk, "how much is the Cloudline 2", ("product", "Cloudline 2"))
    assert answered.responses == ["product_details"]
    answered = ask(talk, "how much are two Cloudline 2", ("quantity", "two"), ("product", "Cloudline 2"))
    assert (answered.said[0].values["total_cents"], answered.said[0].values["from"]) == (23980, True)


def test_more_than_there_are_is_said(talk: Talk) -> None:
    values = ask(talk, "how much for 9 Daily One", ("product", "Daily One")).said[0].values
    assert (values["total_cents"], values["left"]) == (44910, 5)


@pytest.mark.parametrize("text", ["price for both", "what do both cost together", "how much would they be together"])
def test_both_that_are_shown_are_added(talk: Talk, text: str) -> None:
    talk.hear("action_compare", entities=[("product", "Daily One"), ("product", "Swan")])
    answered = ask(talk, text)
    assert answered.responses == ["price_together"]
    assert answered.said[0].values["total_cents"] == 4990 + 8900


def test_all_of_a_list_are_added(talk: Talk) -> None:
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    values = ask(talk, "how much for all of them").said[0].values
    assert (values["count"], values["from"]) == (3, True)


def test_which_of_a_list_is_asked_before_it_is_multiplied(talk: Talk) -> None:
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    assert ask(talk, "what would 3 of these cost").responses == ["which_product_do_you_mean"]
