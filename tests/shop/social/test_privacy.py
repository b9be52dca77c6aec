"""A copy of one's data, and having them erased."""

import dataclasses
import json
from datetime import timedelta

import pytest

from shop.access import find_people
from shop.activity import ActivityType, Event, EventName
from shop.activity.events import record_events
from shop.activity.feed import friend_activity, hide_purchase, show_activity
from shop.carts import Cart
from shop.consent import Purpose
from shop.coupons import Coupon
from shop.customers import PaymentKind, PaymentMethod
from shop.errors import Conflict, NotFound
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.follows import follow_person
from shop.friends.requests import ask_friend, decline_friend_request
from shop.ids import pair_id
from shop.orders.records import AuditEntry, Order, OrderStatus, Proposal
from shop.prices import Alert, AlertKind
from shop.privacy.erasure import erase_me
from shop.privacy.export import export_my_data
from shop.questions.polls import ask_friends, poll_results
from shop.questions.products import answer_question, ask_question, questions_about
from shop.questions.votes import vote_in_poll
from shop.reviews import Review
from shop.reviews.likes import like_review
from shop.reviews.reading import reviews_of_product
from shop.reviews.writing import write_review
from shop.shares import ShareKind, make_link
from shop.sql.schema import KINDS
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.fakes.store import MemoryStore
from tests.shop.social.test_shares import SECRET
from tests.shop.social.world import add_people, add_products, befriend, consent, deliver

NORA = "nora_7f3"  # nothing else in these records holds this text


def live(store: Store) -> None:
    """Let Nora do everything that there is to do, and others do it with her."""
    add_people(store, NORA, "ana", "ben", "cem", "dee", "eva", "fay", "gil")
    add_products(store, "kettle", "pan", "mug")
    befriend(store, NORA, "ana", "ben")
    befriend(store, "ana", "ben")
    consent(store, NORA, "ana", "ben")
    consent(store, NORA, purpose=Purpose.PERSONALISE)
    ask_friend(store, NORA, "cem")
    decline_friend_request(store, "cem", pair_id(NORA, "cem"))
    ask_friend(store, "dee", NORA, "Hi Nora")
    for one, other in ((NORA, "ana"), ("ana", NORA)):
        follow_person(store, one, other)
        add_to_circle(store, one, make_circle(store, one, "crew").id, other)
        add_to_wishlist(store, one, "kettle")
        plan_gift(store, other, f"{one}~kettle")
        poll = ask_friends(store, one, "Which?", ["this", "that"], [other, "ben"])
        vote_in_poll(store, other, poll.id, 0, "this")
        vote_in_poll(store, "ben", poll.id, 1)
        question = ask_question(store, one, "kettle", f"What of it, asks {one}?")
        answer_question(store, other, question.id, "It whistles.")
        write_review(store, one, "kettle", rating=4, text="Good.")
    for one, other in ((NORA, "ana"), ("ana", NORA)):
        like_review(store, one, f"kettle~{other}")
        make_link(store, SECRET, one, ShareKind.REVIEW, f"kettle~{other}")
    write_review(store, NORA, "pan", rating=2, text="Sticks.")
    like_review(store, "ben", f"pan~{NORA}")
    answer_question(store, NORA, ask_question(store, "gil", "pan", "Does it stick?").id, "It does.")
    block_person(store, NORA, "eva")
    block_person(store, "fay", NORA)
    deliver(store, NORA, "pan", number="#W1")
    deliver(store, NORA, "mug", number="#W2", gift_for="ana")
    deliver(store, "ana", "kettle", number="#W3", gift_for=NORA)
    show_activity(store, NORA, ActivityType.PURCHASED)
    show_activity(store, "ana", ActivityType.PURCHASED)
    hide_purchase(store, NORA, "pan")
    keep(store)


def keep(store: Store) -> None:
    """Put there what other desks of the shop keep about Nora."""
    with store.read() as tx:
        now = tx.now
    record_events(store, [Event("e1", EventName.VIEW_ITEM, NORA, "pan", None, None, now)])
    with store.write() as tx:
        tx.add(PaymentMethod("card", NORA, PaymentKind.CARD, "Visa ending in 4242"))
        tx.add(Cart(f"cart_{NORA}", NORA, (), None, now))
        tx.add(Coupon("THANKS", NORA, 10, None, "EUR", 0, "late", "staff", now, now + timedelta(days=9), 1))
        tx.add(Alert(f"{NORA}~v1:price", NORA, "v1", AlertKind.PRICE, 900, True, now))
        tx.add(Proposal("hash", NORA, "#W1", "return_items", {}, "", "Return", now, now))
        address = {"Customer.address": f"1 {NORA} street"}
        tx.add(AuditEntry("audit1", "staff", NORA, "change_profile_address", NORA, address, address, now))
        tx.add(AuditEntry("audit2", "staff", "ana", "make_friends", NORA, {}, {}, now))


def whole(store: Store) -> dict[str, list[object]]:
    with store.read() as tx:
        return {kind.__name__: tx.find(kind) for kind in KINDS}


# What holds nothing of a customer: the catalogue, the help, and what belongs to the machines.
IMPERSONAL = {
    "Product", "Variant", "PriceObservation", "Article", "MerchantRule", "RuleBook", "ApiKey", "IdempotencyRecord",
    "LostReviews",
}  # fmt: skip


def test_the_life_that_these_tests_tell_leaves_no_kind_of_record_out() -> None:
    store = MemoryStore()
    live(store)
    told = {name for name, records in whole(store).items() if NORA in repr(records)}
    assert {kind.__name__ for kind in KINDS} - told == IMPERSONAL


