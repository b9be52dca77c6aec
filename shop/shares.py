"""Links that show something to whoever holds them, until they expire or are revoked."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shop.access import Eyes, lock_people, open_eyes, readable_reviews
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.customers import Customer
from shop.errors import Invalid, NotFound
from shop.ids import new_id
from shop.reviews import Review, Visibility
from shop.reviews.reading import SeenReview, show_reviews
from shop.store import INDEXED, Reader, Store
from shop.texts import check_id
from shop.wishlists import WishlistItem
from shop.wishlists.gifts import SeenWish, show_wishes


@dataclass(frozen=True)
class Share:
    """What a signed link stands for. The link itself is never stored."""

    id: str
    owner_id: str = field(metadata=INDEXED)
    kind: str  # a value of ShareKind
    subject_id: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class ShareKind(StrEnum):
    """What can be shared."""

    PRODUCT = "product"
    WISHLIST = "wishlist"  # of the link's owner: the subject is their id
    REVIEW = "review"
    EXPORT = "export"  # of the link's owner, and opened by nobody else


LIFETIMES = {  # of a link when its maker does not say
    ShareKind.PRODUCT: timedelta(days=30),
    ShareKind.WISHLIST: timedelta(days=30),
    ShareKind.REVIEW: timedelta(days=30),
    ShareKind.EXPORT: timedelta(days=7),
}
SHORTEST_SECRET = 16  # characters
SHORTEST_LIFE = timedelta(minutes=1)
LONGEST_LIFE = timedelta(days=365)


@dataclass(frozen=True)
class OpenedLink:
    """What a link leads to, as its viewer may see it; `sharer` is None for somebody whom they cannot find."""

    kind: ShareKind
    subject_id: str
    sharer: str | None
    review: SeenReview | None = None  # for REVIEW
    wishes: tuple[SeenWish, ...] = ()  # for WISHLIST


def make_link(
    store: Store, secret: str, owner_id: str, kind: ShareKind, subject_id: str, ttl: timedelta | None = None
) -> str:
    """Return the token of a new link; it is not stored, so keep it or make another.

    Raises NotFound for what the owner cannot see or share, Invalid for a lifetime outside 1 minute to 365 days,
    ValueError for a secret under 16 characters.
    """
    ttl = LIFETIMES[kind] if ttl is None else ttl
    if not SHORTEST_LIFE <= ttl <= LONGEST_LIFE:
        raise Invalid("ttl", f"A link lives from 1 minute to 365 days, not {ttl}.")
    with store.write() as tx:
        lock_people(tx, owner_id)
        share = Share(new_id("share"), owner_id, kind, check_id("subject_id", subject_id), tx.now, tx.now + ttl)
        token = f"{share.id}.{_sign(secret, share.id)}"
        if _open(tx, share, owner_id) is None:
            raise NotFound(kind, subject_id)
        tx.add(share)
    return token


def open_link(store: Store, secret: str, token: str, viewer_id: str | None) -> OpenedLink:
    """Return what the link shows to this viewer; None is a guest.

    What its owner wrote or wishes for is shown to whoever holds the link when it is public, or for friends and the
    owner consents to that; what is for a circle or for nobody else never is. What is another person's is shown
    when both the link's owner and the viewer may see it by their own right. Raises the same NotFound for a link
    that is expired, revoked, tampered with, across a block, or whose subject is gone or hidden.
    """
    share_id, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), _sign(secret, share_id).encode()):
        raise NotFound("link", token)
    with store.read() as tx:
        share = tx.get(Share, share_id)
        opened = None
        if share is not None and share.revoked_at is None and tx.now < share.expires_at:
            opened = _open(tx, share, viewer_id)
    if opened is None:
        raise NotFound("link", token)
    return opened


def revoke_link(store: Store, owner_id: str, share_id: str) -> None:
    """End one's own link now; revoking twice is revoking once. Raises NotFound for anybody else's."""
    with store.write() as tx:
        share = tx.lock(Share, check_id("share_id", share_id))
        if share is None or share.owner_id != owner_id:
            raise NotFound("link", share_id)
        if share.revoked_at is None:
            tx.put(replace(share, revoked_at=tx.now))


def links_of(store: Store, owner_id: str) -> tuple[Share, ...]:
    """Return one's own links that still work, the newest first; () for none."""
    with store.read() as tx:
        shares = tx.find(Share, owner_id=check_id("owner_id", owner_id), order="created_at", descending=True)
        return tuple(share for share in shares if share.revoked_at is None and tx.now < share.expires_at)


def _open(tx: Reader, share: Share, viewer_id: str | None) -> OpenedLink | None:
    """Return what the share shows to this viewer, None for nothing at all."""
    eyes = open_eyes(tx, viewer_id)
    owner = tx.get(Customer, share.owner_id)
    if owner is None or owner.id in eyes.hidden_ids:
        return None
    kind = ShareKind(share.kind)
    bare = OpenedLink(kind, share.subject_id, owner.nickname if eyes.may_find(owner) else None)
    match kind:
        case ShareKind.PRODUCT:
            product = tx.get(Product, share.subject_id)
            return bare if product is not None and product.active else None
        case ShareKind.EXPORT:
            return bare if share.subject_id == owner.id == viewer_id else None
        case ShareKind.REVIEW:
            reviews = _linked_review(tx, share, eyes)
            return replace(bare, review=show_reviews(tx, eyes, reviews)[0]) if reviews else None
        case ShareKind.WISHLIST:
            wishes = show_wishes(tx, eyes, _linked_wishes(tx, owner.id))
            return replace(bare, wishes=wishes) if share.subject_id == owner.id else None


def _linked_review(tx: Reader, share: Share, eyes: Eyes) -> list[Review]:
    """Return the one review, or none."""
    own = tx.find(Review, id=share.subject_id, author_id=share.owner_id)
    if own:
        return [review for review in own if review.visibility in _linked(tx, share.owner_id)]
    for_viewer = readable_reviews(tx, eyes, id=share.subject_id)
    for_sharer = readable_reviews(tx, open_eyes(tx, share.owner_id), id=share.subject_id)
    return for_viewer if for_sharer else []


def _linked_wishes(tx: Reader, owner_id: str) -> list[WishlistItem]:
    shown = _linked(tx, owner_id)
    return [item for item in tx.find(WishlistItem, customer_id=owner_id) if item.visibility in shown]


def _linked(tx: Reader, owner_id: str) -> tuple[Visibility, ...]:
    """Return which of the owner's own things a link may show."""
    consents = allows(tx, owner_id, Purpose.FRIENDS_SEE)
    return (Visibility.PUBLIC, Visibility.FRIENDS) if consents else (Visibility.PUBLIC,)


def _sign(secret: str, share_id: str) -> str:
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"links need a secret of at least {SHORTEST_SECRET} characters")
    digest = hmac.digest(secret.encode(), f"share:{share_id}".encode("utf-8", "replace"), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
