"""Wishlists: one's own for whom one wants, friends' as far as they show them, and no surprise spoilt."""

import pytest

from shop.activity import EventName
from shop.activity.events import events_of
from shop.catalogue import Variant, put_product, withdraw_product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.friends.blocks import block_person
from shop.friends.circles import make_circle
from shop.reviews import Visibility
from shop.store import Store
from shop.wishlists.gifts import plan_gift, wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import GOODS, Clock, befriend
from tests.actions.social_shop import guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, ...]]
SWAN: Entities = [("product", "Swan")]


def add(talk: Talk, text: str, entities: Entities = SWAN) -> Answered:
    return talk.hear("action_add_to_wishlist", text, intent="add_to_wishlist", entities=entities)  # type: ignore[arg-type]


def show(talk: Talk, text: str, entities: Entities = []) -> Answered:  # noqa: B006
    return talk.hear("action_show_wishlist", text, intent="show_wishlist", entities=entities)  # type: ignore[arg-type]


def wishes(store: Store, customer_id: str = "maya") -> dict[str, Visibility | None]:
    return {wish.product_id: wish.visibility for wish in wishlist_of(store, customer_id, customer_id)}


def cards(answered: Answered) -> dict[str, list[str]]:
    return {
        card["product_id"]: list(card["reasons"]) for said in answered.said for card in said.facts.get("products", [])
    }


@pytest.mark.parametrize(
    ("text", "visibility"),
    [
        ("add it to my wishlist", Visibility.FRIENDS),
        ("save it, but only for me", Visibility.ONLY_ME),
        ("put it on my wishlist, everybody may see it", Visibility.PUBLIC),
        ("i'd love that for my birthday, put it on the list", Visibility.FRIENDS),
    ],
)
def test_a_wish_is_seen_by_whom_the_shopper_says(text: str, visibility: Visibility) -> None:
    talk = maya()
    assert add(talk, text).responses == ["wish_added"]
    assert wishes(talk.store) == {"swan": visibility}
    assert talk.memory.product_id == "swan"


def test_a_circle_is_an_audience() -> None:
    store = open_social_shop()
    make_circle(store, "maya", "family")
    assert "family" in add(maya(store), "wishlist it for family").text
    assert wishes(store) == {"swan": Visibility.CIRCLE}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("save it for Ana", [*SWAN, ("person", "Ana")]),
        ("note this as a present for my sister", [*SWAN, ("person", "my sister")]),
        ("save this gift idea for her", SWAN),
    ],
)
def test_what_is_for_somebody_is_kept_from_everybody(text: str, entities: Entities) -> None:
    talk = maya()
    answered = add(talk, text, entities)
    assert answered.said[0].values["secret"]
    assert wishes(talk.store) == {"swan": Visibility.ONLY_ME}


def test_in_a_search_for_a_gift_wishes_are_secret_even_those_that_were_not() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.FRIENDS)
    talk = maya(store, flow="recommend_gift", asking="budget")
    add(talk, "save that")
    assert wishes(store) == {"swan": Visibility.ONLY_ME}


def test_looks_are_noted_and_what_was_there_is_said() -> None:
    talk = maya()
    add(talk, "wishlist the copper one", [*SWAN, ("colour", "copper")])
    (wish,) = wishlist_of(talk.store, "maya", "maya")
    assert wish.note == "copper"
    assert add(talk, "add it to my wishlist").responses == ["wish_was_there"]


def test_several_of_a_list_are_saved_together() -> None:
    talk = maya(shown="products", memory={"product_ids": ["cloudline", "tempo", "daily"]})
    answered = add(talk, "save all three", [])
    assert answered.said[0].values["count"] == 3
    assert set(wishes(talk.store)) == {"cloudline", "tempo", "daily"}
    other = maya(shown="products", memory={"product_ids": ["cloudline", "tempo", "daily"]})
    add(other, "fav the second", [("ordinal", "second")])
    assert set(wishes(other.store)) == {"tempo"}


def test_friends_who_would_not_see_it_are_told_of() -> None:
    store = open_social_shop()
    withdraw_consent(store, "maya", Purpose.FRIENDS_SEE, source="test")
    assert add(maya(store), "save it").said[0].values["unseen"]


def test_a_wish_is_taken_off_by_the_words() -> None:
    talk = maya()
    add(talk, "save it")
    assert add(talk, "take it off my wishlist").responses == ["wish_removed"]
    assert wishes(talk.store) == {}


def test_it_asks_which_product() -> None:
    assert add(maya(), "save that", []).responses == ["which_product_do_you_mean"]


# Looking


def test_ones_own_list_shows_notes_audience_and_total() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.PUBLIC, note="copper")
    add_to_wishlist(store, "maya", "mug", visibility=Visibility.ONLY_ME)
    talk = maya(store)
    answered = show(talk, "show my wishlist")
    assert answered.responses == ["own_wishlist"]
    assert cards(answered) == {"mug": ["visible to nobody but you"], "swan": ["copper", "visible to everybody"]}
    assert answered.said[0].values["total_cents"] == 8900 + 1200
    assert set(talk.memory.product_ids) == {"swan", "mug"}


