"""What the reviews of one product come to, aspect by aspect, with the reviews behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.aspect_judge import NAMES, AspectJudge
from retrieval.languages import is_read
from retrieval.suspicious import find_suspicious, leave_out_paid
from shop.reviews.reading import SeenReview

LEAST = 5  # reviews that count; fewer are read rather than counted
MOST = 200  # the newest, of which aspects are counted: more hardly move a share, and each that is new is waited for
_DISAGREE = 0.25  # of those who speak of an aspect: from this share on the smaller side is told, too


@dataclass(frozen=True)
class AspectShare:
    """Who praises and who blames one aspect: ids of reviews, friends' first, then the newest; n of N is `count`."""

    name: str
    praised: tuple[str, ...]
    blamed: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many reviews speak of it."""
        return len({*self.praised, *self.blamed})

    @property
    def contradicted(self) -> bool:
        """Return whether more than a few are on the smaller side."""
        fewer = min(len(self.praised), len(self.blamed))
        return fewer > 1 and fewer >= _DISAGREE * self.count


@dataclass(frozen=True)
class ReviewDigest:
    """Of `count` reviews with words; aspects come by how many speak of them, most first, for five reviews and more.

    Of very many the newest are counted, and `older` is how many more there are.
    Sponsored reviews and those that look bought are left out of every number, and named; so are those in another
    language than is read, whose stars may count elsewhere.
    """

    count: int
    aspects: tuple[AspectShare, ...]
    sponsored_ids: tuple[str, ...]
    suspicious_ids: tuple[str, ...]
    foreign_ids: tuple[str, ...] = ()
    older: int = 0

    @property
    def left_out(self) -> frozenset[str]:
        """Return the ids of the reviews that do not count at all."""
        return frozenset((*self.sponsored_ids, *self.suspicious_ids))

    def share(self, name: str) -> AspectShare | None:
        """Return who speaks of this aspect; None where nobody does, or too few reviews count."""
        return next((share for share in self.aspects if share.name == name), None)


def digest_reviews(reviews: Sequence[SeenReview], judge: AspectJudge) -> ReviewDigest:
    """Return the digest of what one viewer may read of a product."""
    suspicious = find_suspicious(reviews)
    sponsored = {review.id for review in reviews if review.sponsored} - suspicious
    written = [review for review in leave_out_paid(reviews) if review.text.strip()]
    counted, older = _newest([review for review in written if is_read(review.language)])
    foreign = tuple(sorted(review.id for review in written if not is_read(review.language)))
    shares = _judge_aspects(counted, judge) if len(counted) >= LEAST else []
    left_out = tuple(sorted(sponsored)), tuple(sorted(suspicious)), foreign
    return ReviewDigest(len(counted), tuple(shares), *left_out, older)


def _newest(reviews: list[SeenReview]) -> tuple[list[SeenReview], int]:
    """Return those that are counted, and how many are older."""
    newest = sorted(reviews, key=lambda review: (review.written_at, review.id), reverse=True)
    return newest[:MOST], len(newest[MOST:])


def _judge_aspects(counted: list[SeenReview], judge: AspectJudge) -> list[AspectShare]:
    counted.sort(key=lambda review: (not review.friend, -review.written_at.timestamp(), review.id))
    judged = judge.judge([review.text for review in counted], [review.rating for review in counted])
    shares = (
        AspectShare(
            name,
            tuple(review.id for review, said in zip(counted, judged, strict=True) if name in said.praised),
            tuple(review.id for review, said in zip(counted, judged, strict=True) if name in said.blamed),
        )
        for name in NAMES
    )
    return sorted((share for share in shares if share.count), key=lambda share: -share.count)
