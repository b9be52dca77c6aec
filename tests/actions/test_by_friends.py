"""What friends like or have of a thing comes with who does, and nobody speaks who does not let themselves be seen."""

import pytest

from actions.context import use_recommender
from retrieval.build import open_shelf
from shop.catalogue import put_product
from shop.consent import Purpose, withdraw_consent
from shop.customers import update_customer
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review, show_all
from tests.actions.talk import Answered, Talk, found, reasons
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import open_for_test

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
    use_recommender(open_for_test(store, open_shelf(store, WordEncoder())))
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


def named(*names: str) -> list[tuple[str, str]]:
    return [("person", name) for name in names]


def test_one_friends_word_counts_alone_where_it_is_asked_for(store: Store) -> None:
    answered = ask(maya(store), "a backpack that kofi recommends", *named("kofi"))
    assert answered.responses == ["found_by_friends"]
    assert reasons(answered) == {"willow": ["4 stars by Kofi"], "moss": ["Kofi bought it"]}
    assert "Kofi likes or has" in answered.text
    both = ask(maya(store), "a backpack that ana or kofi swears by", *named("ana", "kofi"))
    assert reasons(both)["willow"] == ["4.5 stars on average by Ana and Kofi"]


def test_what_somebody_has_is_told_with_what_they_think_of_it_and_likes_are_not(store: Store) -> None:
    assert found(ask(maya(store), "the backpack ana has", *named("ana"))) == ["willow", "reed"]
    assert found(ask(maya(store), "a backpack ana likes", *named("ana"))) == ["willow"]


def test_by_name_only_what_may_be_seen_counts_and_no_block_leaves_a_trace(store: Store) -> None:
    text = "a backpack that ana recommends"
    review(store, "ana", "willow", 5, visibility=Visibility.FRIENDS)
    assert found(ask(maya(store), text, *named("ana"))) == ["willow"]
    withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    answered = ask(maya(store), text, *named("ana"))
    assert answered.responses == ["friends_speak_for_none", "found_products"]
    assert answered.said[0].values["shows"] == ""
    block_person(store, "ana", "maya")
    answered = ask(maya(store), text, *named("ana"))
    assert answered.responses[0] == "person_not_found"
    assert "~ana" not in str(answered.said)


def test_a_stranger_who_writes_for_everybody_may_be_named(store: Store) -> None:
    answered = ask(maya(store), "a backpack omar recommends", *named("omar"))
    assert reasons(answered) == {"sedge": ["5 stars by Omar"]}


@pytest.mark.parametrize("text", ["best rated first", "up to 300 euro"])
def test_a_stranger_who_hides_meanwhile_is_not_given_away_by_what_goes_on(store: Store, text: str) -> None:
    talk = maya(store)
    ask(talk, "a backpack omar recommends", *named("omar"))
    update_customer(store, "omar", private=True)
    answered = talk.hear("action_search", text, intent="refine_search")
    assert "5 stars" not in str(answered.said)
    assert "sedge~omar" not in str(answered.said)


def test_things_like_a_friends_stand_beside_theirs(store: Store) -> None:
    talk = maya(store)
    answered = ask(talk, "a backpack like the one kofi has", *named("kofi"))
    assert answered.responses == ["found_like_theirs"]
    assert found(answered)[:2] == ["willow", "moss"], "what Kofi shows of it"
    assert {"reed", "sedge"} & set(found(answered)), "what is like it"
    assert reasons(answered)["moss"] == ["Kofi bought it"]
    silent = ask(talk, "a backpack like ben has", *named("ben"))
    assert silent.responses == ["friends_speak_for_none", "found_products"]


def test_where_nobody_speaks_for_anything_a_button_asks_them(store: Store) -> None:
    answered = ask(maya(store), "a backpack like ben has", *named("ben"))
    assert answered.said[-1].titles[:2] == ["Ask Ben", "Ask my friends"]
    block_person(store, "maya", "ana")
    withdraw_consent(store, "kofi", Purpose.FRIENDS_SEE, source="test")
    talk = maya(store)
    assert ask(talk).said[-1].titles[0] == "Ask my friends"
    poll = talk.hear("action_ask_friends", "Ask my friends", intent="ask_friends")
    assert set(talk.memory.flow["product_ids"]) <= set(talk.memory.product_ids), "of what was shown"
    assert poll.responses


def test_what_friends_use_for_something_is_of_any_kind(store: Store) -> None:
    stove = make_product("stove", "Oxbeck Spirit camping stove", "Oxbeck", "camping stove", "For camping.")
    put_product(store, stove, [make_variant("stove-1", 4000)])
    deliver(store, "kofi", "stove-1")
    answered = maya(store).hear("action_search", "what do my friends use for camping", intent="search_product")
    assert answered.responses == ["found_by_friends"]
    assert reasons(answered) == {"stove": ["Kofi bought it"]}
    nothing = maya(store).hear("action_search", "what do my friends use for knitting", intent="search_product")
    assert nothing.responses == ["friends_speak_for_none"]
    assert nothing.said[0].titles == ["Ask my friends"]


def test_what_one_of_them_has_at_all_is_shown(store: Store) -> None:
    for text in ("what does kofi own", "what should i get that kofi would approve of"):
        answered = maya(store).hear("action_search", text, intent="search_product", entities=named("kofi"))
        assert {"willow", "moss", "cloudline"} <= set(found(answered))
    assert found(maya(store).hear("action_search", "anything ben likes", entities=named("ben"))) == []


@pytest.mark.parametrize("action", ["action_search", "action_find_similar"])
def test_a_friend_who_was_not_heard_as_somebody_is_known_by_the_nickname(store: Store, action: str) -> None:
    assert found(ask(maya(store), "backpack like the one kofi has", action=action))[:2] == ["willow", "moss"]
    both = ask(maya(store), "a backpack ana and kofi both like", *named("kofi"), action=action)
    assert reasons(both)["willow"] == ["4.5 stars on average by Ana and Kofi"]
    assert found(ask(maya(store), "a backpack omar has")) != ["sedge"], "no stranger is taken for one by a word"


def test_guests_are_asked_to_sign_in(store: Store) -> None:
    assert ask(guest(store)).responses == ["please_sign_in"]


@pytest.mark.parametrize("action", ["action_read_reviews", "action_friends_reviews", "action_answer_product_question"])
def test_whatever_it_was_heard_as_the_answer_is_the_same(store: Store, action: str) -> None:
    assert found(ask(maya(store), action=action)) == ["willow", "moss"]
