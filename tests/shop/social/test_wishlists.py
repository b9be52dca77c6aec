"""Wishlists, and presents that stay secret."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from shop.access import find_people, profile_of
from shop.activity import ActivityType
from shop.activity.events import events_of
from shop.activity.feed import friend_activity, friends_who_bought, show_activity
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.friends.friendships import friends_of, remove_friend
from shop.notifications import pending
from shop.orders.records import AuditEntry
from shop.privacy.export import export_my_data
from shop.questions.polls import polls_of
from shop.questions.votes import invitations_for
from shop.reviews import Visibility
from shop.reviews.reading import rating_summary, reviews_by, reviews_of_product
from shop.reviews.writing import write_review
from shop.shares import ShareKind, make_link, open_link
from shop.store import Store
from shop.wishlists import WishlistItem, items
from shop.wishlists.gifts import drop_plan, mark_bought, plan_gift, planned_gifts, wishlist_of
from shop.wishlists.items import add_to_wishlist, note_wish, remove_from_wishlist, show_wish_to
from tests.fakes.store import MemoryStore
from tests.shop.social.test_shares import SECRET
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, deliver, withdraw


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> MemoryStore:
    store = MemoryStore(clock)
    fill(store)
    return store


def fill(store: Store) -> None:
    """Nora wishes; Ana, Ben and Cem are her friends, and Ana and Ben are friends, too."""
    add_people(store, "nora", "ana", "ben", "cem", "stranger")
    add_products(store, "kettle", "pan")
    befriend(store, "nora", "ana", "ben", "cem")
    befriend(store, "ana", "ben")
    consent(store, "nora", "ana", "ben", "cem")


def wishes(store: Store, viewer: str | None) -> list[str]:
    return [wish.product_id for wish in wishlist_of(store, viewer, "nora")]


def test_a_wish_is_added_once_and_keeps_what_was_said_of_it(store: Store) -> None:
    fill(store)
    first = add_to_wishlist(store, "nora", "kettle", visibility=Visibility.PUBLIC, note=" the red one ")
    assert add_to_wishlist(store, "nora", "kettle", note="other") == first
    assert (first.note, first.visibility) == ("the red one", Visibility.PUBLIC)
    [seen] = wishlist_of(store, None, "nora")
    assert (seen.product_id, seen.note, seen.visibility) == ("kettle", "the red one", None)
    assert wishlist_of(store, "nora", "nora")[0].visibility is Visibility.PUBLIC


def test_the_newest_wish_comes_first_and_a_removed_one_is_gone(town: MemoryStore, clock: Clock) -> None:
    add_to_wishlist(town, "nora", "kettle")
    clock.pass_by(timedelta(days=1))
    add_to_wishlist(town, "nora", "pan")
    assert wishes(town, "ana") == ["pan", "kettle"]
    for _ in range(2):
        remove_from_wishlist(town, "nora", "pan")
    assert wishes(town, "ana") == ["kettle"]


def test_note_and_audience_change_from_the_next_request_on(town: MemoryStore) -> None:
    add_to_wishlist(town, "nora", "kettle")
    assert wishes(town, "stranger") == []
    show_wish_to(town, "nora", "kettle", Visibility.PUBLIC)
    note_wish(town, "nora", "kettle", "any colour")
    assert [wish.note for wish in wishlist_of(town, "stranger", "nora")] == ["any colour"]
    for act in (show_wish_to, note_wish):
        with pytest.raises(NotFound):
            act(town, "nora", "pan", Visibility.PUBLIC)


def test_what_does_not_fit_is_refused(town: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        add_to_wishlist(town, "nora", "teapot")
    with pytest.raises(Invalid):
        add_to_wishlist(town, "nora", "kettle", note="x" * 501)
    with pytest.raises(Invalid):
        add_to_wishlist(town, "nora", "kettle", visibility=Visibility.CIRCLE)
    monkeypatch.setattr(items, "MOST_ITEMS", 1)
    add_to_wishlist(town, "nora", "kettle")
    with pytest.raises(Invalid, match="1 things already"):
        add_to_wishlist(town, "nora", "pan")


def test_friends_of_the_recipient_see_that_a_thing_is_taken_and_their_own_friends_by_name(store: Store) -> None:
    fill(store)
    item = add_to_wishlist(store, "nora", "kettle", visibility=Visibility.PUBLIC)
    for _ in range(2):
        plan_gift(store, "ana", item.id)
    seen = {viewer: wishlist_of(store, viewer, "nora")[0] for viewer in ("ana", "ben", "cem", "stranger", None)}
    assert (seen["ana"].mine_to_give, seen["ana"].taken) == (True, False)
    assert (seen["ben"].taken, seen["ben"].givers) == (True, ("Nick-ana",))
    assert (seen["cem"].taken, seen["cem"].givers) == (True, ()), "Ana is no friend of Cem's"
    for outsider in ("stranger", None):  # it could be the recipient, signed out or signed up again
        assert (seen[outsider].taken, seen[outsider].givers, seen[outsider].mine_to_give) == (False, (), False)
    withdraw(store, "ana")
    assert wishlist_of(store, "ben", "nora")[0].givers == ()
    drop_plan(store, "ana", item.id)
    assert not wishlist_of(store, "ben", "nora")[0].taken


def test_two_may_plan_the_same_and_each_sees_the_other(town: MemoryStore) -> None:
    item = add_to_wishlist(town, "nora", "kettle")
    for giver in ("ana", "ben"):
        plan_gift(town, giver, item.id)
    assert [wishlist_of(town, giver, "nora")[0].givers for giver in ("ana", "ben")] == [("Nick-ben",), ("Nick-ana",)]


def test_a_plan_is_marked_bought_listed_and_dropped_by_its_giver_only(town: MemoryStore) -> None:
    item = add_to_wishlist(town, "nora", "kettle")
    plan_gift(town, "ana", item.id)
    assert mark_bought(town, "ana", item.id).bought
    [planned] = planned_gifts(town, "ana")
    assert (planned.recipient, planned.plan.product_id, planned.plan.bought) == ("Nick-nora", "kettle", True)
    for other in ("ben", "nora"):
        assert planned_gifts(town, other) == ()
        with pytest.raises(NotFound):
            mark_bought(town, other, item.id)
        drop_plan(town, other, item.id)
    assert len(planned_gifts(town, "ana")) == 1


def test_one_gives_only_what_one_can_see_and_not_to_oneself(town: MemoryStore) -> None:
    item = add_to_wishlist(town, "nora", "kettle")
    for giver, item_id in (("stranger", item.id), ("nora", item.id), ("ana", "nora~pan")):
        with pytest.raises(NotFound, match=f"wishlist item '{item_id}'"):
            plan_gift(town, giver, item_id)
    show_wish_to(town, "nora", "kettle", Visibility.ONLY_ME)
    with pytest.raises(NotFound):
        plan_gift(town, "ana", item.id)


def test_a_plan_outlives_the_friendship_but_not_a_block(town: MemoryStore) -> None:
    plan_gift(town, "ana", add_to_wishlist(town, "nora", "kettle").id)
    remove_friend(town, "ana", "nora")
    assert [planned.recipient for planned in planned_gifts(town, "ana")] == ["Nick-nora"]
    block_person(town, "nora", "ana")
    assert planned_gifts(town, "ana") == ()


def refusal(store: Store) -> str:
    with pytest.raises(NotFound) as refused:
        plan_gift(store, "nora", "nora~kettle")
    return str(refused.value)


RECIPIENT_READS: dict[str, Callable[[Store], object]] = {
    "own wishlist": lambda store: wishlist_of(store, "nora", "nora"),
    "own wishlist, signed out": lambda store: wishlist_of(store, None, "nora"),
    "own wishlist, as a stranger": lambda store: wishlist_of(store, "stranger", "nora"),
    "own wishlist, by a link": lambda store: open_link(
        store, SECRET, make_link(store, SECRET, "nora", ShareKind.WISHLIST, "nora"), None
    ),
    "own plans": lambda store: planned_gifts(store, "nora"),
    "planning it": refusal,
    "adding it again": lambda store: add_to_wishlist(store, "nora", "kettle"),
    "own profile": lambda store: profile_of(store, "nora", "nora"),
    "the giver's profile": lambda store: profile_of(store, "nora", "ana"),
    "people": lambda store: find_people(store, "nora", "Nick"),
    "friends": lambda store: friends_of(store, "nora"),
    "notifications": lambda store: pending(store, "nora"),
    "the friends' doings": lambda store: friend_activity(store, "nora"),
    "who bought it": lambda store: friends_who_bought(store, "nora", "kettle"),
    "the giver's review": lambda store: reviews_by(store, "nora", "ana"),
    "the reviews of it": lambda store: reviews_of_product(store, "nora", "kettle"),
    "its rating": lambda store: rating_summary(store, "nora", "kettle"),
    "events": lambda store: events_of(store, "nora"),
    "invitations": lambda store: invitations_for(store, "nora"),
    "polls": lambda store: polls_of(store, "nora"),
    "the copy of own data": lambda store: {
        name: section for name, section in export_my_data(store, "nora").items() if name not in ("audit", "links")
    },
    "the audit": lambda store: [entry.action for entry in audit(store, "nora") if entry.action != "export_my_data"],
}


def audit(store: Store, customer_id: str) -> list[AuditEntry]:
    with store.read() as tx:
        return tx.find(AuditEntry, customer_id=customer_id)


@pytest.mark.parametrize("name", RECIPIENT_READS)
def test_the_recipient_reads_the_same_with_and_without_a_present(clock: Clock, name: str) -> None:
    """Two shops, one in which Ana plans and buys a present for Nora: Nora cannot tell which is which."""
    plain, surprised = MemoryStore(clock), MemoryStore(clock)
    for store in (plain, surprised):
        fill(store)
        add_to_wishlist(store, "nora", "kettle", visibility=Visibility.PUBLIC)
        show_activity(store, "ana", ActivityType.PURCHASED)
        if store is surprised:
            deliver(store, "ana", "kettle", gift_for="nora", number="#W1")
            deliver(store, "ana", "kettle", number="#W2")  # the gift mark forgotten: the plan is enough
            plan_gift(store, "ana", "nora~kettle")
            mark_bought(store, "ana", "nora~kettle")
        write_review(store, "ana", "kettle", rating=5, text="They say it is good.")
    assert words_of(RECIPIENT_READS[name](plain)) == words_of(RECIPIENT_READS[name](surprised))


def words_of(read: object) -> list[str]:
    """Return the words of what was read, sorted, without the made-up ids that differ from shop to shop."""
    return sorted(re.findall(r"[\w~#.-]+", re.sub(r"\b(consent|note|audit|share)_\w{22}", "", repr(read))))


def test_taking_a_wish_off_and_on_again_tells_nothing_and_keeps_the_plan(town: MemoryStore) -> None:
    item = add_to_wishlist(town, "nora", "kettle")
    plan_gift(town, "ana", item.id)
    remove_from_wishlist(town, "nora", "kettle")
    assert len(planned_gifts(town, "ana")) == 1
    add_to_wishlist(town, "nora", "kettle")
    assert wishlist_of(town, "ben", "nora")[0].taken
    with town.read() as tx:
        assert tx.count(WishlistItem) == 1
