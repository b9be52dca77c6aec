"""Sending back and exchanging what has come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shop.catalogue import Variant, put_product
from shop.customers import PaymentMethod
from shop.orders.records import OrderItem, OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, open_desk, talk_as, yes
from tests.actions.small_shop import make_product, make_variant
from tests.actions.talk import Talk
from tests.shop.orders.shop import NOON, change_order, get_order, set_stock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def return_it(ana: Talk, text: str, *, intent: str = "inform", **entities: str) -> list[str]:
    return ana.hear("action_return_order", text, intent=intent, entities=entities).responses


def test_the_last_way_that_is_named_is_taken_where_one_is_taken_back() -> None:
    store = open_desk(Clock())
    ana = talk_as(store)
    ana.hear("action_return_order", "return the mug of W2", entities={"order_id": "W2", "product_type": "mug"})
    named = [("payment_method", "gift card"), ("payment_method", "visa")]
    said = "to the gift card. no wait, the visa"
    answer = ana.hear("action_return_order", said, intent="inform", entities=named)
    assert "Visa ending in 4242" in answer.text


def test_the_very_same_again_is_for_a_human() -> None:
    ana = talk_as(open_desk(Clock()))
    said = {"order_id": "W2", "product": "shirt", "quantity": "one"}
    ana.hear("action_exchange_order", "exchange one shirt of W2", intent="exchange_order", entities=said)
    answer = ana.hear("action_exchange_order", "the same please", intent="inform")
    assert answer.responses == ["same_by_human"]
    assert ana.slots["flow"] == "none"


def test_items_and_refund_are_asked_for(ana: Talk, store: Store) -> None:
    answer = ana.hear("action_return_order", "return W2", intent="return_order", entities={"order_id": "W2"})
    assert answer.said[0].titles == ["1 × Shirt (s)", "2 × Shirt (s)", "Mug (blue)", "All of it"]
    assert return_it(ana, "2 × Shirt (s)", intent="choose_option", ordinal="2") == ["which_refund"]
    answer = ana.hear("action_return_order", "on the card", intent="inform", entities={"payment_method": "card"})
    assert "Shirt (s), €20.00; Shirt (s), €20.00" in answer.text
    assert "€40.00 goes back to Visa ending in 4242" in answer.text
    assert yes(ana) == ["change_done"]
    returned = get_order(store, "#W2").returned
    assert returned is not None
    assert (returned.variant_ids, returned.payment_method_id) == (("shirt-s", "shirt-s"), "ana-visa")


def test_everything_in_one_message(ana: Talk) -> None:
    said = "return everything from W2 to my visa"
    entities = {"order_id": "W2", "payment_method": "visa"}
    answer = ana.hear("action_return_order", said, intent="return_order", entities=entities)
    assert answer.responses == ["propose_change"]
    assert "€50.00 goes back" in answer.text


def test_a_named_item_among_several(ana: Talk) -> None:
    assert return_it(ana, "the mug from W2 goes back", intent="return_order", order_id="W2", product_type="mugs") == [
        "which_refund"
    ]
    assert ana.memory.flow["positions"] == [2]


def test_one_of_two_equal_ones_is_not_guessed(ana: Talk) -> None:
    assert return_it(ana, "the shirt goes back", intent="return_order", product="shirt") == ["which_items_return_order"]
    assert return_it(ana, "one shirt", product="shirt", quantity="one") == ["which_refund"]
    assert ana.memory.flow["positions"] == [0]


def test_a_method_that_cannot_be_refunded_to(ana: Talk) -> None:
    answer = ana.hear(
        "action_return_order",
        "all of W2, to paypal",
        intent="return_order",
        entities={"order_id": "W2", "payment_method": "paypal"},
    )
    assert answer.responses == ["method_unsuitable", "which_refund"]
    assert answer.said[1].titles == ["Gift card 77", "Visa ending in 4242"]


def test_nowhere_to_refund_to(ana: Talk, store: Store) -> None:
    with store.write() as tx:
        tx.remove(PaymentMethod, "ana-visa", "ana-gift")
    assert return_it(ana, "all of W2", intent="return_order", order_id="W2") == ["refused_delivered"]


def exchange(ana: Talk, text: str, *entities: tuple[str, str], intent: str = "exchange_order") -> list[str]:
    return ana.hear("action_exchange_order", text, intent=intent, entities=entities).responses


def test_item_and_new_variant_are_asked_for(ana: Talk, store: Store) -> None:
    answer = ana.hear("action_exchange_order", "exchange something", intent="exchange_order")
    assert answer.responses == ["which_items_exchange_order"]
    assert answer.said[0].titles == ["1 × Shirt (s)", "2 × Shirt (s)"], "there is no other mug"
    assert exchange(ana, "1 × Shirt (s)", ("ordinal", "1"), intent="choose_option") == ["which_new_variant"]
    assert ana.memory.choices == ["shirt-l", "shirt-m"], "neither sold out nor withdrawn ones"
    answer = ana.hear("action_exchange_order", "m", intent="inform", entities={"size": "m"})
    assert "Shirt (s), €20.00 → Shirt (m), €20.00; once the parcel is back, nothing is to be paid" in answer.text
    assert yes(ana) == ["change_done"]
    exchanged = get_order(store, "#W2").exchanged
    assert exchanged is not None
    assert exchanged.new_variant_ids == ("shirt-m",)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("the boots are too small", ["black-41", "black-42", "tan-41"]),
        ("they are a bit tight", ["black-41", "black-42", "tan-41"]),
        ("way too big", ["black-39"]),
        ("exchange them", ["black-39", "black-41", "black-42", "tan-40", "tan-41"]),
    ],
)
def test_what_does_not_fit_becomes_what_may_and_stays_alike_where_it_can(
    ana: Talk, store: Store, text: str, offered: list[str]
) -> None:
    looks = [("black", size) for size in ("39", "40", "41", "42")] + [("tan", "40"), ("tan", "41")]
    boots = [make_variant(f"boot-{colour}-{size}", 5000, colour=colour, size=size) for colour, size in looks]
    put_product(store, make_product("boot", "Boot", "Acme", "boot"), boots)
    worn = {"colour": "black", "size": "40"}
    change_order(store, "#W2", items=(OrderItem("boot-black-40", "boot", "Boot", worn, 5000),))
    said = {"order_id": "W2"}
    answer = ana.hear("action_exchange_order", text, intent="exchange_order", entities=said)
    if answer.responses == ["which_new_variant"]:
        assert ana.memory.choices == [f"boot-{one}" for one in offered]
    else:
        assert answer.responses == ["propose_change"]
        assert len(offered) == 1


def test_a_difference_in_price_is_paid_as_wished(ana: Talk) -> None:
    said = ("order_id", "W2"), ("product", "shirt"), ("quantity", "one"), ("size", "l")
    assert exchange(ana, "one shirt of W2 for an l", *said) == ["which_payment_for_difference"]
    answer = ana.hear("action_exchange_order", "paypal", intent="inform", entities={"payment_method": "paypal"})
    assert "PayPal pays the difference of €5.00" in answer.text


def test_both_equal_ones_become_the_same(ana: Talk) -> None:
    answer = ana.hear(
        "action_exchange_order",
        "both shirts of W2 in m",
        intent="exchange_order",
        entities={"order_id": "W2", "product": "shirts", "size": "m"},
    )
    assert answer.text.count("→ Shirt (m)") == 2


def test_a_size_that_is_sold_out_is_said(ana: Talk) -> None:
    answer = ana.hear(
        "action_exchange_order",
        "one shirt of W2 in xxl",
        intent="exchange_order",
        entities={"order_id": "W2", "product": "shirt", "quantity": "one", "size": "xxl"},
    )
    assert answer.responses == ["variant_sold_out", "which_new_variant"]
    assert answer.said[1].titles == ["l", "m"]


def test_a_size_that_does_not_exist_is_said(ana: Talk) -> None:
    answer = ana.hear(
        "action_exchange_order",
        "one shirt of W2 in 58",
        intent="exchange_order",
        entities={"order_id": "W2", "product": "shirt", "quantity": "one", "size": "58"},
    )
    assert answer.responses == ["no_such_variant", "which_new_variant"]


@pytest.mark.parametrize(
    "text", ["ok do it", "hm dunno", "does german layout exist", "yes", "no idea really", "which?"]
)
def test_no_sentence_is_denied_as_if_it_were_a_size(ana: Talk, text: str) -> None:
    said = {"order_id": "W2", "product": "shirt", "quantity": "one"}
    ana.hear("action_exchange_order", "exchange one shirt of W2", intent="exchange_order", entities=said)
    answer = ana.hear("action_exchange_order", text, intent="inform")
    assert answer.responses == ["which_new_variant"]
    assert ana.hear("action_exchange_order", "neon pink", intent="inform").responses == [
        "no_such_variant",
        "which_new_variant",
    ]


def test_nothing_else_to_exchange_for(ana: Talk) -> None:
    answer = ana.hear(
        "action_exchange_order",
        "another mug for W2",
        intent="exchange_order",
        entities={"order_id": "W2", "product": "mug"},
    )
    assert answer.responses == ["refused_delivered"]
    assert "no other variant in stock" in answer.text


def test_a_correction_before_the_yes(ana: Talk) -> None:
    said = ("order_id", "W2"), ("product", "shirt"), ("quantity", "one"), ("size", "m")
    assert exchange(ana, "one shirt of W2 for an m", *said) == ["propose_change"]
    answer = ana.hear("action_decline", "no, l please", intent="deny", entities={"size": "l"})
    assert answer.responses == ["which_payment_for_difference"]


def test_sold_out_before_the_yes(ana: Talk, store: Store) -> None:
    said = ("order_id", "W2"), ("product", "shirt"), ("quantity", "one"), ("size", "m")
    exchange(ana, "one shirt of W2 for an m", *said)
    set_stock(store, "shirt-m", 0)
    answer = ana.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["proposal_changed", "refused_delivered"]
    assert get_order(store, "#W2").status is OrderStatus.DELIVERED


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("one size up please", "Shirt (m)"),
        ("it is too small, a bigger one", "Shirt (m)"),
        ("M instead of S", "Shirt (m)"),
    ],
)
def test_a_size_in_other_words(ana: Talk, store: Store, text: str, became: str) -> None:
    _give_sizes(store)
    entities = [("order_id", "W2"), ("product", "shirt"), ("quantity", "one")]
    sizes = [("size", "M"), ("size", "S")] if "instead" in text else []
    answer = ana.hear("action_exchange_order", text, intent="exchange_order", entities=[*entities, *sizes])
    assert f"→ {became}" in answer.text


def _give_sizes(store: Store) -> None:
    """Let the shirts have a size instead of a kind."""
    with store.write() as tx:
        for place, variant in enumerate(tx.find(Variant, product_id="shirt")):
            sizes = {"shirt-s": 0, "shirt-m": 1, "shirt-l": 2}
            tx.put(
                replace(variant, options={"size": variant.options["kind"]}, position=sizes.get(variant.id, 3 + place))
            )
    items = tuple(replace(item, options={"size": item.options["kind"]}) for item in get_order(store, "#W2").items)
    change_order(store, "#W2", items=items)


def test_an_exchange_under_way_is_told_and_not_denied(store: Store) -> None:
    change_order(store, "#W2", status=OrderStatus.EXCHANGE_REQUESTED)
    answer = talk_as(store).hear("action_exchange_order", "exchange status", intent="exchange_order")
    assert answer.responses == ["tracked_coming_back"]


@pytest.mark.parametrize(
    ("text", "said", "positions"),
    [
        ("keep the mug, send the rest of W2 back", [("product_type", "mug")], [0, 1]),
        ("return everything of W2 except the mug", [("product_type", "mug")], [0, 1]),
        ("return one of the two shirts of W2", [("product_type", "shirt"), ("quantity", "two")], [0]),
        ("return both shirts of W2", [("product_type", "shirt")], [0, 1]),
    ],
)
def test_a_part_of_an_order_is_read_as_it_is_meant(
    ana: Talk, text: str, said: list[tuple[str, str]], positions: list[int]
) -> None:
    ana.hear("action_return_order", text, intent="return_order", entities=[("order_id", "W2"), *said])
    assert ana.memory.flow["positions"] == positions


def test_things_of_two_orders_go_back_one_after_the_other(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    change_order(store, "#W2", items=get_order(store, "#W2").items[:1])
    entities = [("product_type", "shirt"), ("product_type", "mug"), ("payment_method", "visa")]
    answer = ana.hear("action_return_order", "return the shirt and the mug", intent="return_order", entities=entities)
    assert "Return from order #W2: Shirt (s)" in answer.text
    answer = ana.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses[:1] == ["change_done"]
    assert ana.memory.flow["order_id"] == "#W3"


def test_what_cannot_go_back_of_two_things_is_told_and_the_other_is_gone_on_with(ana: Talk, store: Store) -> None:
    change_order(store, "#W2", items=get_order(store, "#W2").items[:1])
    change_order(store, "#W1", status=OrderStatus.CANCELLED)
    change_order(store, "#W4", status=OrderStatus.CANCELLED)
    entities = [("product_type", "mug"), ("product_type", "shirt"), ("payment_method", "visa")]
    answer = ana.hear("action_return_order", "return my mug and the shirt", intent="return_order", entities=entities)
    assert answer.responses[0] == "not_possible_beside"
    assert ana.memory.flow["order_id"] == "#W2"


def test_the_way_of_the_refund_is_asked_for_with_what_goes_back(ana: Talk) -> None:
    answer = ana.hear(
        "action_return_order",
        "return the mug of W2",
        intent="return_order",
        entities=[("order_id", "W2"), ("product_type", "mug")],
    )
    assert answer.responses == ["which_refund"]
    assert (answer.said[0].values["pieces"], answer.said[0].values["number"]) == ("Mug (blue)", "#W2")


def test_money_for_them_is_of_the_order_just_talked_about_and_never_of_another(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    answer = ana.hear("action_return_order", "i want my money back for them", intent="return_order")
    assert answer.responses == ["refused_processed"]


@pytest.mark.parametrize("text", ["send a new one please", "just replace it", "no i want the same one"])
def test_a_new_one_of_what_came_broken_is_the_very_same_and_for_a_human(store: Store, text: str) -> None:
    ana = talk_as(store)
    ana.hear(
        "action_report_problem",
        "a shirt of W2 came torn",
        intent="report_damaged",
        entities=[("order_id", "W2"), ("product_type", "shirt"), ("quantity", "one")],
    )
    ana.hear("action_report_problem", "exchange it", intent="inform")
    answer = ana.hear("action_exchange_order", text, intent="inform")
    assert answer.responses == ["same_by_human"]


def test_who_declines_for_the_very_same_hears_who_sends_that(ana: Talk, store: Store) -> None:
    said = {"order_id": "W2", "product": "shirt", "quantity": "one", "size": "l"}
    ana.hear("action_exchange_order", "exchange one shirt of W2 for l", intent="exchange_order", entities=said)
    ana.hear("action_exchange_order", "the visa", intent="inform", entities={"payment_method": "visa"})
    answer = ana.hear("action_decline", "no i want the same one", intent="deny")
    assert answer.responses == ["change_left", "same_by_human"]


def test_a_colour_that_is_mended_before_the_yes_leaves_the_size_as_it_was_chosen(ana: Talk, store: Store) -> None:
    options = {"shirt-s": ("red", "S"), "shirt-m": ("red", "M"), "shirt-l": ("blue", "S"), "shirt-xl": ("blue", "M")}
    with store.write() as tx:
        for variant in tx.find(Variant, product_id="shirt"):
            colour, size = options.get(variant.id, ("green", "S"))
            tx.put(replace(variant, options={"colour": colour, "size": size}, price_cents=2000, active=True, stock=5))
    items = (replace(get_order(store, "#W2").items[0], options={"colour": "red", "size": "S"}),)
    change_order(store, "#W2", items=items)
    said = {"order_id": "W2", "product": "shirt", "size": "M"}
    answer = ana.hear("action_exchange_order", "exchange the shirt for M", intent="exchange_order", entities=said)
    assert "→ Shirt (red, M)" in answer.text
    mended = ana.hear("action_exchange_order", "yes but in blue", intent="exchange_order", entities={"colour": "blue"})
    assert "→ Shirt (blue, M)" in mended.text


def test_a_thing_is_no_way_to_pay(ana: Talk) -> None:
    ana.hear("action_return_order", "return W2, all of it", intent="return_order", entities={"order_id": "W2"})
    answer = ana.hear("action_return_order", "the mug", intent="inform", entities={"product_type": "mug"})
    assert answer.responses == ["which_refund"]


LISTED = [("product_type", "shirt"), ("product_type", "mug")]


def part_orders(store: Store, *, mug: OrderStatus, days_ago: int = 2) -> None:
    """Leave of Ana's orders #W2 with a shirt, which can go back, and #W3 with a mug."""
    change_order(store, "#W2", items=get_order(store, "#W2").items[:1])
    change_order(store, "#W3", status=mug, delivered_at=NOON - timedelta(days=days_ago))
    for number in ("#W1", "#W4"):
        change_order(store, number, status=OrderStatus.CANCELLED, items=get_order(store, "#W2").items[:1])


