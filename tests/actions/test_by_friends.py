"""What friends like or have of a thing comes with who does, and nobody speaks who does not let themselves be seen."""

import pytest

from shop.catalogue import put_product
from shop.consent import Purpose, withdraw_consent
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review, show_all
from tests.actions.talk import Answered, Talk, found, reasons

KIND = ("product_type", "backpack")
TEXT = "a backpack that my friends recommend"


@pytest.fixture
def store() -> Store:
    """Willow has Ana's 5 and Kofi's 4, Moss was bought by Kofi, Reed has Ana's 2, Sedge a stranger's 5."""
    store = open_social_shop()
    for id, cents in {"willow": 5000, "moss": 9000, "reed": 14000, "sedge": 3000}.items():
        product = make_product(id, f"Oxbeck {id.title()} backpack", "Oxbeck", "backpack", "Carries things.")
        put_product(store, product, [make_variant(f"{id}-1", cents)])
    review(store, "ana", "willow", 5, "Carries all.")
    review(store, "kofi", "willow", 4)
    review(store, "ana", "reed", 2)
    review(store, "omar", "sedge", 5)
    show_all(store, "kofi")
    deliver(store, "kofi", "moss-1")
    return store


def ask(talk: Talk, text: str = TEXT, *more: tuple[str, ...], action: str = "action_search") -> Answered:
    return talk.hear(action, text, intent="search_product", entities=[KIND, *more])


def test_what_friends_like_or_have_comes_the_best_first_with_who_says_so(store: Store) -> None:
    answered = ask(maya(store))
    assert answered.responses == ["found_by_friends"]
    assert reasons(answered) == {
        "willow": ["4.5 stars on average by Ana and Kofi"],
        "moss": ["Kofi bought it"],
    }
    assert found(answered) == ["willow", "moss"]
    assert answered.said[0].values["total"] == 2
    assert {"willow~ana", "willow~kofi"} <= set(answered.said[0].facts["evidence"])


def test_a_price_holds_and_so_do_the_next_wishes(store: Store) -> None:
    talk = maya(store)
    assert found(ask(talk, "a backpack under 80 that my friends recommend", ("price", "80", "max"))) == ["willow"]
    ask(talk)
    cheaper = talk.hear("action_search", "cheapest first", intent="refine_search", entities=[("sort", "cheapest")])
    assert found(cheaper) == ["willow", "moss"]
    assert talk.memory.chosen_by["as"] == "friends"


def test_why_is_told_by_the_friends(store: Store) -> None:
    talk = maya(store)
    ask(talk)
    why = talk.hear("action_explain", "why the first", intent="why_this")
    assert why.responses == ["explained_friends"]
    assert "Ana and Kofi" in why.text


def test_who_withdraws_or_is_blocked_speaks_for_nothing_any_more(store: Store) -> None:
    withdraw_consent(store, "kofi", Purpose.FRIENDS_SEE, source="test")
    assert reasons(ask(maya(store))) == {"willow": ["5 stars by Ana"]}
    block_person(store, "maya", "ana")
    answered = ask(maya(store))
    assert answered.responses == ["friends_speak_for_none", "found_products"]
    assert {"willow", "moss", "reed", "sedge"} <= set(found(answered)), "what there is of it is shown all the same"


def test_a_review_for_oneself_and_one_that_was_paid_for_say_nothing(store: Store) -> None:
    review(store, "ana", "willow", 5, visibility=Visibility.ONLY_ME)
    review(store, "kofi", "willow", 5, sponsored=True)
    assert list(reasons(ask(maya(store)))) == ["moss"]


def test_what_is_said_of_it_is_enough_without_its_kind(store: Store) -> None:
    product = make_product("rain", "Oxbeck Rain cape", "Oxbeck", "cape", "A waterproof cape.")
    put_product(store, product, [make_variant("rain-1", 4000)])
    review(store, "ana", "rain", 5)
    text = "something waterproof my friends would recommend"
    answered = maya(store).hear("action_search", text, intent="search_product", entities=[("feature", "waterproof")])
    assert answered.responses == ["found_by_friends"]
    assert found(answered) == ["rain"]


def test_guests_are_asked_to_sign_in(store: Store) -> None:
    assert ask(guest(store)).responses == ["please_sign_in"]


@pytest.mark.parametrize("action", ["action_read_reviews", "action_friends_reviews", "action_answer_product_question"])
def test_whatever_it_was_heard_as_the_answer_is_the_same(store: Store, action: str) -> None:
    assert found(ask(maya(store), action=action)) == ["willow", "moss"]
