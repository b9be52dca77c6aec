"""Paying in conversation: nothing is ordered before the yes, and never anything else than was shown."""

from collections.abc import Iterator

import pytest

from actions.context import App, use_app
from shop.carts import CartOwner, add_to_cart, find_cart
from shop.catalogue import Variant
from shop.customers import Address, Customer, PaymentKind, PaymentMethod, add_payment_method
from shop.orders.lookup import find_orders
from shop.orders.records import Order
from shop.store import Store
from shop.terms import Terms
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import HOME, open_shop
from tests.actions.talk import Talk

MAYA = CartOwner("maya")


@pytest.fixture
def store() -> Store:
    store = open_shop()
    add_payment_method(store, PaymentMethod("maya-visa", "maya", PaymentKind.CARD, "Visa ending in 4242"))
    add_to_cart(store, MAYA, "mug-1", 2, idempotency_key="filled")
    return store


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


@pytest.fixture
def _pay_at_the_shop() -> Iterator[None]:
    """The host shop takes over at the checkout, until the test is done."""
    use_app(App("https://chat.example", "x" * 32, "https://shop.example/checkout"))
    yield
    use_app(App("https://chat.example", "x" * 32))


def pay(talk: Talk, text: str = "checkout", **entities: str) -> list[str]:
    return talk.hear("action_checkout", text, intent="checkout", entities=entities).responses


def yes(talk: Talk, text: str = "yes", **entities: str) -> list[str]:
    return talk.hear("action_confirm", text, intent="affirm", entities=entities).responses


def orders(store: Store) -> list[Order]:
    old = ("#W4310021", "#W4308874")
    return [order for order in find_orders(store, "maya") if order.id not in old]


def reprice(store: Store, cents: int, stock: int = 5) -> None:
    with store.write() as tx:
        tx.put(Variant("mug-1", "mug", "sku-mug-1", {}, cents, "EUR", stock))


def test_total_address_and_payment_are_shown_first(maya: Talk, store: Store) -> None:
    answer = maya.hear("action_checkout", "checkout", intent="checkout")
    assert answer.responses == ["confirm_checkout"]
    for part in ("€28.90", "€4.90", "1 Rua Alta, Porto, 4000-001, Portugal", "Visa ending in 4242"):
        assert part in answer.text
    assert orders(store) == []
    assert (maya.slots["flow"], maya.slots["asking"]) == ("checkout", "confirm")


def test_yes_places_the_order(maya: Talk, store: Store) -> None:
    pay(maya)
    assert yes(maya) == ["order_placed"]
    (order,) = orders(store)
    assert (order.total_cents, order.address, len(order.items)) == (2890, HOME, 2)
    assert find_cart(store, MAYA).lines == ()
    assert (maya.slots["flow"], maya.memory.order_id) == ("none", order.id)


def test_a_second_yes_orders_nothing(maya: Talk, store: Store) -> None:
    pay(maya)
    yes(maya)
    assert yes(maya) == ["nothing_to_confirm"]
    assert len(orders(store)) == 1


def test_the_same_yes_delivered_twice_orders_once(maya: Talk, store: Store) -> None:
    pay(maya)
    asked = dict(maya.slots)
    yes(maya)
    maya.slots = asked
    assert yes(maya) == ["order_placed"]
    assert len(orders(store)) == 1


def test_no_orders_nothing(maya: Talk, store: Store) -> None:
    pay(maya)
    assert maya.hear("action_decline", "no", intent="deny").responses == ["not_ordered"]
    assert orders(store) == []
    assert len(find_cart(store, MAYA).lines) == 1


def test_another_total_needs_another_yes(maya: Talk, store: Store) -> None:
    pay(maya)
    reprice(store, 1500)
    answer = maya.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["checkout_refused", "confirm_checkout"]
    assert "€34.90" in answer.text
    assert orders(store) == []
    assert yes(maya) == ["order_placed"]
    assert orders(store)[0].total_cents == 3490


def test_what_is_no_longer_there_is_said(maya: Talk, store: Store) -> None:
    reprice(store, 1200, stock=1)
    assert pay(maya) == ["not_available"]
    assert maya.slots.get("flow", "none") == "none"


