"""What is asked of reviewers about a kind of thing: the kind, the wish, and whose word counts."""

import pytest

from language.opinion_wishes import OpinionWish, read_opinion_wish


@pytest.mark.parametrize(
    ("text", "kind", "wish"),
    [
        ("which headphones do reviewers say are comfy for long flights", "headphones", "comfy for long flights"),
        ("what jackets do people say keep you dry", "jackets", "keep you dry"),
        ("any tent people praise for easy setup?", "tent", "easy setup"),
        ("boots that buyers love for wide feet", "boots", "wide feet"),
        ("wich keybord do ppl say is quiet", "keybord", "quiet"),
        ("headphones ppl say r comfy", "headphones", "comfy"),
        ("best reviewed tent for rain", "tent", "rain"),
        ("jackets well reviewed for keeping dry", "jackets", "keeping dry"),
        ("a kettle that reveiwers call quiet pls", "kettle", "quiet"),
        ("according to reviews which sleeping bag is warm", "sleeping bag", "warm"),
        ("which is the quietest keyboard according to reviewers", "keyboard", "quietest"),
        ("does anyone say a jumper is not itchy", "jumper", "not itchy"),
        ("show me earbuds where reviewers mention they stay in when running", "earbuds", "stay in when running"),
        ("phones with good reviews for battery", "phones", "battery"),
        ("do reviewers find any of the jackets warm", "jackets", "warm"),
        ("i need a mat reviewers say doesnt slip", "mat", "doesnt slip"),
        ("my skin is sensitive, which cream do people say is gentle", "cream", "gentle"),
        ("which hiking boots get praised for grip", "hiking boots", "grip"),
        ("what tent would people recommend for wind", "tent", "wind"),
        ("which of your tents do customers rave about for wind", "tents", "wind"),
        ("running shoes people say are wide, not from", "running shoes", "wide"),
        ("what laptop bag do ppl rave abt for travel", "laptop bag", "travel"),
        ("comfortable headphones that people love", "headphones", "comfortable"),
    ],
)  # fmt: skip
def test_the_kind_and_the_wish_are_told_apart(text: str, kind: str, wish: str) -> None:
    assert read_opinion_wish(text, [kind]) == OpinionWish(kind, wish)


def test_words_before_the_kind_are_of_it_where_something_is_wished_behind() -> None:
    asked = read_opinion_wish("waterproof boots people say are comfy", ["boots"])
    assert asked == OpinionWish("boots", "comfy", how="waterproof")


def test_a_kind_that_was_not_heard_is_told_by_the_words() -> None:
    assert read_opinion_wish("which gizmos do people say are quiet") == OpinionWish("gizmos", "quiet")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("which of these do people say is comfy", "comfy"),
        ("which do people say are light", "light"),
        ("and which ones do reviewers call warm?", "warm"),
    ],
)
def test_without_a_kind_it_is_of_what_is_shown(text: str, wish: str) -> None:
    assert read_opinion_wish(text) == OpinionWish("", wish)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("which kettle has the happiest buyers", "kettle"),
        ("which lamp are people happiest with", "lamp"),
        ("most loved kettle", "kettle"),
        ("what tent do most people like", "tent"),
        ("which tent do people say is the best", "tent"),
    ],
)
def test_the_best_liked_needs_no_wish(text: str, kind: str) -> None:
    assert read_opinion_wish(text, [kind]) == OpinionWish(kind, "")


@pytest.mark.parametrize(
    ("text", "kind", "wish"),
    [
        ("do any of my friends rave about a backpack that's light", "backpack", "light"),
        ("which tent do my freinds say is easy to pitch", "tent", "easy to pitch"),
        ("boots a friend of mine loves for wide feet", "boots", "wide feet"),
        ("find me a backpack my friends recommend", "backpack", ""),
        ("which tents do my friends rate highest", "tents", ""),
    ],
)
def test_friends_may_be_the_only_ones_asked(text: str, kind: str, wish: str) -> None:
    assert read_opinion_wish(text, [kind]) == OpinionWish(kind, wish, friends=True)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("what do people say about the cloudline 2", []),
        ("what do people complain about with tents", ["tents"]),
        ("which tent do people hate for the smell", ["tent"]),
        ("what do people say about tents", ["tents"]),
        ("what do people think of tents", ["tents"]),
        ("what do reviewers say about these headphones", ["headphones"]),
        ("are people happy with the swan kettle", ["kettle"]),
        ("do people like the velori headphones", ["headphones"]),
        ("people say this tent leaks, true?", ["tent"]),
        ("recommend a tent for 2 people", ["tent"]),
        ("tent for 4 people that is easy to set up", ["tent"]),
        ("what tent do you recommend for wind", ["tent"]),
        ("i love wool jumpers", ["jumpers"]),
        ("a backpack rated 4 stars or more", ["backpack"]),
        ("which running shoes do runners like", ["running shoes"]),
        ("what brand do people love", []),
        ("my friends love tents", ["tents"]),
        ("which of these do my friends rate highest", []),
        ("", []),
    ],
)
def test_other_questions_are_none_to_reviewers_of_many(text: str, kinds: list[str]) -> None:
    assert read_opinion_wish(text, kinds) is None
