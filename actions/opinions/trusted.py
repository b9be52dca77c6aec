"""Whose word counts most for this shopper: of friends who rated other things as they did, or have the thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actions.names import join_names
from actions.quick_replies import quick_reply
from actions.tasks import signed_in
from actions.turn import ActionTurn
from shop.access import name_people, open_eyes, readable_stars
from shop.catalogue import Product
from shop.errors import NotFound
from shop.reviews.by_friends import reviews_by_friends
from shop.reviews.reading import SeenReview, reviews_by
from shop.store import OneOf

_LOOKED_AT = 100  # reviews of each
_ALIKE = 1  # stars that two may differ by and agree
_MOST = 3  # friends told of


@dataclass(frozen=True)
class Agreement:
    """How often a friend and the shopper gave about the same stars to the same things."""

    review: SeenReview
    agreed: int
    of: int


def tell_whom_to_trust(turn: ActionTurn, product: Product) -> bool:
    """Say which friends who rated the product share the shopper's taste, and who bought it; False where none rated it.

    Only what each of them lets the shopper read counts.
    """
    me = signed_in(turn)
    found = [one for one in reviews_by_friends(turn.store, me, product_ids=[product.id]) if one.nickname]
    if not found:
        return False
    mine = _stars_of(turn, me)
    agreements = [_compare(turn, one, mine) for one in found]
    alike = sorted((one for one in agreements if one.agreed), key=lambda one: (-one.agreed / one.of, -one.of))[:_MOST]
    buyers = [one.nickname or "" for one in found if one.verified]
    turn.say(
        "whom_to_trust",
        values={
            "title": product.title,
            "alike": _tell(alike),
            "first": alike[0].review.nickname if alike else "",
            "stars": alike[0].review.rating if alike else 0,
            "buyers": join_names(buyers, most=_MOST),
            "buyers_count": len(buyers),
            "count": len(found),
        },
        evidence=[one.id for one in found],
    )
    return True


def tell_whose_taste(turn: ActionTurn) -> None:
    """Say which friends gave about the shopper's own stars to the same things, those first who did it most surely."""
    with turn.store.read() as tx:
        eyes = open_eyes(tx, signed_in(turn))
        names = name_people(tx, eyes, eyes.sharing_ids)
        mine = {one.product_id: one.rating for one in readable_stars(tx, eyes, author_id=eyes.viewer_id)}
        friends, rated = OneOf(tuple(sorted(names))), OneOf(tuple(mine))
        theirs = readable_stars(tx, eyes, author_id=friends, product_id=rated, sponsored=False)
    common = Counter(one.author_id for one in theirs)
    agreed = Counter(one.author_id for one in theirs if abs(one.rating - mine[one.product_id]) <= _ALIKE)
    shares = {
        id: (agreed[id] + 1) / (common[id] + 2) for id in agreed
    }  # drawn to a half: two of two say less than nine
    alike = sorted(shares, key=lambda friend_id: (-shares[friend_id], names[friend_id]))[:_MOST]
    turn.say(
        "whose_taste",
        values={
            "alike": join_names([f"{names[id]} (on {agreed[id]} of {common[id]})" for id in alike]),
            "first": names[alike[0]] if alike else "",
            "rated": len(mine),
            "friends": len(names),
        },
        evidence=[one.id for one in theirs if one.author_id in alike],
        quick_replies=(quick_reply("Suggest something for me", "recommend_for_me"),),
    )


def _compare(turn: ActionTurn, review: SeenReview, mine: dict[str, int]) -> Agreement:
    theirs = _stars_of(turn, review.author_id or "")
    common = (mine.keys() & theirs.keys()) - {review.product_id}
    agreed = sum(abs(mine[id] - theirs[id]) <= _ALIKE for id in common)
    return Agreement(review, agreed, len(common))


def _stars_of(turn: ActionTurn, author_id: str) -> dict[str, int]:
    """Return the stars of somebody by product, as far as the shopper may read them under their name."""
    try:
        page = reviews_by(turn.store, turn.customer_id, author_id, limit=_LOOKED_AT)
    except NotFound:
        return {}
    return {one.product_id: one.rating for one in page.reviews if one.author_id == author_id}


def _tell(alike: Sequence[Agreement]) -> str:
    return join_names([f"{one.review.nickname} (on {one.agreed} of {one.of})" for one in alike])
