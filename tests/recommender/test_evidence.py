"""Reasons rest on evidence of the moment: what is taken away takes its reasons along, before anything is trained."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from recommender.hybrid import StoreRecommender
from recommender.model import LEAST_TOGETHER, Model
from recommender.serve import Reason, SuggestContext, Suggestion
from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.activity import ActivityType, Event
from shop.activity.feed import hide_purchase, show_activity
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Customer
from shop.friends.follows import follow_person
from shop.ids import split_pair
from shop.notifications import Notification
from shop.orders.records import Order
from shop.privacy.erasure import erase_me
from shop.reviews import Review, Visibility
from shop.reviews.likes import like_review
from shop.reviews.writing import remove_review, write_review
from shop.sending import SentKind, send_to_friends
from shop.store import Store
from shop.wishlists import WishlistItem
from shop.wishlists.items import add_to_wishlist, remove_from_wishlist
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import (
    READERS,
    RUNNERS,
    Clock,
    add_person,
    befriend,
    buy,
    learn_proven,
    look_at,
    open_crowd,
    put_on_sale,
)

CONTEXTS = {
    "for oneself": SuggestContext(),
    "like what is looked at": SuggestContext(seed_product_ids=("shoe",)),
    "a present": SuggestContext(recipient_id="omar"),
    "together": SuggestContext(member_ids=("nora", "omar")),
    "within a budget": SuggestContext(budget_max_cents=4500),
}


def open_society() -> MemoryStore:
    """Return the crowd with Nora, who knows people in every way, wishes, interests, stars and things of her own."""
    store = MemoryStore(Clock())
    open_crowd(store)
    put_on_sale(store, "jacket", "Running", brand="Sock & Co")
    add_person(store, "nora", Purpose.PERSONALISE, interests=("Running",))
    for person in ("omar", "ada", "bea", "cem", "dee"):
        add_person(store, person, Purpose.FRIENDS_SEE, Purpose.TRAIN, Purpose.PERSONALISE)
    befriend(store, "nora", "omar", "ada")
    follow_person(store, "nora", "bea")
    for id in ("cap", "vest"):
        like_review(store, "nora", write_review(store, "cem", id, rating=3).id)
    for author, id in (("omar", "mug"), ("ada", "mug"), ("omar", "cap"), ("bea", "chair"), ("cem", "blanket")):
        write_review(store, author, id, rating=5)
    show_activity(store, "omar", ActivityType.PURCHASED)
    for id in ("lamp", "vest"):
        buy(store, "omar", id)
    send_to_friends(store, "ada", ["nora"], SentKind.PRODUCT, "novel")
    for reader in READERS[:LEAST_TOGETHER]:
        write_review(store, reader, "novel", rating=5)
    write_review(store, "nora", "sock", rating=5)
    for id in ("sock", "flask"):
        buy(store, "nora", id)
    look_at(store, "nora", "shoe")
    add_to_wishlist(store, "nora", "cap")
    add_to_wishlist(store, "omar", "blanket", visibility=Visibility.FRIENDS)
    return store


SOCIETY = open_society()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return open_shelf(SOCIETY, WordEncoder())


@pytest.fixture(scope="module")
def model() -> Model:
    return learn_proven(SOCIETY)


def copy_of(store: MemoryStore) -> MemoryStore:
    copied = MemoryStore(store._clock)
    copied._shelves = {kind: dict(shelf) for kind, shelf in store._shelves.items()}
    return copied


def suggest(store: Store, shelf: Shelf, model: Model, context: SuggestContext) -> list[Suggestion]:
    return StoreRecommender(store, shelf, model).suggest("nora", context, 12)


def all_evidence(suggestions: list[Suggestion]) -> Iterator[tuple[Suggestion, Reason, str]]:
    for suggestion in suggestions:
        for reason in suggestion.because:
            yield from ((suggestion, reason, id) for id in reason.evidence)


def take_away(store: Store, id: str) -> None:
    """Take out of the store what this evidence of a reason given to Nora names."""
    kind, _, rest = id.partition(":")
    match kind:
        case "review":
            product_id, author_id = split_pair(rest)
            remove_review(store, author_id, product_id)
        case "reviews":
            with store.read() as tx:
                review = tx.find(Review, product_id=rest)[0]
            remove_review(store, review.author_id, rest)
        case "purchase":
            hide_purchase(store, *rest.split(":"))
        case "sent":
            with store.write() as tx:
                tx.remove(Notification, rest)
        case "wish":
            for owner in ("nora", "omar"):
                remove_from_wishlist(store, owner, rest)
        case "category":
            with store.write() as tx:
                tx.put(*(replace(nora, interests=()) for nora in tx.find(Customer, id="nora")))
        case "product":
            forget_product(store, rest)
        case "bought_together" | "viewed_together":
            withdraw_consent(store, doer_of_both(store, rest.split(":")), Purpose.TRAIN, source="test")
        case _:
            pytest.fail(f"nothing takes away {id}")


def forget_product(store: Store, product_id: str) -> None:
    """Take away what Nora, and Omar, have to do with it."""
    with store.write() as tx:
        for person in ("nora", "omar"):
            orders = [o.id for o in tx.find(Order, customer_id=person) if o.items[0].product_id == product_id]
            tx.remove(Order, *orders)
            tx.remove(Event, *(event.id for event in tx.find(Event, customer_id=person, product_id=product_id)))
            tx.remove(Review, f"{product_id}~{person}")
            tx.remove(WishlistItem, f"{person}~{product_id}")


def doer_of_both(store: Store, product_ids: list[str]) -> str:
    with store.read() as tx:
        for person in (*RUNNERS, *READERS):
            done = {item.product_id for order in tx.find(Order, customer_id=person) for item in order.items}
            if done.issuperset(product_ids):
                return person
    raise AssertionError(product_ids)


@pytest.mark.parametrize("kind", CONTEXTS)
def test_what_is_taken_away_takes_its_reasons_along(kind: str, shelf: Shelf, model: Model) -> None:
    context = CONTEXTS[kind]
    found = suggest(SOCIETY, shelf, model, context)
    given = list(all_evidence(found))
    assert given
    for suggestion, reason, id in given:
        if id in {f"product:{own}" for own in (suggestion.product_id, *context.seed_product_ids)}:
            continue  # what is suggested, or asked about, is there or nothing is said
        store = copy_of(SOCIETY)
        take_away(store, id)
        again = all_evidence(suggest(store, shelf, model, context))
        left = {(one.product_id, told.text, evidence) for one, told, evidence in again}
        assert (suggestion.product_id, reason.text, id) not in left


def test_every_kind_of_evidence_is_given(shelf: Shelf, model: Model) -> None:
    given = {
        id.partition(":")[0]
        for context in CONTEXTS.values()
        for _, _, id in all_evidence(suggest(SOCIETY, shelf, model, context))
    }
    assert given == {
        "review", "reviews", "purchase", "sent", "wish", "category", "product", "bought_together",
    }  # fmt: skip


TOGETHER = "bought_together:shoe:sock"
SEEDED = SuggestContext(seed_product_ids=("shoe",))


def tells_of_the_crowd(store: Store, shelf: Shelf, model: Model) -> bool:
    return any(id == TOGETHER for _, _, id in all_evidence(StoreRecommender(store, shelf, model).suggest(None, SEEDED)))


ENDS: dict[str, Callable[[Store], object]] = {
    "consent withdrawn": lambda store: withdraw_consent(store, "runner4", Purpose.TRAIN, source="test"),
    "customer erased": lambda store: erase_me(store, "runner4"),
}


@pytest.mark.parametrize("end", ENDS)
def test_who_leaves_is_counted_no_longer(end: str, shelf: Shelf, model: Model) -> None:
    """Five people have both the shoe and the sock, so that four are left."""
    store = copy_of(SOCIETY)
    assert tells_of_the_crowd(store, shelf, model)
    ENDS[end](store)
    assert not tells_of_the_crowd(store, shelf, model)


def test_who_leaves_without_having_both_changes_nothing(shelf: Shelf, model: Model) -> None:
    store = copy_of(SOCIETY)
    withdraw_consent(store, "runner0", Purpose.TRAIN, source="test")  # who lacks the shoe
    erase_me(store, "reader3")
    assert tells_of_the_crowd(store, shelf, model)


def test_who_comes_back_counts_again(shelf: Shelf, model: Model) -> None:
    store = copy_of(SOCIETY)
    withdraw_consent(store, "runner4", Purpose.TRAIN, source="test")
    grant_consent(store, "runner4", Purpose.TRAIN, source="test")
    assert tells_of_the_crowd(store, shelf, model)


def test_one_recommender_notices_each_who_leaves(shelf: Shelf) -> None:
    store = copy_of(SOCIETY)
    for person in ("reader0", "reader1"):
        buy(store, person, "shoe")
        buy(store, person, "sock")
    recommender = StoreRecommender(store, shelf, learn_proven(store))

    def told() -> bool:
        return any(id == TOGETHER for _, _, id in all_evidence(recommender.suggest(None, SEEDED)))

    assert told()
    for person in ("reader0", "runner2"):
        withdraw_consent(store, person, Purpose.TRAIN, source="test")
        assert told()
    withdraw_consent(store, "runner3", Purpose.TRAIN, source="test")
    assert not told()


@pytest.mark.parametrize("end", ENDS)
def test_looks_of_those_who_leave_are_told_no_longer(end: str, shelf: Shelf) -> None:
    """Nobody has bought the kite and the drone, and five looked at both."""
    store = copy_of(SOCIETY)
    for id in ("kite", "drone"):
        put_on_sale(store, id, "Toys")
        for person in RUNNERS[:LEAST_TOGETHER]:
            look_at(store, person, id)
    recommender = StoreRecommender(store, shelf, learn_proven(store))
    context = SuggestContext(seed_product_ids=("kite",))

    def told() -> bool:
        found = all_evidence(recommender.suggest(None, context, 20))
        return any(id == "viewed_together:kite:drone" for _, _, id in found)

    assert told()
    ENDS[end](store)
    assert not told()
