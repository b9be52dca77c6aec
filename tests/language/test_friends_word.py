"""A thing that friends shall like or have is heard, and what friends are asked or do otherwise is not."""

import pytest

from language.friends_word import FriendsWord, read_friends_word


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("show me headphones my friends like", "headphones", "show me headphones"),
        ("I need running shoes that my friends recommend", "running shoes", "I need running shoes"),
        ("tent for two that my friends like, under 300", "tent", "tent for two, under 300"),
        ("backpack under 100 that someone i know has", "backpack", "backpack under 100"),
        ("what jacket would my friends buy", "jacket", "jacket"),
        ("a kettle recommended by friends, under 50", "kettle", "a kettle, under 50"),
        ("got any jumpers ppl i know actually wear, in blue", "jumpers", "got any jumpers, in blue"),
        ("desk lamp one of my mates rates highly pls", "desk lamp", "desk lamp pls"),
        ("need trail shoes, whats good w/ my friends", "trail shoes", "need trail shoes"),
        ("boots which my freinds are happy with", "boots", "boots"),
    ],
)
def test_what_is_wanted_of_friends_is_heard_and_left_out_of_the_search(text: str, kind: str, rest: str) -> None:
    word = read_friends_word(text, [kind])
    assert word is not None
    assert (word.names, word.rest, word.alike) == ((), rest, False)


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
    assert read_friends_word(text, [kind]) is None


@pytest.mark.parametrize(
    ("text", "kind", "people", "rest"),
    [
        ("running shoes that ana recommends", "running shoes", ["ana"], "running shoes"),
        ("which yoga mat would priya pick", "yoga mat", ["priya"], "yoga mat"),
        ("got any headphones that ana or kofi swear by", "headphones", ["ana", "kofi"], "got any headphones"),
        ("is there a tent that ana and jonas both like", "tent", ["ana", "jonas"], "is there a tent"),
        ("which shoes do Ana and Kofi recommend under 100", "shoes", ["Ana", "Kofi"], "shoes under 100"),
        ("what tent does jonas have", "tent", ["jonas"], "tent"),
        ("the boots kofi wears", "boots", ["kofi"], "the boots"),
        ("kofi's headphones", "headphones", ["kofi"], "headphones"),
    ],
)
def test_whose_word_is_wanted_may_be_said_by_name(text: str, kind: str, people: list[str], rest: str) -> None:
    word = read_friends_word(text, [kind], people)
    assert word is not None
    assert (word.names, word.rest) == (tuple(people), rest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("headphones like the ones kofi has", "headphones"),
        ("headphones like kofi's", "headphones"),
        ("headphones similar to what kofi uses", "headphones"),
        ("headphones like my friends have", "headphones"),
    ],
)
def test_things_like_theirs_are_something_else_than_theirs(text: str, kind: str) -> None:
    word = read_friends_word(text, [kind], ["kofi"])
    assert word is not None
    assert (word.alike, word.rest) == (True, "headphones")


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("whats everyone i know wearing for running", "running"),
        ("what are my mates using for camping?", "camping"),
        ("nah what do my m8s use for camping", "camping"),
        ("what does kofi recommend for hiking", "hiking"),
        ("what do ppl i know use to make coffee", "make coffee"),
        ("anything kofi is happy with for the garden", "garden"),
        ("what do my friends wear in winter", "winter"),
    ],
)
def test_what_friends_use_for_something_needs_no_name_of_a_thing(text: str, purpose: str) -> None:
    word = read_friends_word(text, [], ["kofi"])
    assert word is not None
    assert word.purpose == purpose


def test_what_somebody_has_or_would_pick_may_be_anything() -> None:
    assert read_friends_word("what does ana own", [], ["ana"]) == FriendsWord(("ana",), "", liked=False)
    approved = read_friends_word("what should i get that ana would approve of", [], ["ana"])
    assert approved == FriendsWord(("ana",), "", liked=True)
    priced = read_friends_word("stuff my friends love under 50", [])
    assert priced == FriendsWord((), "under 50", liked=True)


@pytest.mark.parametrize(
    "text",
    [
        "what do my friends like",
        "what did my friends buy last week",
        "what did ana buy for christmas",
        "what did ana get me",
        "something ana would like under 50",
        "what does ana think",
        "what would ana take",
    ],
)
def test_what_they_did_lately_and_what_would_please_them_is_no_word_of_theirs(text: str) -> None:
    assert read_friends_word(text, [], ["ana"]) is None


def test_only_what_they_like_is_told_apart_from_all_that_they_have() -> None:
    for text, liked in (("tents kofi loves", True), ("tents kofi has", False), ("tents kofi would pick", True)):
        word = read_friends_word(text, ["tents"], ["kofi"])
        assert word is not None
        assert word.liked is liked
