"""What asks for a price, in whatever words: of what is named and what is not, of a change, of delivery too."""

import pytest

from language.costs import asks_cost, asks_cost_of_change, asks_what_it_costs, counts_delivery, only_asks_amount

_UNNAMED = """
how much | how much is it | how much are they | howmuch is the first | how much for all of them
so how much am i looking at | what would that cost me | what would the first one cost me | what does it come to
what am i paying | what do i have to pay now | how much is that all together | how much will it set me back
what would it come out at with delivery | how much now | whats the damage | whats the price on that
whats the total | what's my total | total? | the total now | price? | costs? | prices | the sum please
whats the sum | price for both | altogether? | and all together | in total? | with shipping? | and delivered?
"""
_NAMED = """
what would 3 Daily One cost | price of three of them | whats the total if i buy 2 | what will two of them be
2 kettles cost? | whats 2 of them come to | what'll 2 of them be | kettle price? | cost of the kettle
i want to know the price of the swan | do you know what the kettle costs | how is it priced
whats this gonna cost me | what's it going to cost | how expensive is it | what is the price like
and the price is? | what do i owe you | what's that going to be | how much if i take 5 | does that cost extra
is it extra | is there a fee | are there any fees | will i have to pay | will i be charged | how much extra
do i have to pay more | do i pay extra | is it for free | is the exchange free | what extra do i pay
how much would you charge | are you going to charge me | ok whats the diff in price | price difference?
any difference in price | is there a price difference | does that make a difference in price
"""
_OTHER = """
how much does it weigh | how much can it hold | how much battery does it have | how much left in stock
how much do i get back | what do i get back | do you come in extra large | is extra large available | how do i pay
can i pay with paypal | do i pay by card | that price is too high | it costs too much | the price doesn't matter
for that price i expect more | compare the prices of both | sort by price | let me know when the price drops
what colours would there be | what's the red one | what is it | is it expensive
what is the difference between them | how heavy is it
"""


def _split(table: str) -> list[str]:
    return [words.strip() for line in table.strip().splitlines() for words in line.split("|")]


@pytest.mark.parametrize("text", _split(_UNNAMED))
def test_a_price_is_asked_of_what_is_not_named(text: str) -> None:
    assert asks_what_it_costs(text)
    assert asks_cost(text)
    assert asks_cost_of_change(text, pays_back=False)


@pytest.mark.parametrize("text", _split(_NAMED))
def test_a_price_is_asked_of_what_is_named_or_of_a_change(text: str) -> None:
    assert asks_cost(text)
    assert asks_cost_of_change(text, pays_back=True)
    assert not asks_what_it_costs(text)


@pytest.mark.parametrize("text", _split(_OTHER))
def test_what_only_sounds_like_a_price_is_none(text: str) -> None:
    assert not asks_cost(text)
    assert not asks_what_it_costs(text)


@pytest.mark.parametrize("text", ["whats the diff", "difference?", "what is the difference then", "is there a diff"])
def test_a_difference_is_a_price_only_where_a_change_is_talked_about(text: str) -> None:
    assert asks_cost_of_change(text, pays_back=False)
    assert not asks_cost(text)


@pytest.mark.parametrize("text", ["how much", "wait, how much", "and how much is it?", "so how much will that be"])
def test_a_bare_how_much_is_of_the_money_where_some_comes_back(text: str) -> None:
    assert only_asks_amount(text)
    assert asks_cost_of_change(text, pays_back=False)
    assert not asks_cost_of_change(text, pays_back=True)


def test_delivery_counts_where_it_is_said() -> None:
    assert all(map(counts_delivery, ("with shipping?", "what would that be delivered", "total incl. postage")))
    assert not counts_delivery("how much is it")
