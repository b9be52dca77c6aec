"""Reviews in the making, and stars alone."""

import pytest

from shop.catalogue import put_product
from shop.consent import Purpose, withdraw_consent
from shop.errors import NotFound
from shop.friends.circles import make_circle
from shop.reviews import Visibility
from shop.reviews.reading import SeenReview, find_review
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]
SWAN: Entities = [("product", "Swan")]


def write(talk: Talk, text: str, entities: Entities = [], *, intent: str = "write_review") -> Answered:  # noqa: B006
    return talk.hear("action_write_review", text, intent=intent, entities=entities)


def rate(talk: Talk, text: str, entities: Entities = []) -> Answered:  # noqa: B006
    return talk.hear("action_rate", text, intent="rate_product", entities=entities)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def mine(store: Store, product_id: str = "swan") -> SeenReview:
    return find_review(store, "maya", f"{product_id}~maya")


def test_a_review_is_gathered_shown_and_published_after_a_yes() -> None:
    talk = maya()
    assert write(talk, "I'd like to review the Swan", SWAN).responses == ["review_stars"]
    assert talk.slots["asking"] == "rating"
    assert write(talk, "four stars", [("rating", "four stars")], intent="inform").responses == ["review_text"]
    assert talk.slots["asking"] == "text"
    answered = write(talk, "No drips, no complaints.\nLovely.", intent="deny")
    assert answered.responses == ["review_for_whom"]
    assert answered.said[0].titles == ["Everybody", "My friends", "Only me"]
    answered = write(talk, "My friends", intent="inform")
    assert answered.responses == ["shall_i_publish_review"]
    assert "No drips, no complaints." in answered.text
    with pytest.raises(NotFound):
        mine(talk.store)
    assert confirm(talk).responses == ["review_published"]
    written = mine(talk.store)
    assert (written.rating, written.text) == (4, "No drips, no complaints.\nLovely.")
    assert written.visibility is Visibility.FRIENDS
    assert written.verified
    assert talk.slots["flow"] == "none"


def test_a_no_publishes_nothing() -> None:
    draft = {"product_id": "swan", "rating": 4, "text": "Fine.", "visibility": "public"}
    talk = maya(flow="write_review", asking="confirm", memory={"flow": draft, "proposal": "write_review"})
    assert talk.hear("action_decline", "no", intent="deny").responses == ["review_not_published"]
    with pytest.raises(NotFound):
        mine(talk.store)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ('post this for me, "the handle gets hot, otherwise great"', "the handle gets hot, otherwise great"),
        ("review for the Swan: soft water only, but it pours well", "soft water only, but it pours well"),
        ("my review of the Swan. Pours strong, lid weak.", "Pours strong, lid weak."),
        ("Say in my review that the lid is too small.", "the lid is too small."),
    ],
)
def test_dictated_words_are_taken_at_once(said: str, text: str) -> None:
    talk = maya()
    assert write(talk, said, [*SWAN, ("rating", "4 stars")]).responses == ["review_for_whom"]
    write(talk, "Everybody", intent="inform")
    confirm(talk)
    assert mine(talk.store).text == text


@pytest.mark.parametrize("text", ["No text, just the stars", "no", "skip", "none", "just the stars"])
def test_words_can_be_left_out(text: str) -> None:
    talk = maya(flow="write_review", asking="text", memory={"flow": {"product_id": "swan", "rating": 4}})
    assert write(talk, text, intent="deny").responses == ["review_for_whom"]
    assert talk.memory.flow["text"] == ""


def test_stars_alone_are_no_words() -> None:
    talk = maya()
    write(talk, "I'd like to review the Swan", SWAN)
    write(talk, "5", intent="inform")
    assert write(talk, "no, 4 stars", intent="inform").responses == ["review_for_whom"]  # words with it are a text
    talk = maya()
    write(talk, "I'd like to review the Swan", SWAN)
    write(talk, "5", intent="inform")
    assert write(talk, "4 stars!", intent="inform").responses == ["review_text"]
    write(talk, "Pours well.", intent="inform")
    write(talk, "My friends", intent="inform")
    confirm(talk)
    assert (mine(talk.store).rating, mine(talk.store).text) == (4, "Pours well.")


def test_a_yes_is_no_review() -> None:
    talk = maya(flow="write_review", asking="text", memory={"flow": {"product_id": "swan", "rating": 4}})
    assert write(talk, "ok", intent="affirm").responses == ["review_text"]


def test_what_was_received_and_not_reviewed_is_offered() -> None:
    store = open_social_shop()
    deliver(store, "maya", "mug-1")
    review(store, "maya", "mug", 3)
    talk = maya(store)
    answered = write(talk, "new review pls")
    assert answered.responses == ["review_what"]
    assert answered.said[0].titles == ["Brewlund Swan gooseneck kettle"]
    answered = write(talk, "Brewlund Swan gooseneck kettle", [("ordinal", "1")], intent="choose_option")
    assert answered.responses == ["review_stars"]


