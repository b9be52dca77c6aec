"""A thing that friends shall like or have is heard, and what friends are asked or do otherwise is not."""

import pytest

from language.friends_word import leave_out_friends, wants_friends_word


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("show me headphones my friends like", "headphones", "show me headphones"),
        ("I need running shoes that my friends recommend", "running shoes", "I need running shoes"),
        ("tent for two that my friends like, under 300", "tent", "tent for two, under 300"),
        ("backpack under 100 that someone i know has", "backpack", "backpack under 100"),
        ("what jacket would my friends buy", "jacket", "what jacket"),
        ("a kettle recommended by friends, under 50", "kettle", "a kettle, under 50"),
        ("got any jumpers ppl i know actually wear, in blue", "jumpers", "got any jumpers, in blue"),
        ("desk lamp one of my mates rates highly pls", "desk lamp", "desk lamp pls"),
        ("boots which my freinds are happy with", "boots", "boots"),
    ],
)
def test_what_is_wanted_of_friends_is_heard_and_left_out_of_the_search(text: str, kind: str, rest: str) -> None:
    assert wants_friends_word(text, [kind])
    assert leave_out_friends(text) == rest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("do my friends like this tent", "tent"),
        ("which headphones do my friends like", "headphones"),
        ("tents for my friends who like hiking", "tents"),
        ("my friends like hiking, need boots", "boots"),
        ("jacket like the one my friend has", "jacket"),
        ("headphones for my friend who likes music", "headphones"),
        ("a mug my friend Ana would love", "mug"),
        ("a lamp that people like", "lamp"),
        ("show my friends the lamp", "lamp"),
    ],
)
def test_other_words_of_friends_are_no_such_wish(text: str, kind: str) -> None:
    assert not wants_friends_word(text, [kind])


def test_without_a_kind_of_thing_before_it_nothing_is_looked_for() -> None:
    assert not wants_friends_word("something my friends own", [])
