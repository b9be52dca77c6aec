"""Privacy of one purchase, one wish or one review, where the others stay as they are."""

import pytest

from shop.activity import ActivityType
from shop.activity.feed import friends_who_bought, shown_activity
from shop.customers import find_customer
from shop.friends.circles import add_to_circle, make_circle
from shop.reviews import Visibility
from shop.reviews.reading import reviews_by
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.privacy_talk import confirm, open_own_shop, privacy
from tests.actions.social_shop import deliver, maya, open_social_shop, review, show_all
from tests.actions.talk import Talk


def test_one_purchase_is_hidden_and_the_others_stay() -> None:
    store = open_social_shop()
    deliver(store, "maya", "mug-1")
    show_all(store, "maya")
    talk = maya(store)
    answered = privacy(talk, "why can people see that I bought this? hide that", [("product", "Ember mug")])
    assert "Ember mug" in answered.text
    confirm(talk)
    assert friends_who_bought(store, "ana", "mug") == ()
    assert [person.id for person in friends_who_bought(store, "ana", "swan")] == ["maya"]


def test_a_purchase_that_is_not_clear_is_asked_for_never_all_hidden_instead() -> None:
    store = open_social_shop()
    show_all(store, "maya")
    talk = maya(store)
    answered = privacy(talk, "how do I make the Velvet purchase invisible", [("product", "Velvet")])
    assert answered.responses == ["which_purchase"]
    assert "Velvet" in answered.text
    assert answered.said[0].titles == ["Brewlund Swan gooseneck kettle"]
    privacy(talk, answered.said[0].titles[0], [("ordinal", "1")], intent="choose_option")
    confirm(talk)
    assert friends_who_bought(store, "ana", "swan") == ()
    assert ActivityType.PURCHASED in shown_activity(store, "maya")


def test_one_rating_is_shown_to_friends_only_by_its_button() -> None:
    store = open_own_shop()
    review(store, "maya", "swan", 5)
    talk = maya(store)
    privacy(talk, "Show my rating to friends only", [("product", "Ember mug")])
    confirm(talk)
    mine = {found.product_id: found.visibility for found in reviews_by(store, "maya", "maya").reviews}
    assert mine == {"mug": Visibility.FRIENDS, "swan": Visibility.PUBLIC}


def test_one_wish_is_made_private_and_neither_the_profile_nor_the_list() -> None:
    store = open_own_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.PUBLIC)
    talk = Talk(store, "maya")
    asked = privacy(talk, "make the kettle one private", [("product_type", "kettle")])
    assert asked.responses == ["shall_i_change_privacy"]
    assert "Swan" in asked.text
    confirm(talk)
    seen = {wish.product_id: wish.visibility for wish in wishlist_of(store, "maya", "maya")}
    assert seen == {"swan": Visibility.ONLY_ME, "tempo": Visibility.PUBLIC}
    assert not find_customer(store, "maya").private


def test_hiding_an_order_of_one_thing_hides_that_alone() -> None:
    asked = privacy(Talk(open_own_shop(), "maya"), "hide only my order of the swan", [("product", "Swan")])
    assert "bought Brewlund Swan" in asked.text


def test_one_review_of_several_gets_its_audience_and_the_others_stay() -> None:
    store = open_own_shop()
    review(store, "maya", "swan", 5, "Fine.", visibility=Visibility.FRIENDS)
    review(store, "maya", "tempo", 5, "Fast.", visibility=Visibility.FRIENDS)
    talk = maya(store)
    answered = privacy(talk, "show my swan review to everybody")
    assert "Swan" in answered.text
    assert "all your reviews" not in answered.text
    confirm(talk)
    seen = {one.product_id: one.visibility for one in reviews_by(store, "maya", "maya").reviews}
    assert seen == {"swan": Visibility.PUBLIC, "tempo": Visibility.FRIENDS, "mug": Visibility.PUBLIC}
    asked = privacy(talk, "make my review private")
    assert (asked.responses, len(asked.said[0].titles)) == (["which_shown_to"], 3)
    privacy(talk, "the second", [("ordinal", "second")], intent="choose_option")
    confirm(talk)
    seen = {one.product_id: one.visibility for one in reviews_by(store, "maya", "maya").reviews}
    assert sorted(seen.values()).count(Visibility.ONLY_ME) == 1


