"""Whose word counts: who rates as the shopper does, and only as far as each lets it be seen."""

from shop.consent import Purpose, withdraw_consent
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from tests.actions.social_shop import maya, open_social_shop, review
from tests.actions.talk import Answered, Talk

CLOUDLINE = [("product", "Cloudline 2")]


def ask(talk: Talk, text: str = "whom should i trust") -> Answered:
    return talk.hear("action_friends_reviews", text, intent="friends_reviews", entities=CLOUDLINE)


def with_tastes() -> Talk:
    """Maya and Ana gave the kettle and the mug about the same, she and Ben did not."""
    talk = maya()
    for author, kettle, mug in (("maya", 5, 2), ("ana", 5, 1), ("ben", 1, 5)):
        review(talk.store, author, "swan", kettle)
        review(talk.store, author, "mug", mug)
    return talk


def test_who_rated_other_things_alike_is_named_with_what_they_gave() -> None:
    answered = ask(with_tastes())
    assert answered.responses == ["whom_to_trust"]
    values = answered.said[0].values
    assert (values["alike"], values["first"], values["stars"]) == ("Ana (on 2 of 2)", "Ana", 5)
    assert "Ben (" not in values["alike"]


def test_without_anything_in_common_that_is_said() -> None:
    values = ask(maya()).said[0].values
    assert (values["alike"], values["first"]) == ("", "")


def test_who_may_not_be_seen_any_more_is_not_told_of() -> None:
    talk = with_tastes()
    withdraw_consent(talk.store, "ana", Purpose.FRIENDS_SEE, source="test")
    answered = ask(talk)
    assert "Ana" not in answered.text
    block_person(talk.store, "ben", "maya")
    assert "Ben" not in ask(talk).text


def test_a_rating_that_is_kept_to_oneself_tells_nothing_of_taste() -> None:
    talk = maya()
    review(talk.store, "maya", "swan", 5)
    review(talk.store, "ana", "swan", 5, visibility=Visibility.ONLY_ME)
    assert ask(talk).said[0].values["alike"] == ""


def test_that_somebody_rated_the_thing_itself_alike_is_no_taste_in_common() -> None:
    talk = with_tastes()
    review(talk.store, "maya", "cloudline", 2)  # as Ben did
    assert ask(talk).said[0].values["alike"] == "Ana (on 2 of 2)"


def test_whose_taste_is_like_ones_own_is_told_by_what_both_rated() -> None:
    """Ana agrees on both, Kofi on one of two, Ben on nothing; Eve does not let herself be seen."""
    store = open_social_shop()
    for product, stars in (("swan", 5), ("mug", 2)):
        review(store, "maya", product, stars)
        review(store, "ana", product, stars)
        review(store, "eve", product, stars)
        review(store, "kofi", product, 4)
        review(store, "ben", product, 3 if stars == 5 else 5)
    talk = maya(store)
    answered = talk.hear("action_friends_reviews", "which of my friends has taste like mine", intent="friends_reviews")
    assert answered.responses == ["whose_taste"]
    assert answered.said[0].values["alike"] == "Ana (on 2 of 2) and Kofi (on 1 of 2)"
    assert not any("eve" in id or "ben" in id for id in answered.said[0].facts["evidence"])


def test_without_stars_or_friends_it_is_said_what_is_missing() -> None:
    ask = ("action_friends_reviews", "who of my friends shares my taste", "friends_reviews")
    assert "no stars yet" in Talk(open_social_shop(), "maya").hear(ask[0], ask[1], intent=ask[2]).text
    assert Talk(open_social_shop(), "lena").hear(ask[0], ask[1], intent=ask[2]).said[0].values["friends"] == 0
