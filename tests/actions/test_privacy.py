"""Privacy: what others see, told as it is, and changed only after a yes."""

import pytest

from shop.activity import ActivityType
from shop.activity.feed import hide_activity, show_activity, shown_activity
from shop.consent import Purpose, consent_history, grant_consent, withdraw_consent
from shop.customers import find_customer
from shop.friends.circles import add_to_circle, make_circle
from shop.reviews import Visibility
from shop.wishlists.items import add_to_wishlist
from tests.actions.privacy_talk import audiences, confirm, consents, open_own_shop, privacy
from tests.actions.social_shop import guest, maya, show_all


@pytest.mark.parametrize(
    "text",
    ["privacy settings", "which consents have I given", "what can my friends see",
     "what do other people see when they click on me", "who sees my wishlist and my reviews"],
)  # fmt: skip
def test_a_question_is_answered_with_how_things_stand(text: str) -> None:
    store = open_own_shop()
    show_all(store, "maya")
    answered = privacy(maya(store), text)
    assert answered.responses == ["privacy_overview"]
    values = answered.said[0].values
    assert (values["private"], values["friends_see"], values["personalise"], values["train"]) == (
        False,
        True,
        False,
        False,
    )
    assert values["reviews_for"] == "1 for everybody"
    assert values["wishes_for"] == "1 for everybody"
    assert values["told"] == "what you buy, your new reviews, your new wishes and whom you follow"
    assert "Make my profile private" in answered.said[0].titles


def test_the_buttons_of_the_overview_do_what_they_say() -> None:
    talk = maya(open_own_shop())
    for title in privacy(talk, "privacy settings").said[0].titles:
        assert privacy(talk, title).responses == ["shall_i_change_privacy"], title
        talk.hear("action_decline", "no", intent="deny")
    assert not find_customer(talk.store, "maya").private


@pytest.mark.parametrize("text", ["make my profile private", "go incognito", "private pls", "lock my profile",
                                  "i want to be anonymous", "hide my name under reviews"])  # fmt: skip
def test_a_profile_is_made_private_after_a_yes(text: str) -> None:
    talk = maya()
    answered = privacy(talk, text)
    assert answered.responses == ["shall_i_change_privacy"]
    assert answered.said[0].values["private"]
    assert not find_customer(talk.store, "maya").private
    assert confirm(talk).responses == ["privacy_changed"]
    assert find_customer(talk.store, "maya").private
    assert talk.slots["flow"] == "none"


def test_a_no_changes_nothing() -> None:
    talk = maya()
    privacy(talk, "make my profile private")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["privacy_unchanged"]
    assert not find_customer(talk.store, "maya").private


@pytest.mark.parametrize("text", ["hide my purchases", "nobody should see what I buy"])
def test_purchases_are_hidden_from_friends(text: str) -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    privacy(talk, text)
    confirm(talk)
    assert ActivityType.PURCHASED not in shown_activity(store, "maya")
    assert ActivityType.REVIEWED in shown_activity(store, "maya")


@pytest.mark.parametrize(
    ("text", "review_for", "wish_for"),
    [
        ("I don't want anyone to see my reviews", Visibility.ONLY_ME, Visibility.PUBLIC),
        ("my reviews for friends only", Visibility.FRIENDS, Visibility.PUBLIC),
        ("strangers shouldn't see my reviews", Visibility.FRIENDS, Visibility.PUBLIC),
        ("make my wishlist private", Visibility.PUBLIC, Visibility.ONLY_ME),
        ("set everything to friends only", Visibility.FRIENDS, Visibility.FRIENDS),
        ("turn everything off for strangers", Visibility.FRIENDS, Visibility.FRIENDS),
        ("everything visible only to me", Visibility.ONLY_ME, Visibility.ONLY_ME),
    ],
)
def test_reviews_and_wishes_get_the_audience_asked_for(text: str, review_for: Visibility, wish_for: Visibility) -> None:
    talk = maya(open_own_shop())
    assert privacy(talk, text).responses == ["shall_i_change_privacy"]
    confirm(talk)
    assert audiences(talk.store) == (review_for, wish_for)


def test_everything_for_oneself_ends_all_sharing() -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    privacy(talk, "everything visible only to me")
    confirm(talk)
    assert shown_activity(store, "maya") == frozenset()
    assert not consents(store, Purpose.FRIENDS_SEE)
    assert find_customer(store, "maya").private


def test_an_audience_that_was_not_said_is_asked_for() -> None:
    talk = maya(open_own_shop())
    answered = privacy(talk, "change who sees my wishlist")
    assert answered.responses == ["who_may_see_it"]
    assert talk.slots["asking"] == "visibility"
    assert answered.said[0].titles == ["Everybody", "My friends", "Only me"]
    assert privacy(talk, "Only me", intent="inform").responses == ["shall_i_change_privacy"]
    confirm(talk)
    assert audiences(talk.store)[1] is Visibility.ONLY_ME