def test_an_order_tells_the_product() -> None:
    assert "Swan" in write(maya(), "review for order #W4308874", [("order_id", "#W4308874")]).text
    answered = write(maya(), "review for order #W9000001", [("order_id", "#W9000001")])  # Omar's
    assert answered.responses == ["review_what"]
    assert "mug" not in answered.text


@pytest.mark.parametrize(("said", "stars"), [("0 stars", None), ("7 stars", None), ("lots", None), ("10/10", 5)])
def test_stars_that_are_none_are_asked_for_again(said: str, stars: int | None) -> None:
    talk = maya(flow="write_review", asking="rating", memory={"flow": {"product_id": "swan"}})
    answered = write(talk, said, [("rating", said)], intent="inform")
    assert answered.responses == (["review_text"] if stars else ["review_stars"])
    assert talk.memory.flow["rating"] == stars


def test_an_edit_begins_with_what_is_there() -> None:
    store = open_social_shop()
    review(store, "maya", "swan", 2, "Drips.", visibility=Visibility.FRIENDS)
    talk = maya(store)
    answered = write(talk, "i want to reword my review of the Swan", SWAN)
    assert answered.responses == ["review_text"]
    assert "Drips." in answered.text
    answered = write(talk, "It drips a little.", intent="inform")
    assert answered.responses == ["shall_i_publish_review"]
    assert answered.said[0].values["edits"]
    confirm(talk)
    assert (mine(store).rating, mine(store).text) == (2, "It drips a little.")
    assert mine(store).visibility is Visibility.FRIENDS


def test_what_is_shown_can_be_corrected_before_the_yes() -> None:
    draft = {"product_id": "swan", "rating": 4, "text": "Fine.", "visibility": "public"}
    talk = maya(flow="write_review", asking="confirm", memory={"flow": draft})
    values = (
        write(talk, "make it 3 stars and only for friends", [("rating", "3 stars")], intent="inform").said[0].values
    )
    assert (values["rating"], values["audience"]) == (3, "your friends")
    assert values["text"] == "Fine."


def test_a_circle_is_a_choice() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "tea people")
    draft = {"product_id": "swan", "rating": 4, "text": "Fine."}
    talk = maya(store, flow="write_review", asking="visibility", memory={"flow": draft})
    assert "tea people" in write(talk, "tea people", intent="inform").text
    confirm(talk)
    assert mine(store).visibility is Visibility.CIRCLE
    assert circle.id


def test_a_sponsored_review_says_so() -> None:
    talk = maya()
    write(talk, 'review the Swan, 5 stars: "Wonderful pour"', [*SWAN, ("rating", "5 stars")])
    write(talk, "Everybody", intent="inform")
    write(talk, "by the way the brand sent me this one", intent="inform")
    assert talk.memory.flow["sponsored"]
    confirm(talk)
    assert mine(talk.store).sponsored


def test_friends_who_would_not_see_it_are_told_of() -> None:
    store = open_social_shop()
    withdraw_consent(store, "maya", Purpose.FRIENDS_SEE, source="test")
    draft = {"product_id": "swan", "rating": 4, "text": "Fine."}
    talk = maya(store, flow="write_review", asking="visibility", memory={"flow": draft})
    assert write(talk, "My friends", intent="inform").said[0].values["unseen"]


def test_an_overlong_review_is_cut_to_what_is_allowed() -> None:
    talk = maya(flow="write_review", asking="text", memory={"flow": {"product_id": "swan", "rating": 4}})
    write(talk, "long " * 2000, intent="inform")
    assert len(talk.memory.flow["text"]) <= 5000


def test_leaving_before_it_is_shown() -> None:
    talk = maya()
    write(talk, "review the Swan", SWAN)
    assert write(talk, "no", intent="deny").responses == ["review_not_published"]
    assert talk.slots["flow"] == "none"


# Stars alone


def test_stars_are_given_at_once_and_who_sees_them_is_said() -> None:
    talk = maya()
    answered = rate(talk, "5 stars for the Swan", [*SWAN, ("rating", "5 stars")])
    assert answered.responses == ["rated"]
    assert (mine(talk.store).rating, mine(talk.store).text) == (5, "")
    assert "everybody" in answered.text
    assert answered.said[0].titles == ["Add a few words", "Show my rating to friends only"]
    assert talk.slots.get("flow", "none") == "none"


def test_stars_go_to_nothing_that_was_only_talked_about() -> None:
    talk = maya(memory={"product_id": "swan"})
    assert rate(talk, "rate my socks 4", [("product_type", "socks"), ("rating", "4")]).responses == ["review_what"]
    assert rate(talk, "only stars").responses == ["review_what"]
    with pytest.raises(NotFound):
        mine(talk.store)


def test_what_was_bought_is_meant_by_its_kind() -> None:
    talk = maya(memory={"product_id": "mug"})
    assert rate(talk, "rate my kettle 4", [("product_type", "kettle"), ("rating", "4")]).responses == ["rated"]
    assert mine(talk.store).rating == 4


