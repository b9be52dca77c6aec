"""Likes: of the review that is meant, once, and never of one's own."""

import pytest

from shop.reviews.reading import find_review
from shop.reviews.writing import remove_review
from tests.actions.social_shop import guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]


def like(talk: Talk, text: str, entities: Entities = []) -> Answered:  # noqa: B006
    return talk.hear("action_like_review", text, intent="like_review", entities=entities)


def reading() -> Talk:
    store = open_social_shop()
    review(store, "ben", "cloudline", 2, "The fit is odd, too narrow for me.")
    talk = maya(store)
    talk.hear("action_read_reviews", "any bad reviews?", entities=[("product", "Cloudline 2")])
    assert talk.memory.review_ids == ["cloudline~ben", "cloudline~omar"]
    return talk


@pytest.mark.parametrize(
    ("text", "entities", "liked"),
    [
        ("like the second review", [("ordinal", "second")], {"omar"}),
        ("mark Ben's review as helpful", [("person", "Ben")], {"ben"}),
        ("that 3 star review is so true, like", [("rating", "3 star")], {"omar"}),
        ("the one about the fit was useful", [("aspect", "fit")], {"ben"}),
        ("like both reviews", [], {"ben", "omar"}),
        ("the critical one was the best, upvote", [], {"ben"}),
    ],
)
def test_the_review_meant_is_liked(text: str, entities: Entities, liked: set[str]) -> None:
    talk = reading()
    assert like(talk, text, entities).responses == ["review_liked"]
    found = {author for author in ("ben", "omar") if find_review(talk.store, "maya", f"cloudline~{author}").liked}
    assert found == liked


def test_which_one_is_asked_when_it_is_unclear() -> None:
    talk = reading()
    answered = like(talk, "that review was helpful")
    assert answered.responses == ["which_review"]
    assert answered.said[0].titles == ["1. Ben", "2. Omar"]
    assert like(maya(), "like it").responses == ["which_review"]
    assert like(reading(), "like the ninth", [("ordinal", "ninth")]).responses == ["which_review"]


def test_a_like_twice_is_once_and_can_be_taken_back() -> None:
    talk = reading()
    like(talk, "like the first", [("ordinal", "first")])
    assert like(talk, "like the first", [("ordinal", "first")]).responses == ["review_liked_before"]
    assert like(talk, "take back my like for the first", [("ordinal", "first")]).responses == ["review_unliked"]
    assert find_review(talk.store, "maya", "cloudline~ben").likes == 0


def test_ones_own_review_cannot_be_liked() -> None:
    store = open_social_shop()
    review(store, "maya", "swan", 5)
    talk = maya(store, memory={"review_ids": ["swan~maya"]})
    assert like(talk, "like the first", [("ordinal", "first")]).responses == ["cannot_do"]


def test_a_review_that_is_gone_or_hidden_cannot_be_liked() -> None:
    talk = reading()
    remove_review(talk.store, "ben", "cloudline")
    assert like(talk, "like Ben's review", [("person", "Ben")]).responses == ["which_review"]
    hidden = maya(memory={"review_ids": ["cloudline~eve"]})
    assert like(hidden, "like the first", [("ordinal", "first")]).responses == ["which_review"]


def test_an_authors_review_of_the_product_talked_about_needs_no_list() -> None:
    talk = maya(memory={"product_id": "cloudline"})
    assert like(talk, "I like what Ana wrote", [("person", "Ana")]).responses == ["review_liked"]


def test_guests_sign_in_first() -> None:
    assert like(guest(), "like it").responses == ["please_sign_in"]