def test_the_copy_has_every_section_filled_and_is_plain_json(store: Store) -> None:
    live(store)
    copy = export_my_data(store, NORA)
    assert json.loads(json.dumps(copy)) == copy
    assert [name for name, section in copy.items() if not section] == []
    text = {name: json.dumps(section) for name, section in copy.items()}
    assert "nora_7f3@example.com" in text["profile"]
    assert {"#W1", "#W2"} == {order["id"] for order in copy["orders"]}  # type: ignore[call-overload,index,union-attr]
    assert "Nick-ana" in text["friends"]
    assert "Hi Nora" in text["requests_received"]
    assert "Visa ending in 4242" in text["payment_methods"]


def test_the_copy_has_nothing_of_others(store: Store) -> None:
    live(store)
    text = json.dumps({**export_my_data(store, NORA), "links": None})
    for foreign in ("#W3", "declined", '"fay"', "Name ana", "ana@example.com", "audit2", '"giver_id": "ana"'):
        assert foreign not in text, foreign
    planned = export_my_data(store, NORA)["planned_gifts"]
    assert [plan["recipient_id"] for plan in planned] == ["ana"]  # type: ignore[call-overload,index,union-attr]


def test_a_request_without_an_answer_looks_as_a_declined_one_in_the_copy() -> None:
    store = MemoryStore()
    add_people(store, "ana", "ben", "cem")
    for other in ("ben", "cem"):
        ask_friend(store, "ana", other)
    decline_friend_request(store, "cem", "ana~cem")
    sent = export_my_data(store, "ana")["requests_sent"]
    assert [(one["status"], one["answered_at"]) for one in sent] == [("pending", None)] * 2  # type: ignore[call-overload,index,union-attr]


def test_taking_a_copy_is_audited() -> None:
    store = MemoryStore()
    add_people(store, "ana")
    export_my_data(store, "ana")
    with store.read() as tx:
        assert [(entry.actor_id, entry.action) for entry in tx.find(AuditEntry)] == [("ana", "export_my_data")]
    with pytest.raises(NotFound):
        export_my_data(store, "nobody")


def test_after_an_erasure_no_record_names_the_person(store: Store) -> None:
    live(store)
    export_my_data(store, NORA)
    before = whole(store)
    erased = erase_me(store, NORA)
    for name, records in whole(store).items():
        assert NORA not in repr(records), name
    assert (erased.orders, erased.reviews) == (2, 0)
    assert find_people(store, "ana", NORA) == ()
    after = whole(store)
    assert len(after["Order"]) == len(before["Order"]), "orders stay"
    assert len(after["AuditEntry"]) == len(before["AuditEntry"]) + 1, "what was audited stays, and so does this"
    assert "Nick-ben" in repr(find_people(store, "ana", "ben")), "other people stay"
    assert after["Friendship"] == [half for half in before["Friendship"] if NORA not in repr(half)]


def test_erased_orders_keep_what_the_tax_office_wants_and_no_more(store: Store) -> None:
    live(store)
    erased = erase_me(store, NORA)
    with store.read() as tx:
        order = tx.get(Order, "#W1")
        assert order is not None
        assert (order.customer_id, order.total_cents, order.address.country) == (erased.anonymous_id, 1000, "Portugal")
        assert dataclasses.replace(order.address, country="") == type(order.address)("", "", "", "", "", "")
        present = tx.get(Order, "#W3")
        assert present is not None
        assert present.gift_for == erased.anonymous_id, "what was a present does not turn into a plain purchase"
    assert "kettle" not in repr(friend_activity(store, "ben"))


def test_other_people_s_counts_and_lists_go_on_without_the_erased(store: Store) -> None:
    live(store)
    erase_me(store, NORA)
    [question] = questions_about(store, None, "kettle")
    assert (question.nickname, question.answers) == ("Nick-ana", ())
    with store.read() as tx:
        poll = next(poll for poll in whole(store)["Poll"] if poll.asker_id == "ana")  # type: ignore[attr-defined]
        assert tx.count(Review) == 1
    results = poll_results(store, "ana", poll.id)  # type: ignore[attr-defined]
    assert (results.counts, results.waiting) == ((0, 1), 0)


def test_a_review_may_stay_without_a_name_and_with_its_likes(store: Store) -> None:
    live(store)
    assert erase_me(store, NORA, keep_reviews_of=["pan"]).reviews == 1
    [seen] = reviews_of_product(store, "ben", "pan").reviews
    assert (seen.text, seen.nickname, seen.likes, seen.liked) == ("Sticks.", None, 1, True)
    assert NORA not in repr(whole(store))
    with pytest.raises(NotFound):
        erase_me(store, "ana", keep_reviews_of=["mug"])


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_on_its_way_keeps_the_account(status: OrderStatus) -> None:
    store = MemoryStore()
    add_people(store, "ana")
    deliver(store, "ana", "pan", status=status)
    settled = (OrderStatus.DELIVERED, OrderStatus.CANCELLED, OrderStatus.RETURN_REQUESTED)
    if status in settled:
        erase_me(store, "ana")
    else:
        with pytest.raises(Conflict, match=f"Order #W-ana-pan is .*{status.value.split()[0]}"):
            erase_me(store, "ana")
        assert export_my_data(store, "ana")["profile"]


def test_nobody_is_erased_twice(store: Store) -> None:
    add_people(store, "ana")
    erase_me(store, "ana")
    with pytest.raises(NotFound):
        erase_me(store, "ana")