def test_a_present_planned_for_oneself_shows_nowhere() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan")
    before = show(maya(store), "show my wishlist")
    plan_gift(store, "ana", "maya~swan")
    after = show(maya(store), "show my wishlist")
    assert [said.facts for said in after.said] == [said.facts for said in before.said]


def test_the_list_is_sifted_by_kind_price_and_reductions() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    for product_id in ("swan", "tempo", "mug"):
        add_to_wishlist(store, "maya", product_id)
    talk = maya(store)
    assert set(cards(show(talk, "all my saved kettles", [("product_type", "kettles")]))) == {"swan"}
    assert set(cards(show(talk, "anything under 30", [("price", "30", "max")]))) == {"mug"}
    assert show(talk, "which items are reduced now").responses == ["wishlist_nothing_fits"]
    clock.pass_days(40)
    product, variants = next(goods for goods in GOODS if goods[0].id == "mug")
    cheaper = [Variant(v.id, v.product_id, v.sku, v.options, 900, v.currency, v.stock) for v in variants]
    put_product(store, product, cheaper)
    answered = show(talk, "which items are reduced now")
    assert set(cards(answered)) == {"mug"}
    assert "Ember mug" in answered.said[0].values["reduced"]


def test_what_is_no_longer_sold_is_counted_and_not_shown() -> None:
    store = open_social_shop()
    for product_id in ("swan", "mug"):
        add_to_wishlist(store, "maya", product_id)
    withdraw_product(store, "mug")
    answered = show(maya(store), "my wishlist")
    assert set(cards(answered)) == {"swan"}
    assert answered.said[0].values["gone"] == 1


def test_an_empty_list_is_said_to_be_empty() -> None:
    assert show(maya(), "my favourites").responses == ["wishlist_empty"]


def test_whether_a_product_is_on_it() -> None:
    talk = maya()
    answered = show(talk, "is the Swan on my wishlist already", SWAN)
    assert answered.said[0].values["since"] == ""
    assert answered.said[0].titles == ["Put it there"]
    add(talk, "save it")
    assert show(talk, "is the Swan on my wishlist already", SWAN).said[0].values["since"] == "4 March 2026"


def of_ana() -> Store:
    store = open_social_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS, note="the copper one")
    add_to_wishlist(store, "ana", "mug", visibility=Visibility.ONLY_ME)
    return store


def test_a_friends_list_shows_what_is_for_the_viewer_and_what_is_taken() -> None:
    store = of_ana()
    befriend(store, "kofi", "ana")
    plan_gift(store, "kofi", "ana~swan")
    answered = show(maya(store), "what has Ana got on her wishlist", [("person", "Ana")])
    assert answered.responses == ["wishlist_of_person"]
    assert cards(answered) == {"swan": ["the copper one", "Kofi plans to give it"]}
    assert answered.said[0].values["taken"] == 1


def test_ones_own_plan_is_remembered_to_oneself() -> None:
    store = of_ana()
    plan_gift(store, "maya", "ana~swan")
    answered = show(maya(store), "Ana's wishlist", [("person", "Ana")])
    assert cards(answered)["swan"] == ["the copper one", "you plan to give it"]
    assert "plan" not in str(cards(show(Talk(store, "ana"), "my wishlist")))


@pytest.mark.parametrize("step", ["withdraw", "block", "stranger", "empty"])
def test_nothing_hidden_is_told_from_nothing_there(step: str) -> None:
    store = of_ana()
    viewer = "maya"
    if step == "withdraw":
        withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    elif step == "block":
        block_person(store, "ana", "maya")
    elif step == "stranger":
        viewer = "omar"
    else:
        store = open_social_shop()
    answered = show(Talk(store, viewer), "Ana's wishlist", [("person", "Ana")])
    expected = "person_not_found" if step == "block" else "nothing_wished_for_you_to_see"
    assert answered.responses == [expected]
    assert cards(answered) == {}


def test_friends_with_wishes_to_see_are_listed() -> None:
    talk = maya(of_ana())
    answered = show(talk, "do my friends have wishlists I can look at")
    assert answered.responses == ["friends_with_wishes"]
    assert answered.said[0].values["people"] == "Ana"
    assert answered.said[0].titles == ["Ana's wishlist"]
    assert talk.memory.person_ids == ["ana"]


def test_guests_have_no_list() -> None:
    assert add(guest(), "save it").responses == ["please_sign_in"]
    assert show(guest(), "my wishlist").responses == ["please_sign_in"]


@pytest.mark.parametrize("planned", [True, False])
def test_whether_somebody_gives_something_is_never_told(planned: bool) -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan")
    if planned:
        plan_gift(store, "ana", "maya~swan")
    answered = show(maya(store), "has anybody bought me something from my wishlist?")
    assert (answered.responses, cards(answered)) == (["presents_stay_secret"], {})


