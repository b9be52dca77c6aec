"""The phrasebook: words by tone, filled with facts and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.nlg.phrases import TONES, PhraseError, because, load_phrasebook, money


def book(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def sayer(folder: Path) -> Callable[..., str]:
    phrases = load_phrasebook(folder)

    def say(response: str, values: dict[str, Any], *, tone: str = "neutral", variation: int = 0) -> str:
        return phrases.say(response, values, tone=tone, variation=variation)

    return say


def test_the_tone_is_taken_where_there_is_one_else_the_neutral(tmp_path: Path) -> None:
    say = sayer(book(tmp_path, a="hi:\n  neutral: [Hello., Good day.]\n  warm: ['Hey, {{ name }}!']\n"))
    assert say("hi", {"name": "Ana"}, tone="warm") == "Hey, Ana!"
    assert say("hi", {}, tone="brief") == "Hello."
    assert say("hi", {}, variation=1) == "Good day."
    assert say("hi", {}, variation=2) == "Hello."


def test_values_are_text_and_never_a_template(tmp_path: Path) -> None:
    say = sayer(book(tmp_path, a="hi:\n  neutral: ['{{ name }}']\n"))
    assert say("hi", {"name": "{{ 7 * 7 }}"}) == "{{ 7 * 7 }}"


def test_no_value_turns_its_sentence_around(tmp_path: Path) -> None:
    say = sayer(book(tmp_path, a="hi:\n  neutral: ['{{ name }} costs {{ cents | money }}']\n"))
    assert say("hi", {"name": "\u202eA\u2067na\u202c", "cents": 1290}) == "Ana costs €12.90"
    assert say("hi", {"name": "أنا\u200f", "cents": 1290}) == "أنا\u200f costs €12.90"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a": "hi:\n  warm: [Hey]\n"}, "neutral always"),
        ({"a": "hi:\n  neutral: [Hi]\n  icy: [Well]\n"}, "icy"),
        ({"a": "hi:\n  neutral: ['{{ name']\n"}, "hi"),
        ({"a": "hi:\n  neutral: ['{{ name | shout }}']\n"}, "hi: .*shout"),
        ({"a": "hi:\n  neutral: ['{{ 1 if name is loud }}']\n"}, "hi: .*loud"),
        ({"a": "hi:\n  neutral: [Hi]\n", "b": "hi:\n  neutral: [Hello]\n"}, "another file"),
    ],
)
def test_a_broken_book_is_refused_by_name(tmp_path: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(PhraseError, match=told):
        load_phrasebook(book(tmp_path, **files))


def test_what_is_not_in_the_book_or_not_in_the_facts_is_an_error(tmp_path: Path) -> None:
    say = sayer(book(tmp_path, a="hi:\n  neutral: ['{{ name }}']\n"))
    with pytest.raises(PhraseError, match="no phrasing for 'bye'"):
        say("bye", {})
    with pytest.raises(PhraseError, match="name"):
        say("hi", {})


def test_every_response_of_ours_has_a_choice_of_words() -> None:
    phrases = load_phrasebook()
    assert len(phrases.responses) > 100
    few = [name for name in phrases.responses if len(phrases._phrases[name]["neutral"]) < 3]
    assert few == ["cannot_do"]  # whose words are the shop's own
    assert set(TONES) >= {tone for tones in phrases._phrases.values() for tone in tones}


@pytest.mark.parametrize(
    ("cents", "currency", "text"),
    [(1290, "EUR", "€12.90"), (-5, "USD", "-$0.05"), (123456789, "GBP", "£1,234,567.89"), (100, "SEK", "SEK 1.00")],
)
def test_money(cents: int, currency: str, text: str) -> None:
    assert money(cents, currency) == text


def test_reasons_end_a_sentence() -> None:
    assert because(["Ana gave it 5 stars"]) == "Ana gave it 5 stars"
    assert because(["People who bought X also bought it", "It is from Running, which you like"]) == (
        "people who bought X also bought it, and it is from Running, which you like"
    )
    assert because([]) == ""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Goes with running", "it goes with running"),
        ("Made for the Tarn 2", "it is made for the Tarn 2"),
        ("Within your budget", "it is within your budget"),
        ("Another lamp by Lumbra", "it is another lamp by Lumbra"),
        ("Also over-ear headphones", "it is also over-ear headphones"),
        ("€4.00 cheaper", "it is €4.00 cheaper"),
        ("4.1 stars from 23 reviews", "it has 4.1 stars from 23 reviews"),
        ("Comes in Tom's size, M", "it comes in Tom's size, M"),
        ('The shop writes: "no app"', 'the shop writes: "no app"'),
        ("Goesta bought it", "Goesta bought it"),
        ("The Dude bought it", "The Dude bought it"),
    ],
)
def test_a_reason_of_a_card_is_a_clause_within_a_sentence(reason: str, said: str) -> None:
    assert because([reason]) == said
