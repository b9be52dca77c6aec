"""What several people say of a product, fairly and in numbers: who agrees, who does not, and what they write about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.names import join_names
from retrieval.aspects import shared_aspects
from retrieval.digest import ReviewDigest
from shop.reviews.reading import SeenReview

HAPPY = 4  # stars and more
UNHAPPY = 2  # stars and fewer


@dataclass(frozen=True)
class Digest:
    """Reviews of one product, counted.

    The verdict is "happy", "mostly_happy", "divided", "lukewarm", "mostly_unhappy" or "unhappy", as `_judge` says;
    `topic` is what most of them write about, "" when no two do.
    """

    count: int
    average: float
    happy: tuple[SeenReview, ...]
    middling: tuple[SeenReview, ...]
    unhappy: tuple[SeenReview, ...]
    verdict: str
    topic: str
    topic_reviews: tuple[SeenReview, ...]

    def values(self) -> dict[str, Any]:
        """Return it for the words: numbers, and names with their stars, "" where there are none."""
        return {
            "count": self.count,
            "people": join_names([tell_author(r) for r in (*self.happy, *self.middling, *self.unhappy)]),
            "average": tell_average(self.average),
            "happy": _tell(self.happy),
            "happy_count": len(self.happy),
            "middling": _tell(self.middling),
            "middling_count": len(self.middling),
            "unhappy": _tell(self.unhappy),
            "unhappy_count": len(self.unhappy),
            "topic": self.topic,
            "topic_people": _tell(self.topic_reviews),
            "topic_divides": len({_side(review.rating) for review in self.topic_reviews}) > 1,
            "sponsored": tell_sponsored((*self.happy, *self.middling, *self.unhappy)),
        }


def digest(reviews: Sequence[SeenReview]) -> Digest:
    """Sum up one or more reviews; the kindest first within each group."""
    ordered = sorted(reviews, key=lambda review: (-review.rating, tell_author(review).casefold()))
    sides = {side: tuple(r for r in ordered if _side(r.rating) == side) for side in (1, 0, -1)}
    topics = shared_aspects(review.text for review in ordered)
    topic, places = (topics[0][0].name, topics[0][1]) if topics else ("", ())
    return Digest(
        count=len(ordered),
        average=sum(review.rating for review in ordered) / len(ordered),
        happy=sides[1],
        middling=sides[0],
        unhappy=sides[-1],
        verdict=_judge(len(sides[1]), len(sides[0]), len(sides[-1])),
        topic=topic,
        topic_reviews=tuple(ordered[place] for place in places),
    )


def tell_author(review: SeenReview) -> str:
    """Return the nickname, "you" for the viewer's own, and "a customer" for somebody who is not to be named."""
    return "you" if review.mine else review.nickname or "a customer"


def tell_average(average: float) -> str:
    """Return stars as people say them: "4.3", and "5" instead of "5.0"; the best and the worst only when all say so."""
    most, least = (5.0, 1.0) if average in (5, 1) else (4.9, 1.1)
    return f"{min(max(average, least), most):.1f}".removesuffix(".0")


def tell_sponsored(reviews: Sequence[SeenReview]) -> str:
    """Return whose of these reviews were paid for or written for a free product; "" for none."""
    return join_names([tell_author(review) for review in reviews if review.sponsored])


def tell_counted(digest: ReviewDigest) -> str:
    """Return of how many reviews aspects were counted: "37", or "the newest 200" where there are older ones."""
    return f"the newest {digest.count}" if digest.older else str(digest.count)


def tell_left_out(digest: ReviewDigest) -> str:
    """Return which reviews do not count: "7 that look bought and 1 that is sponsored"; "" for none."""
    suspicious, sponsored = len(digest.suspicious_ids), len(digest.sponsored_ids)
    told = [
        f"{suspicious} that {'looks' if suspicious == 1 else 'look'} bought" if suspicious else "",
        f"{sponsored} that {'is' if sponsored == 1 else 'are'} sponsored" if sponsored else "",
    ]
    return join_names([one for one in told if one])


def _tell(reviews: Sequence[SeenReview]) -> str:
    return join_names([f"{tell_author(review)} ({review.rating})" for review in reviews])


def _side(rating: int) -> int:
    return 1 if rating >= HAPPY else -1 if rating <= UNHAPPY else 0


def _judge(happy: int, middling: int, unhappy: int) -> str:
    """Return the verdict: "mostly" is more than twice as many as the other side, and not fewer than in the middle."""
    if not middling and not unhappy:
        return "happy"
    if not middling and not happy:
        return "unhappy"
    if happy > 2 * unhappy and happy >= middling:
        return "mostly_happy"
    if unhappy > 2 * happy and unhappy >= middling:
        return "mostly_unhappy"
    return "divided" if happy and unhappy else "lukewarm"
