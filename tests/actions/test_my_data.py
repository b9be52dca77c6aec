"""The shopper's data: a copy for them alone, and an erasure that nobody triggers by a slip."""

import pytest

from actions.memory import Memory
from recommender.experiments.exposures import Making, log_list
from recommender.experiments.records import Exposure, Surface
from shop.consent import Purpose, grant_consent
from shop.customers import find_customer
from shop.errors import NotFound
from shop.orders.records import Order, OrderStatus
from shop.reviews import Visibility
from shop.reviews.reading import reviews_of_product
from shop.shares import ShareKind, open_link
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import add_order
from tests.actions.social_shop import APP, guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk


def erase(talk: Talk, text: str, *, intent: str = "erase_data") -> Answered:
    return talk.hear("action_erase_data", text, intent=intent)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def open_own_shop() -> Store:
    """The social shop, where Maya has a review and a wish for everybody and a received kettle."""
    store = open_social_shop()
    review(store, "maya", "mug", 4, "Good.", visibility=Visibility.PUBLIC)
    add_to_wishlist(store, "maya", "tempo", visibility=Visibility.PUBLIC)
    return store


# A copy


def test_a_copy_is_a_link_that_opens_for_its_owner_alone() -> None:
    talk = maya(open_own_shop())
    answered = talk.hear("action_export_data", "give me my data", intent="export_data")
    assert answered.responses == ["data_copy"]
    assert answered.said[0].values["holds"].startswith("2 orders, 1 review, 1 wish, 5 friends")
    token = answered.said[0].facts["links"][0]["url"].removeprefix(f"{APP.base_url}/s/")
    assert open_link(talk.store, APP.secret, token, "maya").kind is ShareKind.EXPORT
    for other in ("ana", None):
        with pytest.raises(NotFound):
            open_link(talk.store, APP.secret, token, other)


@pytest.mark.parametrize(
    "text", ["what do you know about me?", "so what data have you saved on me", "what have u got about me"]
)
def test_who_asks_what_is_known_is_told_and_offered_a_copy(text: str) -> None:
    talk = maya(open_own_shop())
    answered = talk.hear("action_export_data", text, intent="export_data")
    assert (answered.responses, talk.slots["asking"]) == (["what_is_known"], "confirm")
    values = answered.said[0].values
    assert (values["nickname"], values["town"]) == ("Maya", "Porto")
    assert values["holds"].startswith("2 orders, 1 review, 1 wish, 5 friends")
    assert not answered.said[0].facts.get("links")
    assert confirm(talk).responses == ["data_copy"]
    talk.hear("action_export_data", text, intent="export_data")
    assert talk.hear("action_decline", "no thanks", intent="deny").responses == ["no_copy_then"]


@pytest.mark.parametrize("text", ["what do you know about me, send it all", "copy of what you have on me please"])
def test_who_wants_a_copy_gets_it_at_once(text: str) -> None:
    assert maya(open_own_shop()).hear("action_export_data", text, intent="export_data").responses == ["data_copy"]


def test_a_copy_tells_nothing_of_presents() -> None:
    store = open_own_shop()
    plan_gift(store, "ana", "maya~tempo")
    talk = maya(store)
    assert "Ana" not in str(talk.hear("action_export_data", "my data", intent="export_data").said)


# Erasure


def settled() -> Talk:
    store = open_own_shop()
    with store.write() as tx:
        tx.remove(Order, "#W4310021")  # the one that is on its way
    return maya(store)


def test_erasing_takes_a_yes_and_a_written_word() -> None:
    talk = settled()
    answered = erase(talk, "delete my account")
    assert answered.responses == ["shall_i_erase"]
    values = answered.said[0].values
    assert (values["friends"], values["wishes"], values["reviews"], values["orders"]) == (5, 1, 1, 1)
    assert confirm(talk).responses == ["write_the_word_to_erase"]
    assert find_customer(talk.store, "maya")
    assert erase(talk, "ERASE", intent="inform").responses == ["erased"]
    with pytest.raises(NotFound):
        find_customer(talk.store, "maya")
    assert talk.slots["flow"] == "none"
    assert talk.memory.product_id == ""


