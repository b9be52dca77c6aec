"""What is said of presents: what somebody may not be told, and what they are not to be told."""

import pytest

from language.presents import asks_own_presents, asks_to_wrap, goes_on_with, keeps_secret


@pytest.mark.parametrize("text", ["is anyone giving me the packing cubes", "who's getting me that lamp?"])
def test_what_others_give_oneself_is_asked_also_by_the_thing(text: str) -> None:
    assert asks_own_presents(text, named=False)


@pytest.mark.parametrize(
    "text", ["can anyone give me the advice i need", "who gave me the two stars", "give me the cubes"]
)
def test_advice_and_stars_are_no_presents(text: str) -> None:
    assert not asks_own_presents(text, named=False)


@pytest.mark.parametrize(
    "text", ["ok ill get the bands, dont tell her", "keep it secret", "its a surprise", "she mustn't know"]
)
def test_a_present_is_kept_secret(text: str) -> None:
    assert keeps_secret(text)
    assert not keeps_secret("tell her it is on sale")
    assert not keeps_secret("let me know when it's cheaper")


def test_wrapping_is_asked_for_and_wrap_dresses_are_not() -> None:
    assert all(
        map(
            asks_to_wrap,
            (
                "can u wrap it",
                "do you gift wrap",
                "could it be wrapped?",
                "is gift-wrapping possible",
                "do you do wrapping?",
            ),
        )
    )
    assert not any(map(asks_to_wrap, ("do you have wrap dresses", "can i see the wrap dress", "a wrap skirt please")))


def test_another_thing_is_named_and_nothing_else_wished() -> None:
    assert all(map(goes_on_with, ("and the packing cubes?", "what about the linen", "the cubes too?")))
    assert not any(map(goes_on_with, ("and add the cubes to my cart", "and how much is it", "the cubes")))
