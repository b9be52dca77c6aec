"""Cancelling, paying another way, sending elsewhere, other items: while an order is pending."""

import pytest

from shop.catalogue import Variant
from shop.customers import Address, PaymentMethod, find_customer
from shop.orders.records import OrderStatus
from shop.store import Store
from shop.terms import Terms
from tests.actions.desk_shop import Clock, open_desk, talk_as, yes
from tests.actions.talk import Talk
from tests.shop.orders.shop import change_order, get_order


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("I clicked twice", "ordered by mistake"),
        ("my toddler did it", "ordered by mistake"),
        ("I found it cheaper in town", "no longer needed"),
        ("changed my mind", "no longer needed"),
    ],
)
def test_reasons_in_other_words(ana: Talk, said: str, reason: str) -> None:
    answer = ana.hear(
        "action_cancel_order", f"cancel W1, {said}", intent="cancel_order", entities={"order_id": "W1", "reason": said}
    )
    assert f"({reason})" in answer.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("cancel just the mug", True),
        ("take the mug out of my order, cancel it", True),
        ("cancel my order with the mug", False),
    ],
)
def test_a_part_of_an_order_is_not_cancelled_alone(ana: Talk, store: Store, said: str, told: bool) -> None:
    change_order(store, "#W4", status=OrderStatus.CANCELLED)
    answer = ana.hear("action_cancel_order", said, intent="cancel_order", entities={"product_type": "mug"})
    assert answer.responses == ["cancels_whole_only" if told else "which_reason"]


def test_who_wants_a_part_gone_is_not_led_into_cancelling_all_but_may_choose_it(ana: Talk, store: Store) -> None:
    change_order(store, "#W4", status=OrderStatus.CANCELLED)
    said = "keep the shirt, cancel the rest"
    answer = ana.hear("action_cancel_order", said, intent="cancel_order", entities={"product_type": "shirt"})
    assert answer.slots.get("flow", "none") == "none"
    assert answer.said[0].titles[0] == "Cancel the whole order"
    pressed = ana.hear(
        "action_cancel_order", "Cancel the whole order", intent="cancel_order", entities={"order_id": "#W1"}
    )
    assert pressed.responses == ["which_reason"]


def test_a_reason_that_is_none_of_the_two_is_asked_again(ana: Talk) -> None:
    ana.hear("action_cancel_order", "cancel W1", intent="cancel_order", entities={"order_id": "W1"})
    answer = ana.hear("action_cancel_order", "mercury is in retrograde", intent="inform")
    assert answer.responses == ["which_reason_again"]
    assert answer.said[0].titles == ["I no longer need it", "Ordered by mistake"]
    answer = ana.hear("action_cancel_order", "the first", intent="choose_option", entities={"ordinal": "first"})
    assert "(no longer needed)" in answer.text


def test_it_is_asked_and_chosen_by_name(ana: Talk, store: Store) -> None:
    answer = ana.hear(
        "action_change_payment", "pay W1 another way", intent="change_payment", entities={"order_id": "W1"}
    )
    assert answer.responses == ["which_payment"]
    assert answer.said[0].titles == ["Gift card 77", "PayPal"], "neither what pays now nor a card in dollars"
    answer = ana.hear(
        "action_change_payment", "pay pal please", intent="inform", entities={"payment_method": "pay pal"}
    )
    assert "PayPal pays €30.00" in answer.text
    assert yes(ana) == ["change_done"]


def test_a_gift_card_that_does_not_cover_it_is_not_taken(ana: Talk, store: Store) -> None:
    with store.write() as tx:
        card = tx.lock(PaymentMethod, "ana-gift")
        assert card is not None
        tx.put(PaymentMethod(card.id, card.customer_id, card.kind, card.label, 100, card.currency))
    answer = ana.hear(
        "action_change_payment",
        "pay W1 with gift card 77",
        intent="change_payment",
        entities={"order_id": "W1", "payment_method": "gift card 77"},
    )
    assert answer.responses == ["method_unsuitable", "which_payment"]
    assert answer.said[1].titles == ["PayPal"]


def test_a_card_that_is_not_saved(ana: Talk) -> None:
    answer = ana.hear(
        "action_change_payment",
        "put W4 on Visa ending 9999",
        intent="change_payment",
        entities={"order_id": "W4", "payment_method": "Visa ending 9999"},
    )
    assert answer.responses == ["method_unknown", "which_payment"]


