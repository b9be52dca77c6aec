"""Which end of the prices is meant."""

import pytest

from language.price_degrees import asks_for_cheaper, asks_for_cheapest, read_price_degree


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("the cheapest", -1),
        ("whichever is least expensive", -1),
        ("which one costs less", -1),
        ("something cheaper", -1),
        ("the lowest priced one", -1),
        ("the dearest", 1),
        ("a pricier one", 1),
        ("which costs the most", 1),
        ("is that more expensive", 1),
        ("the best one", 0),
        ("how expensive is it", 0),
    ],
)
def test_the_end_of_the_prices_is_read(text: str, way: int) -> None:
    assert read_price_degree(text) == way


def test_several_things_may_be_cheaper_and_one_is_the_cheapest() -> None:
    assert asks_for_cheaper("something cheaper")
    assert not asks_for_cheaper("the cheapest")
    assert asks_for_cheapest("the least expensive one")
    assert not asks_for_cheapest("a cheaper kettle")
