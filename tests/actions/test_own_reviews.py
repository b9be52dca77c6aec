"""The shopper's own stars and words are told as they stand, and changed from there."""

import pytest

from shop.reviews.reading import SeenReview, find_review
from shop.store import Store
from tests.actions.social_shop import maya, open_social_shop, review
from tests.actions.talk import Answered, Talk

SWAN = [("product", "Swan")]


@pytest.fixture
def talk() -> Talk:
    store = open_social_shop()
    review(store, "maya", "swan", 5, "Pours like a dream.")
    return maya(store)


def ask(talk: Talk, text: str, entities: list[tuple[str, str]] | None = None) -> Answered:
    return talk.hear("action_read_reviews", text, intent="read_reviews", entities=entities or [])


def mine(store: Store, product_id: str = "swan") -> SeenReview:
    return find_review(store, "maya", f"{product_id}~maya")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("how many stars did i give the swan", SWAN),
        ("what did i rate the kettle", [("product_type", "kettle")]),
        ("did i review the swan?", SWAN),
        ("what did i write", []),
        ("show my reviews", []),
    ],
)
def test_the_stars_and_the_words_are_told(talk: Talk, text: str, entities: list[tuple[str, str]]) -> None:
    answered = ask(talk, text, entities)
    assert answered.responses == ["own_review_told"]
    assert (answered.said[0].values["rating"], answered.said[0].values["text"]) == (5, "Pours like a dream.")
    assert talk.memory.own_review_of == "swan"


def test_other_stars_right_after_it_are_given_at_once_and_keep_the_words(talk: Talk) -> None:
    ask(talk, "how many stars did i give the swan", SWAN)
    answered = talk.hear("action_rate", "make it 4", intent="rate_product", entities=[("quantity", "4")])
    assert answered.responses == ["rated"]
    assert (mine(talk.store).rating, mine(talk.store).text) == (4, "Pours like a dream.")


def test_several_are_listed_the_newest_first(talk: Talk) -> None:
    review(talk.store, "maya", "cloudline", 3, "Firm.")
    answered = ask(talk, "show me all my reviews")
    assert answered.responses == ["own_reviews_shown"]
    assert answered.said[0].values["count"] == len(answered.said[0].facts["reviews"]) == 2
    assert talk.memory.own_review_of == ""


def test_what_was_not_reviewed_is_said_not_to_be(talk: Talk) -> None:
    assert ask(talk, "did i review the ember mug", [("product", "Ember mug")]).responses == ["not_reviewed_yet"]


def test_who_wrote_none_hears_so_and_a_guest_is_asked_to_sign_in() -> None:
    store = open_social_shop()
    assert ask(maya(store), "show my reviews").responses == ["no_own_reviews"]
    assert ask(Talk(store, guest_id="guest-1"), "show my reviews").responses == ["please_sign_in"]


def test_the_reviews_of_all_stay_what_is_read_otherwise(talk: Talk) -> None:
    assert "own_review_told" not in ask(talk, "show me the reviews of the swan", SWAN).responses


def test_the_one_that_is_named_among_ones_own_is_removed_after_a_yes(talk: Talk) -> None:
    review(talk.store, "maya", "cloudline", 3, "Firm.")
    ask(talk, "show my reviews")
    said = [("product_type", "kettle")]
    answered = talk.hear("action_write_review", "delete the one on the kettle", intent="write_review", entities=said)
    assert answered.responses == ["shall_i_remove_review"]
    assert mine(talk.store).rating == 5