def test_a_circle_is_an_audience_and_a_single_person_is_not() -> None:
    store = open_own_shop()
    answered = privacy(maya(store), "nobody but my husband may see my wishlist", [("person", "my husband")])
    assert answered.responses == ["privacy_takes_a_circle"]
    make_circle(store, "maya", "family")
    talk = maya(store)
    privacy(talk, "show my wishlist to family")
    confirm(talk)
    assert audiences(store)[1] is Visibility.CIRCLE


@pytest.mark.parametrize(
    ("text", "purpose", "granted"),
    [
        ("stop using my purchases for tips", Purpose.PERSONALISE, False),
        ("don't track me", Purpose.PERSONALISE, False),
        ("I changed my mind, you may use my history for suggestions again", Purpose.PERSONALISE, True),
        ("what happens with my chat messages, can I say no to storing them", Purpose.TRAIN, False),
        ("turn off sharing", Purpose.FRIENDS_SEE, False),
    ],
)
def test_consents_are_given_and_withdrawn_in_the_record(text: str, purpose: Purpose, granted: bool) -> None:
    talk = maya()
    (withdraw_consent if granted else grant_consent)(talk.store, "maya", purpose, source="test")
    assert privacy(talk, text).responses == ["shall_i_change_privacy"]
    before = len(consent_history(talk.store, "maya", purpose))
    confirm(talk)
    newest = consent_history(talk.store, "maya", purpose)
    assert (newest[0].granted, newest[0].source, len(newest)) == (granted, "chat", before + 1)


def test_showing_something_to_friends_brings_the_consent_it_needs_and_says_so() -> None:
    store = open_own_shop()
    withdraw_consent(store, "maya", Purpose.FRIENDS_SEE, source="test")
    talk = maya(store)
    answered = privacy(talk, "Show my purchases to friends")
    assert answered.said[0].values["consent_added"]
    assert not consents(store, Purpose.FRIENDS_SEE)
    confirm(talk)
    assert consents(store, Purpose.FRIENDS_SEE)
    assert ActivityType.PURCHASED in shown_activity(store, "maya")


def test_what_is_not_set_here_is_said_not_to_be() -> None:
    assert privacy(maya(), "no marketing mails pls").responses == ["privacy_not_here"]


def test_an_answer_about_a_review_that_is_being_written_goes_there() -> None:
    draft = {"product_id": "swan", "rating": 4, "text": "Fine."}
    talk = maya(flow="write_review", asking="visibility", memory={"flow": draft})
    answered = privacy(talk, "only friends should see it")
    assert answered.responses == ["shall_i_publish_review"]
    assert answered.said[0].values["audience"] == "your friends"


def test_guests_have_no_settings() -> None:
    assert privacy(guest(), "hide everything").responses == ["please_sign_in"]


def test_who_alone_is_to_see_it_is_told_of_circles_before_the_audience_is_asked_for() -> None:
    answered = privacy(maya(open_own_shop()), "only Ana may see my wishlist", [("person", "Ana")])
    assert answered.responses == ["privacy_takes_a_circle", "who_may_see_it"]


@pytest.mark.parametrize(
    ("text", "on"),
    [("make my profile private again", False), ("hide my purchases again", False), ("show my purchases again", True)],
)
def test_again_is_no_direction_where_another_is_said(text: str, on: bool) -> None:
    talk = maya(open_own_shop())
    (hide_activity if on else show_activity)(talk.store, "maya", ActivityType.PURCHASED)
    privacy(talk, text)
    (change,) = talk.memory.flow["changes"][-1:]
    assert change["on"] is on


def test_an_exception_for_one_person_is_not_passed_over() -> None:
    store = open_own_shop()
    show_all(store, "maya")
    answered = privacy(maya(store), "hide what I buy from friends but not from Ana", [("person", "Ana")])
    assert answered.responses == ["privacy_all_or_none", "shall_i_change_privacy"]


@pytest.mark.parametrize(
    ("text", "response", "told"),
    [
        ("who can see my wishlist", "who_sees_it", "1 for everybody"),
        ("can my friends see my wishlist?", "who_sees_it", "1 for everybody"),
        ("are my ratings public?", "who_sees_it", "1 for everybody"),
        ("who can see what I buy", "privacy_as_it_is", "friends see what you buy"),
        ("do strangers see my name", "privacy_as_it_is", "your profile is public"),
        ("do you use my history", "privacy_as_it_is", "what you are shown is not personalised"),
        ("i thought you dont use my history?", "privacy_as_it_is", "what you are shown is not personalised"),
    ],
)
def test_a_question_on_one_thing_gets_that_answer_alone(text: str, response: str, told: str) -> None:
    store = open_own_shop()
    show_all(store, "maya")
    (said,) = privacy(maya(store), text).said
    assert said.response == response
    assert told in (said.values.get("audiences"), said.values.get("state"))


def test_how_much_somebody_sees_is_counted() -> None:
    talk = maya(open_own_shop())
    values = privacy(talk, "can ana see my reviews", [("person", "ana")]).said[0].values
    assert (values["who"], values["seen"], values["count"]) == ("Ana", 1, 1)


