"""Links: whoever holds one sees what it leads to, until anything ends it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import remove_review, show_review_to, write_review
from shop.shares import Share, ShareKind, links_of, make_link, open_link, revoke_link
from shop.store import Store
from shop.wishlists.items import add_to_wishlist, show_wish_to
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, withdraw

SECRET = "a secret of the shop, long enough"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> MemoryStore:
    store = MemoryStore(clock)
    fill(store)
    return store


def fill(store: Store) -> None:
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle", "pan", "mug", "pot")
    befriend(store, "ana", "ben")
    consent(store, "ana", "ben")


def opens(store: Store, token: str, viewer: str | None) -> bool:
    try:
        open_link(store, SECRET, token, viewer)
    except NotFound as refused:
        if str(refused) != f"link {token!r} was not found.":
            raise
        return False
    return True


def test_a_link_leads_guests_to_a_product_a_review_and_a_wishlist(store: Store) -> None:
    fill(store)
    review = write_review(store, "ana", "kettle", rating=5, text="Lovely")
    add_to_wishlist(store, "ana", "pan", note="28 cm")
    tokens = [
        make_link(store, SECRET, "ana", kind, subject)
        for kind, subject in ((ShareKind.PRODUCT, "kettle"), (ShareKind.REVIEW, review.id), (ShareKind.WISHLIST, "ana"))
    ]
    product, opened_review, wishlist = (open_link(store, SECRET, token, None) for token in tokens)
    assert (product.kind, product.subject_id, product.sharer) == (ShareKind.PRODUCT, "kettle", "Nick-ana")
    assert opened_review.review is not None
    assert opened_review.review.text == "Lovely"
    assert [(wish.product_id, wish.note) for wish in wishlist.wishes] == [("pan", "28 cm")]
    with store.read() as tx:
        assert not any(token in repr(share) for share in tx.find(Share) for token in tokens)


def test_expired_revoked_and_forged_links_look_the_same(town: MemoryStore, clock: Clock) -> None:
    token = make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle", timedelta(hours=1))
    share_id, signature = token.split(".")
    other = make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle")
    forged = [f"{share_id}.{other.split('.')[1]}", f"{share_id}.", share_id, "", f"{token}x", f"{signature}.{share_id}"]
    assert opens(town, token, None)
    assert not any(opens(town, wrong, None) for wrong in forged)
    with pytest.raises(NotFound):
        open_link(town, SECRET.upper(), token, None)
    revoke_link(town, "ana", other.split(".")[0])
    revoke_link(town, "ana", other.split(".")[0])
    assert not opens(town, other, None)
    clock.pass_by(timedelta(hours=1))
    assert not opens(town, token, None)
    assert links_of(town, "ana") == ()


@pytest.mark.parametrize("blocker", ["ana", "cem"])
def test_a_link_does_not_cross_a_block(town: MemoryStore, blocker: str) -> None:
    token = make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle")
    assert opens(town, token, "cem")
    block_person(town, blocker, "cem" if blocker == "ana" else "ana")
    assert not opens(town, token, "cem")


def test_a_link_ends_with_what_it_leads_to(town: MemoryStore) -> None:
    review = write_review(town, "ana", "kettle", rating=5)
    token = make_link(town, SECRET, "ana", ShareKind.REVIEW, review.id)
    show_review_to(town, "ana", "kettle", Visibility.ONLY_ME)
    assert not opens(town, token, "ben")
    show_review_to(town, "ana", "kettle", Visibility.PUBLIC)
    assert opens(town, token, "ben")
    remove_review(town, "ana", "kettle")
    assert not opens(town, token, "ben")
    withdrawn = make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle")
    with town.write() as tx:
        tx.put(Product("kettle", "", "", "", "", (), "", "EUR", 1, active=False))
    assert not opens(town, withdrawn, None)


def test_a_link_to_ones_wishlist_leaves_out_what_is_for_a_circle_or_oneself(town: MemoryStore) -> None:
    for product in ("kettle", "pan", "mug"):
        add_to_wishlist(town, "ana", product)
    show_wish_to(town, "ana", "kettle", Visibility.PUBLIC)
    show_wish_to(town, "ana", "mug", Visibility.ONLY_ME)
    token = make_link(town, SECRET, "ana", ShareKind.WISHLIST, "ana")
    assert {wish.product_id for wish in open_link(town, SECRET, token, None).wishes} == {"kettle", "pan"}
    withdraw(town, "ana")
    assert {wish.product_id for wish in open_link(town, SECRET, token, None).wishes} == {"kettle"}


def test_another_person_s_review_is_shown_only_to_who_may_read_it_anyway(town: MemoryStore) -> None:
    review = write_review(town, "ben", "kettle", rating=5, visibility=Visibility.FRIENDS)
    token = make_link(town, SECRET, "ana", ShareKind.REVIEW, review.id)
    assert [opens(town, token, viewer) for viewer in ("ana", "ben", "cem", None)] == [True, True, False, False]
    show_review_to(town, "ben", "kettle", Visibility.PUBLIC)
    assert opens(town, token, None)
    block_person(town, "ben", "ana")
    assert not opens(town, token, None), "no longer visible to the link's owner"


def test_nobody_links_to_what_they_cannot_see_or_to_others_wishlists(town: MemoryStore) -> None:
    hidden = write_review(town, "ben", "kettle", rating=5, visibility=Visibility.ONLY_ME)
    for kind, subject in (
        (ShareKind.REVIEW, hidden.id),
        (ShareKind.REVIEW, "kettle~nobody"),
        (ShareKind.WISHLIST, "ben"),
        (ShareKind.EXPORT, "ben"),
        (ShareKind.PRODUCT, "teapot"),
    ):
        with pytest.raises(NotFound, match=f"{kind} '{subject}'"):
            make_link(town, SECRET, "ana", kind, subject)
    assert links_of(town, "ana") == ()


def test_the_link_to_an_export_is_for_its_owner_and_lasts_seven_days(town: MemoryStore, clock: Clock) -> None:
    token = make_link(town, SECRET, "ana", ShareKind.EXPORT, "ana")
    assert [opens(town, token, viewer) for viewer in ("ana", "ben", None)] == [True, False, False]
    clock.pass_by(timedelta(days=7))
    assert not opens(town, token, "ana")


def test_only_the_owner_lists_and_revokes(town: MemoryStore) -> None:
    token = make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle")
    [share] = links_of(town, "ana")
    assert links_of(town, "ben") == ()
    with pytest.raises(NotFound):
        revoke_link(town, "ben", share.id)
    assert opens(town, token, None)


@pytest.mark.parametrize("ttl", [timedelta(0), timedelta(days=-1), timedelta(days=366)])
def test_a_lifetime_is_from_a_minute_to_a_year(town: MemoryStore, ttl: timedelta) -> None:
    with pytest.raises(Invalid, match="1 minute to 365 days"):
        make_link(town, SECRET, "ana", ShareKind.PRODUCT, "kettle", ttl)


def test_a_weak_secret_is_refused(town: MemoryStore) -> None:
    with pytest.raises(ValueError, match="16 characters"):
        make_link(town, "", "ana", ShareKind.PRODUCT, "kettle")
    with town.read() as tx:
        assert tx.count(Share) == 0


def test_a_private_sharer_is_not_named_to_strangers(town: MemoryStore) -> None:
    add_people(town, "pia", private=True)
    token = make_link(town, SECRET, "pia", ShareKind.PRODUCT, "kettle")
    assert open_link(town, SECRET, token, None).sharer is None


@given(st.text(), st.text())
def test_no_made_up_token_opens_anything(first: str, second: str) -> None:
    assert not opens(MemoryStore(), f"{first}.{second}", None)