def test_a_wish_teaches_the_suggestions_and_a_present_does_not() -> None:
    talk = maya()
    grant_consent(talk.store, "maya", Purpose.PERSONALISE, source="test")
    add(talk, "save it as a present for Ana")
    assert events_of(talk.store, "maya") == ()
    add(talk, "add the Ember mug to my wishlist", [("product", "Ember mug")])
    assert [(event.name, event.product_id) for event in events_of(talk.store, "maya")] == [
        (EventName.ADD_TO_WISHLIST, "mug")
    ]


def test_hers_is_the_list_of_whom_the_present_is_for() -> None:
    store = open_social_shop()
    befriend(store, "maya", "ana")
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    talk = maya(store)
    talk.slots["memory"] = {"chosen_by": {"as": "gift", "recipient_id": "ana"}}
    answered = show(talk, "what does she have on her wishlist")
    assert (answered.responses, list(cards(answered))) == (["wishlist_of_person"], ["swan"])


def test_a_note_is_put_to_the_wish_just_made() -> None:
    talk = maya()
    add(talk, "save the swan")
    answered = add(talk, "add a note: white, the big one", [])
    assert (answered.responses, answered.said[0].values["note"]) == (["wish_noted"], "white, the big one")
    (wish,) = wishlist_of(talk.store, "maya", "maya")
    assert wish.note == "white, the big one"


def test_of_several_of_a_kind_the_one_wished_for_comes_off() -> None:
    talk = maya()
    add(talk, "save the swan")
    answered = add(talk, "take the kettle off my wishlist", [("product_type", "kettle")])
    assert answered.responses == ["wish_removed"]
    assert wishes(talk.store) == {}


@pytest.mark.parametrize(
    "text",
    [
        "did anyone get me a present",
        "whos got me something",
        "whats ana giving me",
        "is anyone planning something for my birthday",
        "what am i getting for my birthday",
    ],
)
def test_who_gives_oneself_something_is_never_told(text: str) -> None:
    named = [("person", "ana")] if "ana" in text else []
    assert show(maya(), text, named).responses == ["presents_stay_secret"]
    assert show(maya(), "what does ana wish for", [("person", "ana")]).responses != ["presents_stay_secret"]


@pytest.mark.parametrize("text", ["the kettle, is it taken?", "has someone already got the swan?", "is the swan taken"])
def test_whether_a_wish_of_a_friend_is_taken_is_told(text: str) -> None:
    store = open_social_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "ana", "mug", visibility=Visibility.FRIENDS)
    befriend(store, "ana", "ben")
    talk = maya(store)
    show(talk, "ana's wishlist", [("person", "Ana")])
    answered = show(talk, text)
    assert (answered.responses, answered.said[0].values["taken"]) == (["wishes_taken"], [])
    assert "Swan" in answered.said[0].values["free"]
    assert "mug" not in answered.said[0].values["free"].lower()
    (item,) = [wish.id for wish in wishlist_of(store, "ben", "ana") if wish.product_id == "swan"]
    plan_gift(store, "ben", item)
    answered = show(talk, text)
    assert "Swan" in answered.said[0].values["taken"][0]
    assert answered.said[0].values["free"] == ""


def test_whether_one_of_ones_own_wishes_is_taken_stays_secret() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.FRIENDS)
    talk = maya(store)
    show(talk, "my wishlist")
    assert show(talk, "is the swan taken?").responses == ["presents_stay_secret"]
    assert show(talk, "is it still free?").responses == ["presents_stay_secret"]


def test_who_is_no_friend_is_not_told_what_is_taken() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "omar", "swan", visibility=Visibility.PUBLIC)
    talk = maya(store)
    show(talk, "omar's wishlist", [("person", "Omar")])
    answered = show(talk, "is the swan taken?")
    assert answered.responses == ["wishes_taken"]
    assert (answered.said[0].values["friend"], "friends of" in answered.text) == (False, True)
    assert "Swan" not in answered.text


def test_what_a_friend_does_not_wish_for_is_told_by_their_wishes() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    talk = maya(store)
    show(talk, "ana's wishlist", [("person", "Ana")])
    assert show(talk, "is the mug taken?", [("product", "mug")]).responses == ["wishlist_of_person"]


def test_another_wish_is_asked_about_in_few_words() -> None:
    store = of_ana()
    add_to_wishlist(store, "ana", "tempo", visibility=Visibility.FRIENDS)
    talk = maya(store)
    show(talk, "what does ana wish for", [("person", "ana")])
    assert show(talk, "is the swan taken?").responses == ["wishes_taken"]
    said = show(talk, "and the tempo?")
    assert said.responses == ["wishes_taken"]
    assert "Tempo" in said.said[0].values["free"]
    assert show(talk, "and the tent?", [("product_type", "tent")]).responses != ["wishes_taken"]
    assert talk.memory.taken_of == ""


def test_somebody_elses_list_is_never_ones_own() -> None:
    talk = maya()
    assert talk.hear("action_show_wishlist", "whats on her wishlist").responses == ["friends_with_wishes"]