def test_what_is_off_already_is_not_switched_off() -> None:
    talk = maya()
    withdraw_consent(talk.store, "maya", Purpose.PERSONALISE, source="test")
    (said,) = privacy(talk, "stop personalising").said
    assert (said.response, said.values["already"]) == ("privacy_as_it_is", True)
    assert talk.slots.get("flow", "none") == "none"


@pytest.mark.parametrize(
    ("asked", "text", "seen"),
    [
        ("who can see my wishlist", "only me please", (Visibility.PUBLIC, Visibility.ONLY_ME)),
        ("who sees my wishlist", "make it friends only", (Visibility.PUBLIC, Visibility.FRIENDS)),
        ("who can see my reviews", "only friends should see them", (Visibility.FRIENDS, Visibility.PUBLIC)),
    ],
)
def test_who_may_see_it_needs_no_name_right_after_it_was_asked(
    asked: str, text: str, seen: tuple[Visibility, Visibility]
) -> None:
    talk = maya(open_own_shop())
    privacy(talk, asked)
    privacy(talk, text)
    confirm(talk)
    assert audiences(talk.store) == seen


def test_an_audience_is_mended_before_the_yes() -> None:
    talk = maya(open_own_shop())
    privacy(talk, "make my wishlist private")
    assert "your friends" in privacy(talk, "no wait just my friends").text
    confirm(talk)
    assert audiences(talk.store) == (Visibility.PUBLIC, Visibility.FRIENDS)


def test_another_audience_mends_what_is_proposed_of_everything() -> None:
    talk = maya(open_own_shop())
    privacy(talk, "hide everything from everybody")
    mended = privacy(talk, "no wait, friends are ok")
    assert mended.responses == ["shall_i_change_privacy"]
    confirm(talk)
    assert audiences(talk.store) == (Visibility.FRIENDS, Visibility.FRIENDS)


def test_friends_but_one_takes_a_circle_without_them() -> None:
    talk = maya(open_own_shop())
    privacy(talk, "who can see my reviews")
    said = privacy(talk, "friends only is fine, but not ana", [("person", "ana")])
    assert said.responses == ["who_instead_of_one"]
    assert said.said[0].titles == ["Only me"]


def test_who_sees_what_a_circle_sees_is_told_by_name() -> None:
    store = open_own_shop()
    circle = make_circle(store, "maya", "climbing")
    for friend_id in ("ana", "kofi"):
        add_to_circle(store, "maya", circle.id, friend_id)
    make_circle(store, "maya", "nobody yet")
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.CIRCLE, circle_id=circle.id)
    (said,) = privacy(maya(store), "who can see my wishlist").said
    assert said.values["audiences"] == "1 for everybody and 1 for your circle “climbing” (Ana and Kofi)"
    assert privacy(maya(store), "my privacy").said[0].values["wishes_for"] == said.values["audiences"]


def test_everything_that_is_bought_is_not_everything() -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    privacy(talk, "hide everything i buy")
    confirm(talk)
    assert ActivityType.PURCHASED not in shown_activity(store, "maya")
    assert audiences(store) == (Visibility.PUBLIC, Visibility.PUBLIC)
    assert consents(store, Purpose.FRIENDS_SEE)


def test_that_nothing_is_kept_from_one_person_is_said() -> None:
    assert privacy(maya(), "hide it from her").responses == ["privacy_takes_a_circle"]
    said = privacy(maya(), "hide my purchases from ana", [("person", "ana")])
    assert said.responses[0] in ("privacy_all_or_none", "privacy_as_it_is")


@pytest.mark.parametrize("text", ["i dont want that", "hide it then", "only me please"])
def test_what_was_told_of_is_hidden_in_a_word(text: str) -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    assert privacy(talk, "who can see what i buy").responses == ["privacy_as_it_is"]
    asked = privacy(talk, text)
    assert asked.responses == ["shall_i_change_privacy"]
    confirm(talk)
    assert ActivityType.PURCHASED not in shown_activity(store, "maya")


def test_whose_turn_it_is_is_what_was_told_of_last() -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    privacy(talk, "who can see what i buy")
    assert privacy(talk, "what about my reviews").responses == ["who_sees_it"]
    privacy(talk, "make them only for friends")
    confirm(talk)
    assert audiences(store) == (Visibility.FRIENDS, Visibility.PUBLIC)
    assert ActivityType.PURCHASED in shown_activity(store, "maya")


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("who sees what i ask my friends", "who_sees_polls"),
        ("can my friends see what i ask you", "who_sees_chats"),
        ("is this chat private?", "who_sees_chats"),
        ("can karl see that i returned it", "nobody_sees_it"),
        ("do my friends see what i paid", "nobody_sees_it"),
    ],
)
def test_who_sees_what_is_asked_is_told_and_not_every_setting(text: str, response: str) -> None:
    assert privacy(maya(open_own_shop()), text).responses == [response]
    assert privacy(guest(), text).responses == [response]