def test_somebody_elses_card_is_not_offered(ana: Talk) -> None:
    answer = ana.hear(
        "action_change_payment",
        "Visa ending in 1111 for W4",
        intent="change_payment",
        entities={"order_id": "W4", "payment_method": "Visa ending in 1111"},
    )
    assert answer.responses[0] == "method_unknown"
    assert "1111" not in str(answer.said[1].facts)


def send_elsewhere(ana: Talk, text: str, *, intent: str = "inform", **entities: str) -> list[str]:
    return ana.hear("action_change_address", text, intent=intent, entities=entities).responses


def test_a_whole_address_is_proposed_and_kept(ana: Talk, store: Store) -> None:
    said = "Hauptstr. 5, 20095 Hamburg, Germany"
    assert send_elsewhere(ana, f"send W1 to {said}", intent="change_address", order_id="W1", address=said) == [
        "propose_change"
    ]
    assert yes(ana) == ["change_done"]
    assert get_order(store, "#W1").address == Address("Hauptstr. 5", "", "Hamburg", "", "20095", "Germany")
    assert find_customer(store, "ana").address != get_order(store, "#W1").address


def test_what_is_missing_is_asked_for(ana: Talk, store: Store) -> None:
    assert send_elsewhere(ana, "W1 must go elsewhere", intent="change_address", order_id="W1") == ["which_address"]
    assert send_elsewhere(ana, "Hauptstr. 5, Hamburg", address="Hauptstr. 5, Hamburg") == ["missing_address_parts"]
    answer = ana.hear("action_change_address", "20095", intent="inform")
    assert answer.said[0].values["missing"] == ["country"], "the postcode is not one of Portugal's"
    answer = ana.hear("action_change_address", "Germany", intent="inform")
    assert "Hauptstr. 5, Hamburg, 20095, Germany" in answer.text
    assert yes(ana) == ["change_done"]


def test_a_town_alone_is_not_enough(ana: Talk) -> None:
    answer = ana.hear(
        "action_change_address",
        "send W1 to Faro",
        intent="change_address",
        entities={"order_id": "W1", "address": "Faro"},
    )
    assert answer.responses == ["missing_address_parts"]
    assert answer.said[0].values["missing"] == ["street and number", "postcode", "country"]


def test_the_account_keeps_its_own(ana: Talk, store: Store) -> None:
    said = "Rua do Almada 90, 4050-030 Porto"
    text = f"change the address in my account to {said}"
    assert send_elsewhere(ana, text, intent="change_address", address=said) == ["propose_change"]
    assert yes(ana) == ["change_done"]
    assert find_customer(store, "ana").address == Address("Rua do Almada 90", "", "Porto", "", "4050-030", "Portugal")


def test_without_a_pending_order_the_accounts_is_offered(ana: Talk, store: Store) -> None:
    for number in ("#W1", "#W4"):
        change_order(store, number, status=OrderStatus.PROCESSED)
    answer = ana.hear("action_change_address", "new address please", intent="change_address")
    assert answer.responses == ["no_order_change_address"]
    answer = ana.hear("action_change_address", answer.said[0].titles[0], intent="change_address")
    assert answer.responses == ["which_address"]


def test_a_known_address_is_offered(ana: Talk, store: Store) -> None:
    change_order(store, "#W1", address=Address("2 High Street", "", "Bonn", "", "53111", "Germany"))
    answer = ana.hear(
        "action_change_address", "wrong address for W1", intent="change_address", entities={"order_id": "W1"}
    )
    assert answer.said[0].titles == ["1 Rua Alta, Porto, 4000-001, Portugal"]
    answer = ana.hear("action_change_address", "home please", intent="inform")
    assert "Send order #W1 to 1 Rua Alta, Porto, 4000-001, Portugal instead of 2 High Street" in answer.text


def test_from_one_size_to_another(ana: Talk, store: Store) -> None:
    answer = ana.hear(
        "action_change_items",
        "change the shirt in W1 from s to m",
        intent="change_items",
        entities=[("order_id", "W1"), ("product", "shirt"), ("size", "s"), ("size", "m")],
    )
    assert "Shirt (s), €20.00 → Shirt (m), €20.00" in answer.text
    assert yes(ana) == ["change_done"]
    assert [item.variant_id for item in get_order(store, "#W1").items] == ["shirt-m", "mug-blue"]


