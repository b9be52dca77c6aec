"""What people show a customer of products, as far as this viewer may know it now.

Friends: stars, purchases that they show, and what they sent. Others: the public stars of those whom the viewer follows,
or whose reviews the viewer found helpful.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from recommender.acts import day_of
from recommender.word_of_mouth import Bond, Word, WordOfMouth
from shop.access import Eyes, name_people, readable_stars
from shop.activity.feed import shown_purchases
from shop.friends import Follow
from shop.ids import split_pair
from shop.reviews import ReviewLike
from shop.sending import SentKind, received
from shop.store import OneOf, Reader

SENT_LATELY_DAYS = 180
_HELPFUL = 2  # likes of somebody's reviews from which on one listens to them
_MOST_HEARD = 50  # people who are no friends: those followed first, then those liked most


def read_word_of_mouth(
    tx: Reader, eyes: Eyes, *, until: float | None = None, among: Collection[str] | None = None
) -> WordOfMouth:
    """Return what people show this viewer of products; nothing for guests and people whom nobody tells anything.

    Nothing for viewers who do not consent to PERSONALISE, too: other people are no way around it. Friends who do not
    consent to being seen say nothing at all, not even as somebody whom the viewer follows. Sponsored reviews are no
    word. Words given before the day `until` alone, and of people `among` these alone, where that is said.
    """
    if not eyes.personal:
        return WordOfMouth()
    before = float("inf") if until is None else until
    sharing = eyes.sharing_ids if among is None else eyes.sharing_ids & frozenset(among)
    likes = tx.find(ReviewLike, customer_id=eyes.viewer_id)
    liked = {like.review_id for like in likes if day_of(like.at) < before}
    bonds = dict.fromkeys(sorted(sharing), Bond.FRIEND) | _find_others(tx, eyes, liked, before, among)
    if not bonds:
        return WordOfMouth()
    names = name_people(tx, eyes, bonds)
    told = _leave_helpful(_read_reviews(tx, eyes, names, bonds, liked))
    if sharing:
        told += _read_purchases(tx, eyes, names)
        told += _read_sent(tx, eyes, sharing, day_of(tx.now) if until is None else until)
    return WordOfMouth.gather(word for word in told if word.day < before)


def _find_others(
    tx: Reader, eyes: Eyes, liked: Collection[str], before: float, among: Collection[str] | None
) -> dict[str, Bond]:
    """Return to whom else the viewer may listen, friends never, at most 50."""
    follows = tx.find(Follow, follower_id=eyes.viewer_id)
    followed = sorted(follow.followed_id for follow in follows if day_of(follow.since) < before)
    authors = Counter(split_pair(review_id)[1] for review_id in liked)
    helpful = [id for id, likes in sorted(authors.items(), key=lambda one: (-one[1], one[0])) if likes >= _HELPFUL]
    bonds = dict.fromkeys(followed, Bond.FOLLOWED)
    bonds |= {id: Bond.HELPFUL for id in helpful if id not in bonds}
    apart = eyes.friend_ids | eyes.hidden_ids | {eyes.viewer_id}
    heard = [id for id in bonds if id not in apart and (among is None or id in among)]
    return {id: bonds[id] for id in heard[:_MOST_HEARD]}


def _read_reviews(
    tx: Reader, eyes: Eyes, names: Mapping[str, str], bonds: Mapping[str, Bond], liked: Collection[str]
) -> Iterator[Word]:
    for stars in readable_stars(tx, eyes, author_id=OneOf(tuple(sorted(names))), sponsored=False):
        review_id, product_id, id, rating, *_, written_at = stars
        yield Word(product_id, id, names[id], rating, review_id, day_of(written_at), bonds[id], "", review_id in liked)


def _leave_helpful(told: Iterable[Word]) -> list[Word]:
    """Return these words but for those of people of whom the viewer can no longer read enough that they liked."""
    words = list(told)
    if not any(word.bond is Bond.HELPFUL for word in words):
        return words
    liked = Counter(word.person_id for word in words if word.liked)
    return [word for word in words if word.bond is not Bond.HELPFUL or liked[word.person_id] >= _HELPFUL]


def _read_purchases(tx: Reader, eyes: Eyes, names: Mapping[str, str]) -> Iterator[Word]:
    for purchase in shown_purchases(tx, eyes, None):
        id = purchase.customer_id
        if id in names:
            yield Word(purchase.product_id, id, names[id], None, day=day_of(purchase.at))


def _read_sent(tx: Reader, eyes: Eyes, sharing: Collection[str], now: float) -> Iterator[Word]:
    for one in received(tx, eyes, sharing, SentKind.PRODUCT):
        day = day_of(one.at)
        if now - day <= SENT_LATELY_DAYS:
            yield Word(one.subject_id, one.sender.id, one.sender.nickname, None, day=day, sent_id=one.id)