def test_sold_out_between_question_and_yes(maya: Talk, store: Store) -> None:
    pay(maya)
    reprice(store, 1200, stock=0)
    assert yes(maya) == ["checkout_refused", "not_available"]
    assert orders(store) == []
    assert maya.slots["flow"] == "none"


def test_an_empty_cart(store: Store) -> None:
    assert pay(Talk(store, customer_id="omar")) == ["cart_empty"]


def test_a_guest_signs_in(store: Store) -> None:
    guest = Talk(store, guest_id="guest-1")
    assert pay(guest) == ["sign_in_to_pay"]
    maya = Talk(store, customer_id="maya")
    pay(maya)
    guest.slots = dict(maya.slots)
    assert yes(guest) == ["sign_in_to_pay"]
    assert orders(store) == []


def test_without_a_way_to_pay(store: Store) -> None:
    add_to_cart(store, CartOwner("omar"), "mug-1", 1, idempotency_key="omar")
    assert pay(Talk(store, customer_id="omar")) == ["nothing_to_pay_with"]


def test_several_ways_to_pay_are_asked_for(maya: Talk, store: Store) -> None:
    add_payment_method(store, PaymentMethod("maya-paypal", "maya", PaymentKind.PAYPAL, "PayPal"))
    add_payment_method(store, PaymentMethod("maya-gift", "maya", PaymentKind.GIFT_CARD, "Gift card 7", 100))
    answer = maya.hear("action_checkout", "checkout", intent="checkout")
    assert answer.responses == ["how_to_pay"]
    assert answer.said[0].titles == ["PayPal", "Visa ending in 4242"], "the gift card does not cover it"
    assert maya.hear("action_checkout", "paypal", intent="inform").responses == ["confirm_checkout"]
    answer = maya.hear("action_confirm", "yes but with visa", intent="affirm", entities={"payment_method": "visa"})
    assert answer.responses == ["confirm_checkout"]
    assert "Visa ending in 4242" in answer.text
    assert orders(store) == []
    assert yes(maya) == ["order_placed"]
    assert orders(store)[0].payments[0].payment_method_id == "maya-visa"


def test_another_address(maya: Talk, store: Store) -> None:
    assert pay(maya, "pay, ship to Rua do Sol 2, 4050-030 Porto", address="Rua do Sol 2, 4050-030 Porto") == [
        "confirm_checkout"
    ]
    yes(maya)
    assert orders(store)[0].address == Address("Rua do Sol 2", "", "Porto", "", "4050-030", "Portugal")


def test_another_street_is_not_taken_to_be_in_the_same_town(maya: Talk, store: Store) -> None:
    assert pay(maya, "pay, send it to 12 rue de la paix", address="12 rue de la paix") == ["where_to_send"]
    assert pay(maya, "75002 Paris, France", address="75002 Paris, France") == ["confirm_checkout"]
    pay_confirmed = maya.hear("action_confirm", "yes", intent="affirm")
    assert pay_confirmed.responses == ["order_placed"]
    assert orders(store)[0].address == Address("12 rue de la paix", "", "Paris", "", "75002", "France")


def test_without_an_address_it_is_asked_for(maya: Talk, store: Store) -> None:
    with store.write() as tx:
        tx.put(Customer("maya", "Maya Lindqvist", "Maya", "maya@example.com"))
    assert pay(maya) == ["where_to_send"]
    assert maya.hear("action_checkout", "Hauptstr. 5, 20095 Hamburg", intent="inform").responses == ["where_to_send"]
    assert maya.hear("action_checkout", "Germany", intent="inform").responses == ["confirm_checkout"]
    assert yes(maya) == ["order_placed"]


@pytest.mark.usefixtures("_pay_at_the_shop")
def test_where_the_host_shop_takes_over_there_is_a_link(maya: Talk, store: Store) -> None:
    for talk in (maya, Talk(store, guest_id="guest-1")):
        answer = talk.hear("action_checkout", "checkout", intent="checkout")
        assert answer.responses == ["pay_at_shop"]
        assert answer.said[0].facts["links"] == [{"title": "Checkout", "url": "https://shop.example/checkout"}]
    assert orders(store) == []


