"""What everybody says of a product: both sides first, then whatever the shopper wants to read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.cards import make_review_snippets
from actions.context import current_shelf
from actions.opinions.digest import UNHAPPY, tell_average, tell_left_out, tell_sponsored
from actions.opinions.own_reviews import tell_own_reviews
from actions.opinions.review_wishes import ReviewWish, count_sides, pick_both_sides, read_wish
from actions.quick_replies import QuickReply, quick_reply
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product
from retrieval.aspects import Aspect
from retrieval.digest import ReviewDigest
from retrieval.search import FactSource
from shop.access import open_eyes, readable_reviews
from shop.cards import ReviewSnippet
from shop.catalogue import Product
from shop.reviews.like_minded import like_minded_reviews
from shop.reviews.reading import SeenReview
from shop.reviews.reading import show_reviews as as_seen

_SHOWN = 4
_ASPECTS_TOLD = 3
_LEAST_TOLD = 2  # reviews that speak of an aspect, for it to be told
_CLOSE = 0.5  # how well a review answers, for one that does not name what is asked about


@dataclass(frozen=True)
class Voices:
    """The reviews of one product that the shopper may read, newest first, and what those that count come to."""

    product: Product
    reviews: Sequence[SeenReview]
    digest: ReviewDigest

    @property
    def counted(self) -> list[SeenReview]:
        return [review for review in self.reviews if review.id not in self.digest.left_out]


class ActionReadReviews(ShopAction):
    """Reads reviews by anybody, as far as the shopper may: the gist, one aspect, some stars, the newest, more.

    What is told leaves out those that are sponsored or look bought; who reads on sees them, marked.
    """

    action_name = "action_read_reviews"

    def act(self, turn: ActionTurn) -> None:
        if tell_own_reviews(turn):
            return
        product = find_one_product(turn)
        if product is None:
            ask_which_product(turn, "read_reviews")
            return
        before = turn.memory.review_ids if turn.memory.product_id == product.id else []
        turn.focus(product.id)
        reviews = all_reviews(turn, product.id)
        if not reviews:
            turn.say("no_reviews", values={"title": product.title}, quick_replies=_without_reviews(turn, product))
            return
        wish = read_wish(turn)
        voices = Voices(product, reviews, current_shelf().digest_reviews(product.id, turn.customer_id))
        if wish.like_me:
            _read_like_minded(turn, voices)
        elif not voices.counted and wish.tells_of_all:
            values = {"title": product.title, "count": len(reviews), "left_out": tell_left_out(voices.digest)}
            turn.say("no_review_counts", values=values, quick_replies=[_button("The newest reviews", product)])
        elif wish.aspect is not None:
            _read_about(turn, voices, wish, wish.aspect)
        elif wish.for_the_gist:
            _read_gist(turn, voices)
        else:
            _read_some(turn, voices, wish, before)


def all_reviews(turn: ActionTurn, product_id: str) -> list[SeenReview]:
    """Return the reviews of the product that the shopper may read, newest first; [] for none."""
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        found = as_seen(tx, eyes, readable_reviews(tx, eyes, product_id=product_id))
    return sorted(found, key=lambda review: (review.written_at, review.id), reverse=True)


def show_reviews(
    turn: ActionTurn,
    product: Product,
    response: str,
    reviews: Sequence[SeenReview],
    values: dict[str, Any],
    *,
    aspect: Aspect | None = None,
    quick_replies: Sequence[QuickReply] = (),
) -> None:
    """Say the response with these reviews; of an aspect the sentences that speak of it."""
    turn.show("reviews")
    turn.memory.review_ids = [review.id for review in reviews]
    snippets = make_review_snippets(turn, reviews)
    shown = {
        "title": product.title,
        "shown": len(reviews),
        "sponsored": tell_sponsored(reviews),
        "suspected": sum(snippet.suspected for snippet in snippets),
    }
    turn.say(
        response,
        values=shown | values,
        reviews=[_cut(snippet, aspect) for snippet in snippets],
        quick_replies=list(quick_replies),
        evidence=[product.id, *(review.id for review in reviews)],
    )


def _cut(snippet: ReviewSnippet, aspect: Aspect | None) -> ReviewSnippet:
    return snippet if aspect is None else replace(snippet, text=aspect.quote(snippet.text))


def _read_gist(turn: ActionTurn, voices: Voices) -> None:
    counted, digest = voices.counted, voices.digest
    happy, middling, unhappy = count_sides(counted)
    told = [share for share in digest.aspects if share.count >= _LEAST_TOLD][:_ASPECTS_TOLD]
    values = {
        "count": len(counted),
        "average": _average(counted),
        "happy": happy,
        "middling": middling,
        "unhappy": unhappy,
        "verified": sum(review.verified for review in counted),
        "friends": sum(review.friend for review in counted),
        "aspects": [{"name": share.name, "praised": len(share.praised), "blamed": len(share.blamed)} for share in told],
        "counted": digest.count,
        "left_out": tell_left_out(digest),
    }
    shown = pick_both_sides(counted)
    show_reviews(turn, voices.product, "reviews_gist", shown, values, quick_replies=_further(turn, voices, shown))


def _read_about(turn: ActionTurn, voices: Voices, wish: ReviewWish, aspect: Aspect) -> None:
    product, counted = voices.product, voices.counted
    named = [review for review in counted if aspect.is_in(review.text) and wish.fits(review)]
    found = named or _find_close(turn, product, counted, aspect)
    if not found:
        values = {"title": product.title, "aspect": aspect.name, "count": len(counted)}
        turn.say("no_review_about", values=values, quick_replies=_ask_owners(turn, product))
        return
    happy, _, unhappy = count_sides(found)
    values = {
        "aspect": aspect.name,
        "count": len(found),
        "average": _average(found),
        "all_count": len(counted),
        "all_average": _average(counted),
        "happy": happy,
        "unhappy": unhappy,
        "named": bool(named),
    }
    both = pick_both_sides(found)
    rest = [review for review in wish.sort(found) if review not in both]
    show_reviews(turn, product, "reviews_about", [*both, *rest][:_SHOWN], values, aspect=aspect if named else None)


def _find_close(turn: ActionTurn, product: Product, reviews: Sequence[SeenReview], aspect: Aspect) -> list[SeenReview]:
    """Return reviews that speak of it in other words, the closest first."""
    facts = current_shelf().find_facts(product.id, aspect.name, _SHOWN * 2, viewer_id=turn.customer_id)
    close = [fact.source_id for fact in facts if fact.source is FactSource.REVIEW and fact.score >= _CLOSE]
    by_id = {review.id: review for review in reviews}
    return [by_id[id] for id in dict.fromkeys(close) if id in by_id]


def _read_some(turn: ActionTurn, voices: Voices, wish: ReviewWish, before: Sequence[str]) -> None:
    product, among = voices.product, voices.counted if wish.of_stars else voices.reviews
    found = wish.sort([review for review in among if wish.fits(review)], voices.digest.left_out)
    left = [review for review in found if review.id not in before] if wish.more else found
    left_out = tell_left_out(voices.digest) if wish.of_stars else ""
    if not left:
        values = {
            "title": product.title,
            "count": len(among),
            "more": wish.more,
            "rating": wish.rating or 0,
            "critical": wish.critical,
            "buyers": wish.buyers,
            "lowest": min(review.rating for review in among),
            "left_out": left_out,
        }
        turn.say("no_such_reviews", values=values, quick_replies=_further(turn, voices, []))
        return
    shown = left[:_SHOWN]
    values = {
        "count": len(found),
        "all_count": len(among),
        "rating": wish.rating or 0,
        "critical": wish.critical,
        "kind": wish.kind,
        "newest": wish.newest,
        "helpful": wish.helpful,
        "buyers": wish.buyers,
        "left_out": left_out,
    }
    more = [_button("More reviews", product)] if len(left) > len(shown) else []
    show_reviews(turn, product, "reviews_chosen", shown, values, quick_replies=more)
    if wish.more:
        turn.memory.review_ids = [*turn.memory.review_ids, *before]  # what was read before does not come again


def _read_like_minded(turn: ActionTurn, voices: Voices) -> None:
    product = voices.product
    found = like_minded_reviews(turn.store, turn.customer_id, product.id) if turn.customer_id else ()
    if found:
        values = {"count": len(found), "average": _average(found)}
        show_reviews(turn, product, "like_minded_reviews", found[:_SHOWN], values)
    else:
        turn.say("nobody_like_minded", values={"title": product.title, "count": len(voices.reviews)})


def _average(reviews: Sequence[SeenReview]) -> str:
    return tell_average(sum(review.rating for review in reviews) / len(reviews))


def _further(turn: ActionTurn, voices: Voices, shown: Sequence[SeenReview]) -> list[QuickReply]:
    product, reviews = voices.product, voices.reviews
    if turn.mood == "angry" or len(reviews) <= len(shown):
        return []
    critical = [_button("The critical ones", product)] if any(r.rating <= UNHAPPY for r in voices.counted) else []
    friends = turn.customer_id is not None and any(review.friend for review in reviews)
    ask = [quick_reply("What do my friends say?", "friends_reviews", product=product.title)] if friends else []
    return [_button("More reviews", product), *critical, *ask]


def _without_reviews(turn: ActionTurn, product: Product) -> list[QuickReply]:
    if turn.mood == "angry" or turn.customer_id is None:
        return []
    return [quick_reply("Ask my friends", "ask_friends", product=product.title)]


def _ask_owners(turn: ActionTurn, product: Product) -> list[QuickReply]:
    return [] if turn.mood == "angry" else [_button("All the reviews", product)]


def _button(title: str, product: Product) -> QuickReply:
    return quick_reply(title, "read_reviews", product=product.title)