def test_new_stars_keep_the_words_and_their_readers() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "tea people")
    write_review(store, "maya", "swan", rating=2, text="Drips.", visibility=Visibility.CIRCLE, circle_id=circle.id)
    answered = rate(maya(store), "take back my 1, the Swan is really a 4", [*SWAN, ("rating", "1"), ("rating", "4")])
    assert answered.responses == ["rated"]
    assert (mine(store).rating, mine(store).text, mine(store).visibility) == (4, "Drips.", Visibility.CIRCLE)
    assert answered.said[0].values["before"] == 2


def test_rating_asks_for_what_is_missing_and_then_is_done() -> None:
    talk = maya()
    assert rate(talk, "I want to rate something").responses == ["review_what"]
    assert write(talk, "the Swan", SWAN, intent="inform").responses == ["review_stars"]
    assert write(talk, "★★★★", [("rating", "4")], intent="inform").responses == ["rated"]
    assert mine(talk.store).rating == 4
    assert talk.slots["flow"] == "none"


def test_stars_within_a_review_are_part_of_it() -> None:
    talk = maya()
    write(talk, "review the Swan", SWAN)
    assert rate(talk, "I give it 4 stars", [("rating", "4 stars")]).responses == ["review_text"]
    with pytest.raises(NotFound):
        mine(talk.store)


def test_stars_for_several_things_are_taken_one_by_one() -> None:
    entities: Entities = [*SWAN, ("rating", "5"), ("product", "Ember mug"), ("rating", "4")]
    assert rate(maya(), "Swan 5, mug 4", entities).responses == ["rate_one_at_a_time"]


def test_another_task_goes_on_after_stars() -> None:
    talk = maya(flow="return_order", asking="reason", memory={"flow": {"order_id": "#W4308874"}})
    rate(talk, "5 stars for the Swan", [*SWAN, ("rating", "5 stars")])
    assert (talk.slots["flow"], talk.slots["asking"]) == ("return_order", "reason")


def test_guests_sign_in_first() -> None:
    for hear in (write, rate):
        assert hear(guest(), "the Swan", SWAN).responses == ["please_sign_in"]


@pytest.mark.parametrize(
    ("action", "intent"), [("action_write_review", "write_review"), ("action_erase_data", "erase_data")]
)
def test_a_review_is_taken_back_after_a_yes(action: str, intent: str) -> None:
    store = open_social_shop()
    review(store, "maya", "swan", 4, "Pours well.")
    talk = maya(store)
    asked = talk.hear(action, "delete my review of the Swan", intent=intent, entities=SWAN)
    assert asked.responses == ["shall_i_remove_review"]
    assert "Pours well." in asked.text
    assert talk.hear("action_decline", "no", intent="deny").responses == ["review_kept"]
    assert mine(store).text == "Pours well."
    talk.hear(action, "take down my review of the Swan", intent=intent, entities=SWAN)
    assert confirm(talk).responses == ["review_removed"]
    with pytest.raises(NotFound):
        mine(store)
    assert talk.hear(action, "delete my review of the Swan", intent=intent, entities=SWAN).responses == [
        "no_review_to_remove"
    ]
    assert talk.slots["flow"] == "none"


def test_an_account_is_no_review() -> None:
    asked = maya().hear("action_erase_data", "delete my account and my reviews", intent="erase_data")
    assert asked.responses == ["erase_later"]


def test_stars_that_the_words_begin_with_count_and_an_order_is_no_review() -> None:
    store = open_social_shop()
    review(store, "maya", "swan", 5, "Fine.", visibility=Visibility.PUBLIC)
    talk = maya(store)
    assert write(talk, "review the Swan", SWAN).responses == ["review_text"]
    assert write(talk, "delete my review", intent="inform").responses == ["shall_i_remove_review"]
    talk.hear("action_decline", "no", intent="deny")
    talk = maya(store)
    write(talk, "review the Swan", SWAN)
    answered = write(talk, "2 stars. The spout broke", intent="inform")
    assert answered.said[0].values["rating"] == 2


def test_stars_just_given_are_mended() -> None:
    talk = maya()
    rate(talk, "3 stars for the Swan", [*SWAN, ("rating", "3 stars")])
    rate(talk, "sorry, 4")
    assert mine(talk.store).rating == 4


def test_the_words_may_come_before_the_product() -> None:
    talk = maya()
    write(talk, "write a review")
    words = "its ok i guess, bit heavy but dry in the storm"
    assert write(talk, words, intent="inform").responses == ["review_what"]
    assert write(talk, "the Swan", [("product", "Swan")], intent="inform").responses == ["review_stars"]
    assert talk.memory.flow["text"] == words


def test_of_two_that_are_called_so_the_one_that_was_bought_is_meant() -> None:
    store = open_social_shop()
    put_product(store, make_product("swanlamp", "Swan lamp", "Brewlund", "lamp"), [make_variant("swanlamp-1", 1_000)])
    deliver(store, "maya", "swan-white")
    answered = maya(store).hear("action_rate", "5 stars for the swan", intent="rate_product",
                         entities=[("rating", "5"), ("product", "swan")])  # fmt: skip
    assert answered.responses == ["rated"]
