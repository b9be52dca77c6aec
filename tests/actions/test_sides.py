"""Where evidence contradicts itself, how many are on each side is said, and one of each is shown."""

from collections.abc import Sequence

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from retrieval.search import FactSource, FoundFact
from shop.customers import Customer, add_customer
from shop.store import Store
from tests.actions.small_shop import Clock
from tests.actions.social_shop import FRIENDS, guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk
from tests.actions.test_read_reviews import FactsShelf
from tests.fakes.encoder import WordEncoder

COMFORT = (
    (5, "So comfortable."),
    (5, "Comfort all day long."),
    (4, "My feet find them comfortable."),
    (2, "No comfort at all."),
    (1, "Where is the comfort? It hurts."),
)
FIT = (
    *((3, text) for text in ("Runs small.", "It runs small, sadly.", "Too tight.", "Take one size up.")),
    *((5, text) for text in ("True to size.", "Fits like a glove.")),
)


@pytest.fixture
def store() -> Store:
    return open_social_shop(Clock())


def write(store: Store, opinions: Sequence[tuple[int, str]]) -> None:
    for number, (stars, text) in enumerate(opinions):
        add_customer(store, Customer(f"h{number}", f"H{number}", f"H{number}", f"h{number}@example.com"))
        review(store, f"h{number}", "mug", stars, text)
    use_shelf(open_shelf(store, WordEncoder()))


def ask(talk: Talk, text: str) -> Answered:
    said = [("product", "Ember mug")]
    return talk.hear("action_answer_product_question", text, intent="ask_product_question", entities=said)


@pytest.mark.parametrize(
    "text", ["does it run small?", "do they come up big", "is it true to size", "is this mug too tight?"]
)
def test_what_reviews_say_of_the_fit_is_counted_on_both_sides(store: Store, text: str) -> None:
    write(store, FIT)
    answered = ask(guest(store), text)
    assert answered.responses == ["reviews_weighed"]
    assert answered.said[0].values["sides"] == "4 say it runs small and 2 say it is true to size"
    assert answered.said[0].values["divided"]
    assert [one["rating"] for one in answered.said[0].facts["reviews"]] == [3, 5]


@pytest.mark.parametrize("text", ["is it comfortable?", "is the comfort any good?", "good comfort?"])
def test_what_reviews_judge_an_aspect_to_be_is_counted_on_both_sides(store: Store, text: str) -> None:
    write(store, COMFORT)
    answered = ask(guest(store), text)
    assert answered.responses == ["reviews_weighed"]
    assert answered.said[0].values["sides"] == "3 praise the comfort and 2 find fault with it"
    assert [one["rating"] >= 4 for one in answered.said[0].facts["reviews"]] == [True, False]


@pytest.mark.parametrize("text", ["does it fit large bottles?", "is it too big for hand luggage?"])
def test_a_question_on_something_else_is_not_answered_by_the_fit(store: Store, text: str) -> None:
    write(store, FIT)
    use_shelf(FactsShelf())
    assert ask(guest(store), text).responses[0] != "reviews_weighed"


def test_a_review_that_answers_is_told_with_how_far_reviews_differ(store: Store) -> None:
    write(store, COMFORT)
    use_shelf(FactsShelf(FoundFact("My feet find them comfortable.", FactSource.REVIEW, "mug~h2", 0.9)))
    answered = ask(guest(store), "is it comfortable on a marathon?")
    assert answered.responses == ["known_fact"]
    assert "3 praise the comfort and 2 find fault with it" in answered.text


def test_one_voice_against_many_is_no_contradiction(store: Store) -> None:
    write(store, (*COMFORT[:4], (5, "Comfort!")))
    use_shelf(FactsShelf(FoundFact("My feet find them comfortable.", FactSource.REVIEW, "mug~h2", 0.9)))
    assert ask(guest(store), "is it comfortable on a marathon?").said[0].values["sides"] == ""
    assert not ask(guest(store), "is it comfortable?").said[0].values["divided"]


def test_what_the_shop_states_goes_before_what_reviews_judge(store: Store) -> None:
    write(store, COMFORT)
    use_shelf(FactsShelf(FoundFact("comfort: soft sole", FactSource.ATTRIBUTE, "mug", 0.9)))
    assert ask(guest(store), "is it comfortable?").said[0].values["fact"] == "comfort: soft sole"


def test_fewer_than_two_are_no_sides(store: Store) -> None:
    write(store, FIT[:1])
    assert ask(guest(store), "does it run large?").responses[0] != "reviews_weighed"


def test_sides_count_what_the_shopper_may_read_and_friends_are_shown_first(store: Store) -> None:
    review(store, "kofi", "mug", 2, "It runs small.", visibility=FRIENDS)
    write(store, FIT)
    assert ask(guest(store), "does it run small?").said[0].values["sides"].startswith("4 say")
    hers = ask(maya(store), "does it run small?").said[0]
    assert hers.values["sides"].startswith("5 say")
    assert hers.facts["reviews"][0]["author"] == "Kofi"
