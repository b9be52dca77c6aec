"""What speaks for products among the shopper's friends: their stars, and what they show that they bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.names import join_names
from actions.opinions.digest import tell_author, tell_average
from actions.turn import ActionTurn
from shop.access import name_people, open_eyes, readable_reviews
from shop.activity.feed import shown_purchases
from shop.reviews.reading import SeenReview
from shop.reviews.reading import show_reviews as as_seen
from shop.store import Condition, OneOf

LIKED = 3.5  # stars in the mean
_OWNED = 3.75  # stars that a purchase without any stands for


@dataclass(frozen=True)
class ByFriends:
    """How a list by friends is chosen: whose word counts, () for all of theirs, what it is for, and if it is liked."""

    person_ids: tuple[str, ...] = ()
    purpose: str = ""
    liked: bool = True

    @staticmethod
    def of(chosen_by: Mapping[str, Any]) -> "ByFriends":
        """Return the way that was kept in a conversation."""
        return ByFriends(
            tuple(chosen_by.get("person_ids", ())), chosen_by.get("purpose", ""), bool(chosen_by.get("liked", True))
        )

    def way(self) -> dict[str, Any]:
        return {"as": "friends", "person_ids": list(self.person_ids), "purpose": self.purpose, "liked": self.liked}


@dataclass(frozen=True)
class Favour:
    """How friends stand to one product, best told by `reasons`; `review_ids` are what these were told from."""

    standing: float
    reasons: tuple[str, ...]
    review_ids: tuple[str, ...]


def read_favours(
    turn: ActionTurn, product_ids: Sequence[str] | None, people: Sequence[str] = (), *, liked: bool = True
) -> dict[str, Favour]:
    """Return by product what speaks for it among friends, the best first; what they do not like is left out if `liked`.

    Of all products for None; `people` are the ids of those whose word alone counts, who need not be friends. As far as
    each shows it to this shopper now; what was paid for says nothing. {} where nobody says anything.
    """
    given = _read_reviews(turn, product_ids, people)
    owners = _read_owners(turn, product_ids, people)
    favours: dict[str, Favour] = {}
    for id in dict.fromkeys((*given, *owners)):
        reviews = given.get(id, [])
        raters = {review.author_id for review in reviews}
        names = [name for person_id, name in owners.get(id, {}).items() if person_id not in raters]
        stars = [*(review.rating for review in reviews), *[_OWNED] * len(names)]
        if liked and reviews and mean_of(reviews) < LIKED:
            continue
        told = [*([tell_stars(reviews)] if reviews else []), *([f"{join_names(names)} bought it"] if names else [])]
        favours[id] = Favour(stand(stars), tuple(told), tuple(review.id for review in reviews))
    return dict(sorted(favours.items(), key=lambda one: (-one[1].standing, one[0])))


def stand(stars: Sequence[float]) -> float:
    """Return the mean as if two more friends had given 3.5 stars: many good ones go before a single one."""
    return (sum(stars) + 2 * LIKED) / (len(stars) + 2)


def mean_of(reviews: Sequence[SeenReview]) -> float:
    return sum(review.rating for review in reviews) / len(reviews)


def tell_stars(reviews: Sequence[SeenReview]) -> str:
    """Return "5 stars by Ana", or "4.5 stars on average by Ana and Ben"."""
    names = join_names([tell_author(review) for review in reviews])
    stars = tell_average(mean_of(reviews))
    average = " on average" if len(reviews) > 1 else ""
    return f"{stars} {'star' if stars == '1' else 'stars'}{average} by {names}"


def _read_reviews(
    turn: ActionTurn, product_ids: Sequence[str] | None, people: Sequence[str]
) -> dict[str, list[SeenReview]]:
    where: dict[str, Condition] = {} if product_ids is None else {"product_id": OneOf(tuple(product_ids))}
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        authors = OneOf(tuple(sorted(people or eyes.sharing_ids)))
        given = as_seen(tx, eyes, readable_reviews(tx, eyes, author_id=authors, **where))
    found: dict[str, list[SeenReview]] = {}
    for review in sorted(given, key=lambda one: (-one.rating, one.nickname or "")):
        if not review.sponsored and (review.author_id in people or not people):  # else nobody may know whose it is
            found.setdefault(review.product_id, []).append(review)
    return found


def _read_owners(
    turn: ActionTurn, product_ids: Sequence[str] | None, people: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Return by product the friends who show that they bought it, by id their nickname."""
    wanted = None if product_ids is None else set(product_ids)
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        bought = [
            purchase
            for purchase in shown_purchases(tx, eyes, None)
            if (wanted is None or purchase.product_id in wanted) and (not people or purchase.customer_id in people)
        ]
        names = name_people(tx, eyes, {purchase.customer_id for purchase in bought})
    owners: dict[str, dict[str, str]] = {}
    for purchase in bought:
        if purchase.customer_id in names:
            owners.setdefault(purchase.product_id, {})[purchase.customer_id] = names[purchase.customer_id]
    return owners
