"""Products by what reviewers say of them: who is counted and quoted, what else must hold, and how the talk goes on."""

import pytest

from shop.catalogue import put_product
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import Clock, make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found, reasons

PACKS = {"fern": 5000, "moss": 9000, "reed": 14000}
KIND = ("product_type", "backpack")
TEXT = "which backpack do reviewers say is light to carry"


@pytest.fixture
def store() -> Store:
    """Three backpacks; of Fern one says that it is light, of Moss three of four, of Reed nobody."""
    clock = Clock()
    store = open_finding_shop(clock)
    for id, cents in PACKS.items():
        product = make_product(id, f"Oxbeck {id.title()} backpack", "Oxbeck", "backpack", "Carries things.")
        put_product(store, product, [make_variant(f"{id}-{c}", cents, colour=c) for c in ("green", "black")])
    for author, id, stars, text in (
        ("omar", "fern", 5, "So light to carry."),
        ("ana", "moss", 5, "Light to carry, even uphill."),
        ("omar", "moss", 4, "It is light to carry."),
        ("priya", "moss", 5, "Light to carry on a long day."),
        ("lena", "moss", 2, "Light to carry when it is empty."),
        ("lena", "reed", 4, "The colour is lovely."),
    ):
        clock.pass_days(3)
        write_review(store, author, id, rating=stars, text=text)
    return store


def ask(talk: Talk, text: str = TEXT, *more: tuple[str, ...], action: str = "action_search") -> Answered:
    return talk.hear(action, text, intent="search_product", entities=[KIND, *more])


def test_the_most_praised_come_first_with_how_many_say_so_and_a_quote(store: Store) -> None:
    answered = ask(Talk(store))
    assert answered.responses == ["found_praised"]
    assert found(answered) == ["moss", "fern"]
    told = reasons(answered)
    assert told["moss"][0] == "3 of 4 reviewers who speak of it say so"
    assert told["fern"] == ["The one reviewer who speaks of it says so", '"So light to carry." (5 stars)']
    evidence = answered.said[0].facts["evidence"]
    assert evidence[:2] == ["moss", "fern"]
    assert evidence[3] == "fern~omar"


def test_a_friend_is_quoted_first_and_named(store: Store) -> None:
    quote = reasons(ask(Talk(store, "maya")))["moss"][1]
    assert quote == '"Light to carry on a long day." (5 stars, your friend Pri)'


@pytest.mark.parametrize("action", ["action_read_reviews", "action_friends_reviews", "action_answer_product_question"])
def test_whatever_it_was_heard_as_the_answer_is_the_same(store: Store, action: str) -> None:
    assert found(ask(Talk(store, "maya"), action=action)) == ["moss", "fern"]


def test_friends_alone_are_asked_where_they_are_named(store: Store) -> None:
    text = "do any of my friends rave about a backpack that is light to carry"
    told = reasons(ask(Talk(store, "maya"), text))
    assert list(told) == ["moss"]
    assert told["moss"][0] == "Both friends who speak of it say so"
    assert ask(Talk(store), text).responses == ["please_sign_in"]


def test_who_may_not_be_read_neither_counts_nor_is_quoted(store: Store) -> None:
    block_person(store, "maya", "omar")
    write_review(store, "ana", "moss", rating=5, text="Light to carry, even uphill.", visibility=Visibility.ONLY_ME)
    answered = ask(Talk(store, "maya"))
    assert answered.responses == ["none_praised"]
    assert (answered.said[0].values["voices"], answered.said[0].values["praised"]) == (2, 1)  # Pri and Lena on Moss
    assert not [id for id in answered.said[0].facts["evidence"] if id.endswith(("~omar", "~ana"))]
    assert found(ask(Talk(store))) == ["fern", "moss"]  # a guest reads Omar, but no longer Ana


def test_prices_colours_and_makes_hold_and_are_no_part_of_the_wish(store: Store) -> None:
    cheap = ask(Talk(store), "which backpack under 60 do people say is light to carry", ("price", "60", "max"))
    assert (found(cheap), cheap.said[0].values["wish"]) == (["fern"], "light to carry")
    black = ask(Talk(store), "black backpack people say is light to carry", ("colour", "black"))
    assert (found(black), black.said[0].values["wish"]) == (["moss", "fern"], "light to carry")
    none = ask(Talk(store), f"{TEXT}, not from Oxbeck", ("brand", "Oxbeck", "not"))
    assert "found_praised" not in none.responses


def test_what_the_search_before_asked_for_holds(store: Store) -> None:
    talk = Talk(store)
    talk.hear(
        "action_search",
        "backpack under 60",
        intent="search_product",
        entities=[KIND, ("price", "60", "max")],
    )
    assert found(ask(talk)) == ["fern"]


def test_of_what_is_shown_only_that_is_asked_about(store: Store) -> None:
    talk = Talk(store)
    talk.hear("action_search", "backpack", intent="search_product", entities=[KIND])
    talk.hear("action_search", "under 100", intent="refine_search", entities=[("price", "100", "max")])
    answered = talk.hear("action_search", "which of these do people say is light to carry", intent="search_product")
    assert found(answered) == ["moss", "fern"]
    assert answered.said[0].values["of"] == 2


def test_the_talk_goes_on_from_the_list(store: Store) -> None:
    talk = Talk(store)
    ask(talk)
    cheaper = talk.hear("action_search", "cheaper ones", intent="refine_search")
    assert found(cheaper) == ["fern"]
    assert reasons(cheaper)["fern"][0] == "The one reviewer who speaks of it says so"
    talk.hear("action_search", "undo that", intent="refine_search")
    assert talk.memory.product_ids == ["moss", "fern"]
    why = talk.hear("action_explain", "why the first one?", entities=[("ordinal", "first")])
    assert why.responses == ["explained_opinion"]
    assert "3 of 4 reviewers who speak of it say so" in why.text
    second = talk.hear("action_read_reviews", "what do they say about the second", entities=[("ordinal", "second")])
    assert second.said[0].values["title"] == "Oxbeck Fern backpack"


def test_nobody_who_speaks_of_it_is_said_and_a_plain_search_offered(store: Store) -> None:
    answered = ask(Talk(store), "which backpack do people say is waterproof in storms")
    assert answered.responses == ["nobody_speaks_of_it"]
    assert answered.said[0].values["of"] == 3
    assert answered.said[0].titles == ["Search without reviews"]
    assert not found(answered)


def test_what_is_blamed_is_not_shown_as_praised(store: Store) -> None:
    write_review(store, "priya", "reed", rating=1, text="The zip sticks and is loud.")
    answered = ask(Talk(store), "which backpack do people say has a zip that is not loud")
    assert answered.responses == ["none_praised"]
    assert (answered.said[0].values["voices"], answered.said[0].values["praised"]) == (1, 0)


def test_the_happiest_buyers_are_the_best_rated(store: Store) -> None:
    answered = ask(Talk(store), "which backpack has the happiest buyers")
    assert answered.responses == ["found_products"]
    assert answered.said[0].values["sort"] == "best_rated"


def test_a_product_by_name_is_not_this(store: Store) -> None:
    text = "which backpack do people say is light, the moss?"
    answered = ask(Talk(store), text, ("product", "moss"), action="action_read_reviews")
    assert answered.responses != ["found_praised"]