def test_of_two_things_the_one_that_cannot_go_back_is_said_before_where_the_money_goes(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED, days_ago=60)
    text = "i want to return the shirt and the mug"
    answer = ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert answer.responses == ["not_possible_beside", "which_refund"]
    assert "Mug (blue)" in answer.said[0].text
    assert "30 days" in answer.said[0].text
    assert ana.memory.flow["later"] == []


def test_two_things_of_two_orders_go_back_one_after_the_other_which_is_said(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    answer = ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert answer.responses == ["one_order_after_other", "which_refund"]
    assert ana.memory.flow["later"] == ["#W3"]


def test_only_one_of_them_then_leaves_the_other(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "not the mug", product_type="mug") == ["which_refund"]
    assert (ana.memory.flow["order_id"], ana.memory.flow["later"]) == ("#W2", [])
    ana = talk_as(store)
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "only the mug then", product_type="mug") == ["which_refund"]
    assert (ana.memory.flow["order_id"], ana.memory.flow["later"]) == ("#W3", [])


def test_not_the_one_that_is_asked_about_goes_on_to_the_next_and_then_to_nothing(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "not the shirt", product_type="shirt") == ["which_refund"]
    assert ana.memory.flow["order_id"] == "#W3"
    assert return_it(ana, "not the mug either", product_type="mug") == ["left_flow"]
    assert ana.slots["flow"] == "none"


def test_a_thing_in_no_order_beside_one_that_goes_back_is_said(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    said = [("product_type", "mug"), ("product_type", "piano")]
    answer = ana.hear("action_return_order", "return the mug and the piano", intent="return_order", entities=said)
    assert answer.responses == ["not_in_orders_beside", "which_refund"]
    assert "piano" in answer.said[0].text
