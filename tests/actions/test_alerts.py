"""Alerts: on the variant that is meant, for a price below the one of now, or for when it is back."""

import pytest

from shop.alerts import alerts_of
from shop.catalogue import Product, Variant, put_product
from shop.prices import Alert, AlertKind
from shop.store import Store
from tests.actions.small_shop import open_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def store() -> Store:
    return open_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


def watch(talk: Talk, text: str, *entities: tuple[str, ...], intent: str = "set_alert") -> Answered:
    return talk.hear("action_set_alert", text, intent=intent, entities=entities)  # type: ignore[arg-type]


def alert(store: Store) -> Alert:
    (found,) = alerts_of(store, "maya")
    return found


def test_back_in_stock(maya: Talk, store: Store) -> None:
    answer = watch(maya, "tell me when the QuickBoil is back in stock", ("product", "QuickBoil"))
    assert answer.responses == ["stock_alert_set"]
    assert (alert(store).variant_id, alert(store).kind) == ("quickboil-1", AlertKind.BACK_IN_STOCK)


def test_any_lower_price(maya: Talk, store: Store) -> None:
    answer = watch(maya, "tell me when the Ember mug gets cheaper", ("product", "Ember mug"))
    assert answer.responses == ["price_alert_set"]
    assert "less than €12.00" in answer.text
    assert (alert(store).kind, alert(store).threshold_cents) == (AlertKind.PRICE, 1199)


def test_a_price_that_was_named(maya: Talk, store: Store) -> None:
    answer = watch(
        maya, "alert me if the Ember mug drops under 9 euro", ("product", "Ember mug"), ("price", "9 euro", "max")
    )
    assert "€9.00 or less" in answer.text
    assert alert(store).threshold_cents == 900


def test_a_price_above_the_one_of_now_is_asked_again(maya: Talk, store: Store) -> None:
    answer = watch(maya, "alert, Ember mug under 50", ("product", "Ember mug"), ("price", "50", "max"))
    assert answer.responses == ["price_not_below"]
    assert (maya.slots["asking"], answer.said[0].titles) == ("budget", ["€10.80", "€9.60"])
    assert watch(maya, "10 euro", ("price", "10 euro"), intent="inform").responses == ["price_alert_set"]
    assert alert(store).threshold_cents == 1000


def test_the_variant_is_asked_for(maya: Talk, store: Store) -> None:
    answer = watch(maya, "price alert for the Cloudline 2", ("product", "Cloudline 2"))
    assert answer.responses == ["which_option_to_watch"]
    watch(maya, "black", ("colour", "black"), intent="inform")
    answer = watch(maya, "38", ("size", "38"), intent="inform")
    assert answer.responses == ["price_alert_set"]
    assert alert(store).variant_id == "cloudline-38-black"


def test_only_what_is_sold_out_can_come_back(maya: Talk, store: Store) -> None:
    answer = watch(maya, "tell me when the grey Cloudline 2 is back", ("product", "Cloudline 2"), ("colour", "grey"))
    assert answer.responses == ["stock_alert_set"]
    assert alert(store).variant_id == "cloudline-38-grey"


def test_what_is_in_stock_needs_no_alert(maya: Talk, store: Store) -> None:
    answer = watch(maya, "tell me when the Ember mug is available", ("product", "Ember mug"))
    assert answer.responses == ["in_stock_already"]
    assert answer.said[0].titles == ["Put it in my cart"]
    assert alerts_of(store, "maya") == ()
    maya.slots["mood"] = "angry"
    answer = watch(maya, "tell me when the Ember mug is available", ("product", "Ember mug"))
    assert answer.said[0].titles == []


def test_the_product_is_asked_for(maya: Talk, store: Store) -> None:
    assert watch(maya, "set an alert").responses == ["which_product_to_watch"]
    assert watch(maya, "the Ember mug", ("product", "Ember mug"), intent="inform").responses == ["price_alert_set"]


