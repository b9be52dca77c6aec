"""Whose word counts most for this shopper: of friends who rated other things as they did, or have the thing."""

from dataclasses import dataclass

from actions.names import join_names
from actions.quick_replies import quick_reply
from actions.tasks import signed_in
from actions.turn import ActionTurn
from shop.access import name_people, open_eyes, readable_stars
from shop.catalogue import Product
from shop.reviews.by_friends import reviews_by_friends
from shop.store import OneOf

_ALIKE = 1  # stars that two may differ by and agree
_MOST = 3  # friends told of


@dataclass(frozen=True)
class Agreement:
    """How often a friend and the shopper gave about the same stars to the same things."""

    nickname: str
    agreed: int
    review_ids: tuple[str, ...]  # the friend's, of those things

    @property
    def of(self) -> int:
        return len(self.review_ids)

    @property
    def words(self) -> str:
        return f"{self.nickname} (on {self.agreed} of {self.of})"


def tell_whom_to_trust(turn: ActionTurn, product: Product) -> bool:
    """Say which friends who rated the product share the shopper's taste, and who bought it; False where none rated it.

    Only what each of them lets the shopper read counts.
    """
    me = signed_in(turn)
    found = [one for one in reviews_by_friends(turn.store, me, product_ids=[product.id]) if one.nickname]
    if not found:
        return False
    agreements = _agree(turn, besides=product.id)[1]
    stars = {one.author_id: one.rating for one in found}
    alike = sorted(
        ((id, one) for id, one in agreements.items() if one.agreed and id in stars),
        key=lambda known: (-known[1].agreed / known[1].of, -known[1].of),
    )[:_MOST]
    buyers = [one.nickname or "" for one in found if one.verified]
    turn.say(
        "whom_to_trust",
        values={
            "title": product.title,
            "alike": join_names([one.words for _, one in alike]),
            "first": alike[0][1].nickname if alike else "",
            "stars": stars[alike[0][0]] if alike else 0,
            "buyers": join_names(buyers, most=_MOST),
            "buyers_count": len(buyers),
            "count": len(found),
        },
        evidence=[one.id for one in found],
    )
    return True


def tell_whose_taste(turn: ActionTurn) -> None:
    """Say which friends gave about the shopper's own stars to the same things, those first who did it most surely."""
    rated, agreements = _agree(turn)
    likely = sorted(agreements.values(), key=lambda one: (-(one.agreed + 1) / (one.of + 2), one.nickname))
    alike = [one for one in likely if one.agreed][:_MOST]
    turn.say(
        "whose_taste",
        values={
            "alike": join_names([one.words for one in alike]),
            "first": alike[0].nickname if alike else "",
            "rated": rated,
            "friends": len(agreements),
        },
        evidence=[id for one in alike for id in one.review_ids],
        quick_replies=(quick_reply("Suggest something for me", "recommend_for_me"),),
    )


def _agree(turn: ActionTurn, besides: str = "") -> tuple[int, dict[str, Agreement]]:
    """Return how many things the shopper rated, and by friend how far both agree on those that both rated.

    Of friends whom the shopper may name, and as far as each shows it; the product `besides` is left out.
    """
    with turn.store.read() as tx:
        eyes = open_eyes(tx, signed_in(turn))
        names = name_people(tx, eyes, eyes.sharing_ids)
        mine = {one.product_id: one.rating for one in readable_stars(tx, eyes, author_id=eyes.viewer_id)}
        friends, rated = OneOf(tuple(sorted(names))), OneOf(tuple(id for id in mine if id != besides))
        theirs = readable_stars(tx, eyes, author_id=friends, product_id=rated, sponsored=False)
    given = {id: [one for one in theirs if one.author_id == id] for id in names}
    return len(mine), {
        id: Agreement(
            names[id],
            sum(abs(one.rating - mine[one.product_id]) <= _ALIKE for one in of_friend),
            tuple(one.id for one in of_friend),
        )
        for id, of_friend in given.items()
    }