def test_erasing_takes_the_lists_that_were_shown_as_well() -> None:
    talk = settled()
    for id in ("maya", "ana"):
        grant_consent(talk.store, id, Purpose.PERSONALISE, source="test")
        log_list(talk.store, f"list_{id}", Making(id, Surface.SUGGESTIONS, ("mug",)), ["mug"])
    erase(talk, "delete my account")
    confirm(talk)
    erase(talk, "ERASE", intent="inform")
    with talk.store.read() as tx:
        assert [kept.customer_id for kept in tx.find(Exposure)] == ["ana"]


@pytest.mark.parametrize("text", ["yes", "erase my account", "ok do it"])
def test_anything_but_the_word_erases_nothing(text: str) -> None:
    talk = settled()
    erase(talk, "delete my account")
    confirm(talk)
    assert erase(talk, text, intent="affirm").responses == ["word_not_written"]
    assert find_customer(talk.store, "maya")
    assert talk.slots["flow"] == "none"


def test_the_word_alone_erases_nothing() -> None:
    talk = settled()
    assert erase(talk, "ERASE").responses == ["shall_i_erase"]
    assert find_customer(talk.store, "maya")


def test_a_no_at_either_step_keeps_everything() -> None:
    talk = settled()
    erase(talk, "delete my account")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["nothing_erased"]
    erase(talk, "delete my account")
    confirm(talk)
    assert erase(talk, "No, keep my account", intent="deny").responses == ["nothing_erased"]
    assert find_customer(talk.store, "maya")


def test_reviews_may_stay_without_a_name() -> None:
    talk = settled()
    erase(talk, "delete my account")
    answered = erase(talk, "Keep my reviews, without my name")
    assert answered.said[0].values["keep"]
    confirm(talk)
    assert erase(talk, "erase", intent="inform").said[0].values["reviews"] == 1
    (kept,) = reviews_of_product(talk.store, None, "mug").reviews
    assert (kept.text, kept.nickname) == ("Good.", None)


def test_an_order_on_its_way_comes_first() -> None:
    talk = maya()
    answered = erase(talk, "delete my account")
    assert answered.responses == ["erase_later"]
    assert "#W4310021" in answered.text
    assert talk.slots.get("flow", "none") == "none"


def test_an_order_placed_in_between_stops_it() -> None:
    talk = settled()
    erase(talk, "delete my account")
    confirm(talk)

    add_order(talk.store, "#W5550001", "maya", "mug-1", status=OrderStatus.PENDING, days_ago=0)
    assert erase(talk, "erase", intent="inform").responses == ["cannot_do"]
    assert find_customer(talk.store, "maya")


def test_guests_have_nothing_to_copy_or_erase() -> None:
    for action in ("action_export_data", "action_erase_data"):
        assert guest().hear(action, "my data").responses == ["please_sign_in"]


@pytest.mark.parametrize("text", ["forget our chats", "delete this conversation please", "wipe everything we said"])
def test_chats_go_without_the_account(text: str) -> None:
    talk = maya()
    asked = talk.hear("action_erase_data", text, intent="erase_data")
    assert asked.responses == ["shall_i_forget_chats"]
    done = talk.hear("action_confirm", "yes", intent="affirm")
    assert done.facts("chats_forgotten")["forgets"] is True
    assert find_customer(talk.store, "maya").nickname == "Maya"
    assert talk.memory == Memory()


def test_guests_may_have_their_chats_forgotten_and_keep_them() -> None:
    talk = guest()
    assert talk.hear("action_erase_data", "delete my chats", intent="erase_data").responses == ["shall_i_forget_chats"]
    assert talk.hear("action_decline", "no", intent="deny").responses == ["chats_kept"]
    assert talk.hear("action_erase_data", "delete my account", intent="erase_data").responses == ["please_sign_in"]


def test_chats_and_the_account_are_the_account() -> None:
    asked = maya().hear("action_erase_data", "delete my account and all chats", intent="erase_data")
    assert "shall_i_forget_chats" not in asked.responses