def test_a_new_price_before_the_yes_is_proposed_anew(ana: Talk, store: Store) -> None:
    ana.hear(
        "action_change_items",
        "shirt of W1 in l, visa",
        intent="change_items",
        entities={"order_id": "W1", "product": "shirt", "size": "l", "payment_method": "visa"},
    )
    with store.write() as tx:
        variant = tx.get(Variant, "shirt-l")
        assert variant is not None
        tx.put(Variant(variant.id, variant.product_id, variant.sku, variant.options, 2600, "EUR", 5))
    answer = ana.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["proposal_changed", "propose_change"]
    assert "difference of €6.00" in answer.text
    assert yes(ana) == ["change_done"]


def test_several_orders_are_cancelled_one_by_one(ana: Talk, store: Store) -> None:
    numbers = [("order_id", "W1"), ("order_id", "w4"), ("reason", "bought twice")]
    answer = ana.hear("action_cancel_order", "cancel W1 and w4, bought twice", intent="cancel_order", entities=numbers)
    assert "Cancel order #W1" in answer.text
    answer = ana.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["change_done", "propose_change"]
    assert "Cancel order #W4 (ordered by mistake)" in answer.text
    assert get_order(store, "#W4").status is OrderStatus.PENDING
    assert yes(ana) == ["change_done"]
    assert get_order(store, "#W4").status is OrderStatus.CANCELLED


def test_no_order_goes_to_where_the_shop_does_not_deliver(store: Store) -> None:
    ana = Talk(store, "ana", terms=Terms(delivery_countries=("Germany", "Portugal")))
    said = "send W1 to Bahnhofstrasse 1, 8001 Zürich, Switzerland"
    answer = ana.hear(
        "action_change_address", said, intent="change_address", entities={"order_id": "W1", "address": said[11:]}
    )
    assert answer.responses == ["no_delivery_there", "which_address"]
    assert "Germany and Portugal" in answer.text
    text = "Lindenweg 4, c/o Nora Smith, 20095 Hamburg, Germany"
    answer = ana.hear("action_change_address", text, intent="inform", entities={"address": text})
    assert "Lindenweg 4, c/o Nora Smith, Hamburg, 20095, Germany" in answer.text


def test_an_exchange_of_what_is_not_sent_yet_changes_the_order(ana: Talk) -> None:
    said = {"order_id": "W1", "product_type": "shirt"}
    answer = ana.hear("action_exchange_order", "i ordered the wrong size shirt", intent="exchange_order", entities=said)
    assert answer.responses == ["which_new_variant"]
    assert ana.slots["flow"] == "change_items"


def test_a_change_of_what_has_come_is_an_exchange(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"})
    ana.hear("action_change_items", "change it to l", intent="change_items", entities={"size": "l"})
    assert ana.slots["flow"] == "exchange_order"


def test_who_speaks_of_no_order_is_not_led_to_the_one_looked_at_before(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W1", intent="track_order", entities={"order_id": "W1"})
    ana.hear("action_exchange_order", "i'd like to exchange something", intent="exchange_order")
    assert ana.slots["flow"] == "exchange_order"


def test_the_wrong_size_is_of_the_order_just_told_of_and_of_no_old_one(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    answer = ana.hear("action_exchange_order", "i ordered the wrong size tho", intent="exchange_order")
    assert answer.responses == ["refused_processed"]
    assert "#W3" in answer.text
    ana.hear("action_track_order", "where is W1", intent="track_order", entities={"order_id": "W1"})
    ana.hear("action_exchange_order", "hm i think i picked the wrong size", intent="exchange_order")
    assert ana.slots["flow"] == "change_items"
    assert ana.memory.order_id == "#W1"


def test_who_means_the_order_and_not_the_cart_leaves_what_was_being_added(ana: Talk) -> None:
    wish = {"flow": "add_to_cart", "asking": "variant"}
    ana.hear("action_change_items", "no i mean in my order", intent="change_items", **wish)
    assert ana.slots["flow"] == "change_items"
    assert not ana.memory.suspended