def test_a_present_is_seen_by_nobody_and_taken_on_the_wishlist(maya: Talk, store: Store) -> None:
    add_to_wishlist(store, "ana", "mug")
    answer = maya.hear(
        "action_checkout", "checkout, it's a present for Ana", intent="checkout", entities={"person": "Ana"}
    )
    assert answer.responses == ["present_is_kept_secret", "confirm_checkout"]
    yes(maya)
    (order,) = orders(store)
    assert order.gift_for == "ana"
    (wish,) = wishlist_of(store, "maya", "ana")
    assert wish.mine_to_give
    (own,) = wishlist_of(store, "ana", "ana")
    assert not own.taken
    maya.hear("action_cancel_order", f"cancel {order.id}, by mistake", entities={"order_id": order.id})
    yes(maya)
    assert not wishlist_of(store, "maya", "ana")[0].mine_to_give


def test_it_can_be_said_to_be_a_present_or_none_while_paying(maya: Talk, store: Store) -> None:
    pay(maya)
    assert pay(maya, "it's a gift for Ana", person="Ana")[0] == "present_is_kept_secret"
    assert pay(maya, "no it's not a gift", person="Ana") == ["confirm_checkout"]
    yes(maya)
    assert orders(store)[0].gift_for == ""


def test_a_purchase_goes_to_where_it_is_sent(maya: Talk, store: Store) -> None:
    pay(maya)
    asked = maya.hear("action_checkout", "send it to my friend Ana", intent="checkout", entities={"person": "Ana"})
    assert asked.responses == ["where_to_send"]
    there = "Lindenweg 4, 20095 Hamburg, Germany"
    assert pay(maya, there, address=there) == ["confirm_checkout"]
    yes(maya)
    assert orders(store)[0].address.city == "Hamburg"


def test_what_is_in_the_cart_is_bought_and_not_added_again(maya: Talk, store: Store) -> None:
    maya.hear("action_view_cart", "my cart")
    bought = maya.hear("action_add_to_cart", "ok buy it now", intent="add_to_cart")
    assert bought.responses == ["confirm_checkout"]
    assert [line.quantity for line in find_cart(store, MAYA).lines] == [2]


def test_a_gift_card_is_no_present(maya: Talk) -> None:
    assert "present_is_kept_secret" not in pay(maya, "pay with my gift card from Ana", person="Ana")


def test_express_is_said_to_be_impossible(maya: Talk) -> None:
    assert pay(maya, "checkout with express delivery") == ["no_express_here", "confirm_checkout"]


def test_nothing_is_sent_to_where_the_shop_does_not_deliver(store: Store) -> None:
    maya = Talk(store, "maya", terms=Terms(delivery_countries=("Spain",)))
    assert pay(maya) == ["no_delivery_there", "where_to_send"]  # her own address is in Portugal
    there = "Calle Mayor 3, 28013 Madrid, Spain"
    assert pay(maya, there, address=there) == ["confirm_checkout"]


def test_a_present_named_while_adding_is_kept_until_it_is_ordered(maya: Talk, store: Store) -> None:
    said = "put the Ember mug in my cart, its a birthday present for Ana"
    added = maya.hear(
        "action_add_to_cart", said, intent="add_to_cart", entities={"product": "Ember mug", "person": "Ana"}
    )
    assert "present_is_kept_secret" in added.responses
    only_told = maya.hear("action_recommend_gift", "its a present for Ana", entities={"person": "Ana"})
    assert only_told.responses == ["present_is_kept_secret"]
    assert pay(maya) == ["present_is_kept_secret", "confirm_checkout"], "it is said again before it is paid"
    yes(maya)
    assert orders(store)[0].gift_for == "ana"
    assert maya.memory.gift_for == ""


def test_what_somebody_shall_not_know_of_is_a_present_for_them_though_a_colour_is_asked(store: Store) -> None:
    add_to_wishlist(store, "ana", "cloudline")
    maya = Talk(store, customer_id="maya")
    maya.hear("action_show_wishlist", "ana's wishlist", intent="show_wishlist", entities={"person": "Ana"})
    said = maya.hear(
        "action_add_to_cart",
        "ok i'll get the cloudline, don't tell her",
        intent="add_to_cart",
        entities={"product": "Cloudline 2"},
    )
    assert "present_is_kept_secret" in said.responses
    assert maya.memory.gift_for == "ana"