def test_ok_is_no_answer_to_which_product(maya: Talk) -> None:
    maya.slots["memory"] = {"product_id": "swan"}
    assert watch(maya, "tell me when the Zorblax is under 140", ("product", "Zorblax")).responses == [
        "which_product_to_watch"
    ]
    assert watch(maya, "ok", intent="affirm").responses == ["which_product_to_watch"]


def test_guests_sign_in(store: Store) -> None:
    assert watch(Talk(store, guest_id="g"), "alert for the mug", ("product", "Ember mug")).responses == [
        "please_sign_in"
    ]


def test_an_offer_is_taken_with_yes_and_left_with_no(maya: Talk, store: Store) -> None:
    answers = (("deny", "action_decline", "no_alert"), ("affirm", "action_confirm", "stock_alert_set"))
    for intent, action, response in answers:
        maya.hear("action_add_to_cart", "the QuickBoil", intent="add_to_cart", entities={"product": "QuickBoil"})
        assert maya.slots["asking"] == "confirm"
        assert maya.hear(action, intent=intent).responses == [response]
    assert alert(store).variant_id == "quickboil-1"


def test_an_offer_inside_a_task_leaves_the_tasks_yes_alone(maya: Talk) -> None:
    maya.slots |= {"flow": "write_review", "asking": "text"}
    answer = maya.hear("action_add_to_cart", "the QuickBoil", intent="add_to_cart", entities={"product": "QuickBoil"})
    assert answer.said[0].titles == ["Tell me when it is back"]
    assert (maya.slots["flow"], maya.slots["asking"]) == ("write_review", "text")


MUG, SWAN = ("product", "Ember mug"), ("product", "Swan")


def test_the_price_of_the_alert_just_set_is_changed(maya: Talk, store: Store) -> None:
    watch(maya, "alert me if the Ember mug drops under 9 euro", ("product", "Ember mug"), ("price", "9 euro", "max"))
    assert watch(maya, "make it 8 instead", ("quantity", "8")).responses == ["price_alert_set"]
    assert alert(store).threshold_cents == 800


def test_an_alert_is_stopped_by_a_part_of_its_products_name(maya: Talk, store: Store) -> None:
    watch(maya, "tell me when the QuickBoil is back in stock", ("product", "QuickBoil"))
    watch(maya, "tell me when the Ember mug gets cheaper", ("product", "Ember mug"))
    assert watch(maya, "delete the ember one").responses == ["alerts_stopped"]
    assert alert(store).variant_id == "quickboil-1"


def test_alerts_are_shown(maya: Talk) -> None:
    assert watch(maya, "show my alerts").responses == ["no_alerts"]
    watch(maya, "mug under 10", MUG, ("price", "10", "max"))
    answer = watch(maya, "which alerts do I have?")
    assert answer.said[0].values["alerts"] == ["Hearthby Ember mug at €10.00 or less"]
    assert maya.slots.get("flow", "none") == "none"


def test_an_alert_is_stopped_by_name_or_as_it(maya: Talk, store: Store) -> None:
    watch(maya, "mug under 10", MUG, ("price", "10", "max"))
    watch(maya, "the white Swan under 50", SWAN, ("colour", "white"), ("price", "50", "max"))
    assert watch(maya, "stop the alert for the mug", MUG).responses == ["alerts_stopped"]
    assert alert(store).variant_id == "swan-white"
    watch(maya, "mug under 10", MUG, ("price", "10", "max"))
    assert maya.hear("action_remove_from_cart", "remove it", intent="remove_from_cart").responses == ["alerts_stopped"]
    assert alert(store).variant_id == "swan-white"


