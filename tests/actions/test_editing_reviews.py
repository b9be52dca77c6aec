"""A review that is there already: what is said while it is edited or removed is not taken for its words."""

import pytest

from shop.reviews import Visibility
from shop.reviews.reading import SeenReview, find_review
from shop.store import Store
from tests.actions.social_shop import deliver, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk

SWAN = [("product", "Swan")]


def write(talk: Talk, text: str, *entities: tuple[str, str], intent: str = "inform") -> Answered:
    return talk.hear("action_write_review", text, intent=intent, entities=entities)


def mine(store: Store, product_id: str = "swan") -> SeenReview:
    return find_review(store, "maya", f"{product_id}~maya")


@pytest.fixture
def talk() -> Talk:
    store = open_social_shop()
    review(store, "maya", "swan", 4, "Pours like a dream.")
    return maya(store)


@pytest.mark.parametrize(
    ("said", "visibility"),
    [
        ("no wait, only me", Visibility.ONLY_ME),
        ("make it private", Visibility.ONLY_ME),
        ("just for my friends please", Visibility.FRIENDS),
    ],
)
def test_another_audience_leaves_the_words(talk: Talk, said: str, visibility: Visibility) -> None:
    assert write(talk, "edit my review of the Swan", *SWAN, intent="write_review").responses == ["review_text"]
    assert write(talk, said).responses == ["shall_i_publish_review"]
    talk.hear("action_confirm", "yes", intent="affirm")
    assert (mine(talk.store).text, mine(talk.store).visibility) == ("Pours like a dream.", visibility)


def test_the_audience_may_be_said_at_once(talk: Talk) -> None:
    answered = write(talk, "my review of the swan, friends only please", *SWAN, intent="write_review")
    assert answered.responses == ["shall_i_publish_review"]
    assert "Pours like a dream." in answered.text
    assert "your friends" in answered.text


@pytest.mark.parametrize("said", ["hmm wait", "wait, first tell me what i wrote", "what did i write"])
def test_who_holds_on_or_asks_what_stands_there_is_shown_it(talk: Talk, said: str) -> None:
    write(talk, "edit my review of the Swan", *SWAN, intent="write_review")
    answered = write(talk, said)
    assert answered.responses == ["review_text"]
    assert "Pours like a dream." in answered.text


def test_another_product_may_have_been_meant(talk: Talk) -> None:
    write(talk, "edit my review of the Swan", *SWAN, intent="write_review")
    assert write(talk, "oh wait no, not that one").responses == ["review_what"]


@pytest.mark.parametrize("said", ["nah bin it", "no, scrap that"])
def test_what_is_thrown_away_is_not_published(talk: Talk, said: str) -> None:
    write(talk, "edit my review of the Swan", *SWAN, intent="write_review")
    assert write(talk, said).responses == ["review_not_published"]
    assert talk.slots["flow"] == "none"
    assert mine(talk.store).text == "Pours like a dream."


def test_a_long_text_that_asks_is_a_review(talk: Talk) -> None:
    write(talk, "edit my review of the Swan", *SWAN, intent="write_review")
    words = "It is what I have wanted for years, and still I wonder why the lid gets so hot after five minutes."
    assert words in write(talk, words).text


def test_what_is_asked_before_a_removal_wipes_nothing(talk: Talk) -> None:
    asked = write(talk, "delete my review of the Swan", *SWAN, intent="write_review")
    assert asked.responses == ["shall_i_remove_review"]
    assert write(talk, "which one is that", intent="write_review").responses == ["shall_i_remove_review"]
    talk.hear("action_confirm", "yes", intent="affirm")
    assert "review_removed" in talk.hear("action_resume").responses or not talk.memory.flow


def test_which_review_shall_go_is_answered_by_its_name(talk: Talk) -> None:
    review(talk.store, "maya", "tempo", 5, "Fast.")
    assert write(talk, "delete my review", intent="write_review").responses == ["which_review_to_remove"]
    assert write(talk, "the tempo", ("product", "Tempo")).responses == ["shall_i_remove_review"]


def test_it_can_be_deleted_right_after_it_was_written(talk: Talk) -> None:
    talk.hear("action_read_reviews", "reviews of the swan", intent="read_reviews", entities={"product": "Swan"})
    assert write(talk, "delete it", intent="write_review").responses == ["shall_i_remove_review"]


def test_words_beside_the_stars_are_a_review_and_not_lost() -> None:
    store = open_social_shop()
    deliver(store, "maya", "swan-white")
    talk = maya(store)
    talk.hear("action_rate", "i want to rate the swan", intent="rate_product", entities={"product": "Swan"})
    answered = write(talk, "still fine after 600 cups, 4 stars", ("rating", "4 stars"))
    assert answered.responses == ["review_for_whom"]
    answered = write(talk, "everybody")
    assert "still fine after 600 cups" in answered.text
