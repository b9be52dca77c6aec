"""A plain answer to a poll is told from everything else that is said of its choices."""

import pytest

from language.poll_answers import read_poll_answer

TENTS = ("Fellwren Tarn 2 two-person tent", "Pikka Popdome 2 pop-up tent", "Okanto Hush")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the tarn", 0),
        ("Tarn 2!", 0),
        ("hush", 2),
        ("i'd go for the popdom", 1),
        ("actually no, the pikka one", 1),
        ("second one", 1),
        ("the last", 2),
        ("number 3 please", 2),
        ("1", 0),
    ],
)
def test_few_words_give_one_of_the_choices(text: str, place: int) -> None:
    assert read_poll_answer(text, TENTS) == place


@pytest.mark.parametrize(
    "text",
    ["the tent", "the tarn?", "tell me about the tarn", "show me the popdome", "take it", "fourth", "", "no", "thanks"],
)
def test_what_says_more_or_less_answers_nothing(text: str) -> None:
    assert read_poll_answer(text, TENTS) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("yes", 0),
        ("yeah pls", 0),
        ("yes go for it", 0),
        ("you should get it!", 0),
        ("definitely", 0),
        ("oh why not", 0),
        ("nope", 1),
        ("no", 1),
        ("nah, not worth it", 1),
        ("don't", 1),
        ("definitely not", 1),
        ("i wouldn't", 1),
        ("no thanks", None),
        ("not sure", None),
        ("ok", None),
        ("go for it?", None),
        ("get it in black", None),
    ],
)
def test_yes_and_no_are_choices_where_the_poll_has_them(text: str, place: int | None) -> None:
    assert read_poll_answer(text, ("Yes", "No")) == place
