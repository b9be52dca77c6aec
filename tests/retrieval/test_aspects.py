"""Aspects: the words by which reviews tell of them."""

import pytest

from retrieval.aspects import find_aspect, join_aspects, shared_aspects


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("battery life", "Charged them once in two weeks."),
        ("fit", "They run small, take one size up."),
        ("stitching", "The seams came undone."),
        ("Zips", "the zip broke"),
        ("price", "Not worth the money."),
        ("hinge", "The hinges creak."),
        ("wide feet", "for wide feet"),
        ("noise level", "It is whisper quiet."),
    ],
)
def test_an_aspect_is_told_in_other_words_too(said: str, text: str) -> None:
    assert find_aspect(said).is_in(text)


@pytest.mark.parametrize(("said", "text"), [("fit", "A fitness fan writes."), ("zip", "Unzipped, it is a bag.")])
def test_a_part_of_another_word_is_none(said: str, text: str) -> None:
    assert not find_aspect(said).is_in(text)


def test_only_the_sentences_that_speak_of_it_are_quoted() -> None:
    aspect = find_aspect("smell")
    text = "Came fast. Smells of plastic! Else fine.\nThe scent goes."
    assert aspect.quote(text) == "Smells of plastic! The scent goes."
    assert aspect.quote("Nothing here.") == "Nothing here."


def test_several_are_asked_about_together() -> None:
    both = join_aspects([find_aspect("smell"), find_aspect("zip")])
    assert both.name == "smell and zip"
    assert both.is_in("the zip")
    assert both.is_in("it smells")


def test_what_two_texts_share_is_found_and_what_one_alone_says_is_not() -> None:
    texts = ["Soft and comfy.", "The zip broke.", "Comfort itself, but the smell!", "zip again, no comfort"]
    found = shared_aspects(texts)
    assert [(aspect.name, places) for aspect, places in found] == [("comfort", (0, 2, 3)), ("zip", (1, 3))]
    assert shared_aspects([]) == []


def test_odd_names_do_no_harm() -> None:
    for odd in ("", "?!", "a(b", "x" * 300):
        assert not find_aspect(odd).is_in("A plain review.")