def test_what_is_not_clear_stops_no_alert(maya: Talk, store: Store) -> None:
    watch(maya, "mug under 10", MUG, ("price", "10", "max"))
    watch(maya, "the white Swan under 50", SWAN, ("colour", "white"), ("price", "50", "max"))
    maya.hear("action_choose", "the Cloudline", intent="choose_option", entities={"product": "Cloudline 2"})
    assert watch(maya, "delete that alert").responses == ["which_alert_to_stop"]
    assert len(alerts_of(store, "maya")) == 2
    assert maya.hear("action_remove_from_cart", "remove it", intent="remove_from_cart").responses == ["cart_empty"]
    watch(maya, "cancel all alerts")
    assert alerts_of(store, "maya") == ()


def test_a_price_that_is_the_same_for_all_colours_needs_no_colour(maya: Talk) -> None:
    put_product(
        maya.store,
        Product("torch", "Lumo torch", "", "Lumo", "torch", ("Torches",), "", "EUR", 0),
        [Variant(f"torch-{c}", "torch", f"t-{c}", {"colour": c}, 2000, "EUR", 3) for c in ("red", "blue")],
    )
    answered = watch(maya, "tell me when the Lumo torch is under 15", ("product", "Lumo torch"), ("price", "15", "max"))
    assert answered.responses == ["price_alert_set"]
    assert answered.said[0].values["options"] == ""


def test_another_amount_mends_what_is_being_set(maya: Talk, store: Store) -> None:
    watch(maya, "alert for the Cloudline 2 under 110", ("product", "Cloudline 2"), ("price", "110", "max"))
    assert watch(maya, "no, make that 60", ("quantity", "60")).responses == ["which_option_to_watch"]
    assert watch(maya, "black", ("colour", "black"), intent="inform").responses == ["price_alert_set"]
    assert alert(store).threshold_cents == 6000


def test_two_alerts_in_one_breath_are_both_set(maya: Talk, store: Store) -> None:
    said = [("product", "swan"), ("colour", "white"), ("price", "60", "max"), ("product", "daily one"), ("price", "40")]
    text = "tell me when the swan in white drops below 60, and the daily one below 40"
    answered = maya.hear("action_set_alert", text, intent="set_alert", entities=said)
    assert answered.responses == ["price_alert_set", "price_alert_set"]
    kept = {alert.variant_id.split("-")[0]: alert.threshold_cents for alert in alerts_of(store, "maya")}
    assert kept == {"swan": 6000, "daily": 4000}


def test_one_amount_holds_for_all_that_are_named(maya: Talk, store: Store) -> None:
    said = [("product", "ember mug"), ("product", "daily one"), ("price", "10")]
    maya.hear("action_set_alert", "alert me when the ember mug and the daily one are under 10", intent="set_alert",
              entities=said)  # fmt: skip
    assert [alert.threshold_cents for alert in alerts_of(store, "maya")] == [1000, 1000]


def test_what_is_asked_of_one_alert_keeps_the_other(maya: Talk, store: Store) -> None:
    said = [("product", "cloudline"), ("price", "150"), ("product", "ember mug"), ("price", "10")]
    answered = maya.hear("action_set_alert", "tell me when the cloudline is below 150 and the ember mug below 10",
                         intent="set_alert", entities=said)  # fmt: skip
    assert answered.responses == ["others_after_it", "which_option_to_watch"]
    answered = maya.hear("action_set_alert", "no", intent="deny")
    assert answered.responses == ["left_one_of_several", "price_alert_set"]
    assert [alert.threshold_cents for alert in alerts_of(store, "maya")] == [1000]


def test_an_amount_said_before_the_product_is_kept(maya: Talk, store: Store) -> None:
    maya.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    asked = maya.hear("action_set_alert", "set an alert for a lower price", intent="set_alert")
    assert asked.responses == ["which_product_to_watch"]
    again = maya.hear("action_set_alert", "under 40", intent="inform", entities=[("price", "40")])
    assert again.said[0].titles == asked.said[0].titles, "they are still offered"
    maya.hear("action_set_alert", "the daily one", intent="choose_option", entities=[("product", "daily one")])
    assert [alert.threshold_cents for alert in alerts_of(store, "maya")] == [4000]