def test_a_wish_is_meant_by_a_word_of_its_title() -> None:
    store = open_own_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.PUBLIC)
    talk = maya(store)
    assert "Swan" in privacy(talk, "make the swan on my wishlist friends only").text
    confirm(talk)
    assert "Swan" in privacy(talk, "make the gooseneck private").text
    confirm(talk)
    seen = {wish.product_id: wish.visibility for wish in wishlist_of(store, "maya", "maya")}
    assert seen == {"swan": Visibility.ONLY_ME, "tempo": Visibility.PUBLIC}


def test_one_wish_is_asked_about_and_not_the_whole_list() -> None:
    store = open_own_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.PUBLIC)
    circle = make_circle(store, "maya", "besties")
    add_to_circle(store, "maya", circle.id, "ana")
    talk = maya(store)
    asked = privacy(talk, "let only ana see the swan", [("person", "ana")])
    assert asked.responses == ["privacy_takes_a_circle", "who_may_see_it"]
    assert "Swan" in asked.said[1].values["what"]
    privacy(talk, "besties", intent="inform")
    confirm(talk)
    seen = {wish.product_id: wish.visibility for wish in wishlist_of(store, "maya", "maya")}
    assert seen == {"swan": Visibility.CIRCLE, "tempo": Visibility.PUBLIC}


def test_who_sees_that_is_of_the_wish_just_made() -> None:
    store = open_own_shop()
    show_all(store, "maya")
    talk = maya(store)
    talk.hear(
        "action_add_to_wishlist", "the swan on my wishlist", intent="add_to_wishlist", entities={"product": "Swan"}
    )
    asked = privacy(talk, "who can see that?")
    assert asked.responses == ["who_sees_wish"]
    assert "Swan" in asked.text
    privacy(talk, "only me pls")
    confirm(talk)
    seen = {wish.product_id: wish.visibility for wish in wishlist_of(store, "maya", "maya")}
    assert seen == {"swan": Visibility.ONLY_ME, "tempo": Visibility.PUBLIC}


def test_a_wish_that_one_alone_shall_see_goes_to_whom_is_said_instead() -> None:
    talk = maya(open_own_shop())
    talk.hear("action_add_to_wishlist", "put the swan on my wishlist", entities={"product": "swan"})
    assert privacy(talk, "only ana may see it", [("person", "ana")]).responses == ["privacy_takes_a_circle"]
    asked = privacy(talk, "actually everyone")
    assert asked.responses == ["shall_i_change_privacy"]
    confirm(talk)
    seen = {wish.product_id: wish.visibility for wish in wishlist_of(talk.store, "maya", "maya")}
    assert seen["swan"] is Visibility.PUBLIC


@pytest.mark.parametrize("text", ["make it private", "hide that", "hide it from everyone please"])
def test_what_was_just_wished_is_hidden_and_no_profile(text: str) -> None:
    talk = maya(open_own_shop())
    said = {"product": "Ember mug"}
    talk.hear("action_add_to_wishlist", "put the mug on my wishlist", intent="add_to_wishlist", entities=said)
    answered = privacy(talk, text)
    assert "Ember mug" in answered.text
    confirm(talk)
    wished = {wish.product_id: wish.visibility for wish in wishlist_of(talk.store, "maya", "maya")}
    assert wished["mug"] == Visibility.ONLY_ME
    assert not find_customer(talk.store, "maya").private


def test_what_one_friend_shall_not_see_is_asked_of_who_may_instead() -> None:
    store = open_own_shop()
    for name, friend_id in (("besties", "ana"), ("book club", "kofi")):
        add_to_circle(store, "maya", make_circle(store, "maya", name).id, friend_id)
    talk = maya(store)
    asked = privacy(talk, "hide the tempo from ana", [("person", "ana")])
    assert asked.responses == ["who_instead_of_one"]
    assert "Tempo" in asked.text
    assert "besties" not in asked.text
    assert asked.said[0].titles == ["book club", "Only me"]
    privacy(talk, "Only me", intent="inform")
    confirm(talk)
    assert [wish.visibility for wish in wishlist_of(store, "maya", "maya")] == [Visibility.ONLY_ME]


def test_what_was_bought_and_is_hidden_from_one_is_hidden_from_friends_or_from_nobody() -> None:
    store = open_social_shop()
    show_all(store, "maya")
    talk = maya(store)
    asked = privacy(talk, "hide the swan from ana", [("person", "ana"), ("product", "Swan")])
    assert asked.responses == ["privacy_all_or_none", "shall_i_change_privacy"]
