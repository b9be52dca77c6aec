"""What everybody says of a product: both sides first, then whatever the shopper wants to read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.cards import make_review_snippets
from actions.context import current_shelf
from actions.opinions.digest import HAPPY, UNHAPPY, tell_average, tell_sponsored
from actions.opinions.own_reviews import tell_own_reviews
from actions.opinions.review_wishes import ReviewWish, count_sides, pick_both_sides, read_wish
from actions.quick_replies import QuickReply, quick_reply
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product
from retrieval.aspects import Aspect, shared_aspects
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


class ActionReadReviews(ShopAction):
    """Reads reviews by anybody, as far as the shopper may: the gist, one aspect, some stars, the newest, more."""

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
        wish = read_wish(turn)
        if not reviews:
            values = {"title": product.title}
            turn.say("no_reviews", values=values, quick_replies=_without_reviews(turn, product))
        elif wish.like_me:
            _read_like_minded(turn, product, reviews)
        elif wish.aspect is not None:
            _read_about(turn, product, reviews, wish, wish.aspect)
        elif wish.for_the_gist:
            _read_gist(turn, product, reviews)
        else:
            _read_some(turn, product, reviews, wish, before)


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
    turn.say(
        response,
        values={"title": product.title, "shown": len(reviews), "sponsored": tell_sponsored(reviews), **values},
        reviews=[_cut(snippet, aspect) for snippet in snippets],
        quick_replies=list(quick_replies),
        evidence=[product.id, *(review.id for review in reviews)],
    )


def _cut(snippet: ReviewSnippet, aspect: Aspect | None) -> ReviewSnippet:
    return snippet if aspect is None else replace(snippet, text=aspect.quote(snippet.text))


def _read_gist(turn: ActionTurn, product: Product, reviews: Sequence[SeenReview]) -> None:
    happy, middling, unhappy = count_sides(reviews)
    values = {
        "count": len(reviews),
        "average": _average(reviews),
        "happy": happy,
        "middling": middling,
        "unhappy": unhappy,
        "verified": sum(review.verified for review in reviews),
        "friends": sum(review.friend for review in reviews),
        "sponsored_count": sum(review.sponsored for review in reviews),
        "praised": _told_most(review.text for review in reviews if review.rating >= HAPPY),
        "blamed": _told_most(review.text for review in reviews if review.rating <= UNHAPPY),
        **_tell_digest(turn, product),
    }
    shown = pick_both_sides(reviews)
    show_reviews(turn, product, "reviews_gist", shown, values, quick_replies=_further(turn, product, reviews, shown))


def _tell_digest(turn: ActionTurn, product: Product) -> dict[str, Any]:
    """Return how many speak well and ill of what is spoken of most, and how many reviews look bought; [] for few."""
    digest = current_shelf().digest_reviews(product.id, turn.customer_id)
    if digest is None:
        return {"aspects": [], "counted": 0, "suspicious_count": 0}
    told = [share for share in digest.aspects if share.count >= _LEAST_TOLD][:_ASPECTS_TOLD]
    return {
        "aspects": [{"name": share.name, "praised": len(share.praised), "blamed": len(share.blamed)} for share in told],
        "counted": digest.count,
        "suspicious_count": len(digest.suspicious_ids),
    }


def _read_about(
    turn: ActionTurn, product: Product, reviews: Sequence[SeenReview], wish: ReviewWish, aspect: Aspect
) -> None:
    named = [review for review in reviews if aspect.is_in(review.text) and wish.fits(review)]
    found = named or _find_close(turn, product, reviews, aspect)
    if not found:
        values = {"title": product.title, "aspect": aspect.name, "count": len(reviews)}
        turn.say("no_review_about", values=values, quick_replies=_ask_owners(turn, product))
        return
    happy, _, unhappy = count_sides(found)
    values = {
        "aspect": aspect.name,
        "count": len(found),
        "average": _average(found),
        "all_count": len(reviews),
        "all_average": _average(reviews),
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


def _read_some(
    turn: ActionTurn, product: Product, reviews: Sequence[SeenReview], wish: ReviewWish, before: Sequence[str]
) -> None:
    found = wish.sort([review for review in reviews if wish.fits(review)])
    left = [review for review in found if review.id not in before] if wish.more else found
    if not left:
        values = {
            "title": product.title,
            "count": len(reviews),
            "more": wish.more,
            "rating": wish.rating or 0,
            "critical": wish.critical,
            "buyers": wish.buyers,
            "lowest": min(review.rating for review in reviews),
        }
        turn.say("no_such_reviews", values=values, quick_replies=_further(turn, product, reviews, []))
        return
    shown = left[:_SHOWN]
    values = {
        "count": len(found),
        "all_count": len(reviews),
        "rating": wish.rating or 0,
        "critical": wish.critical,
        "kind": wish.kind,
        "newest": wish.newest,
        "helpful": wish.helpful,
        "buyers": wish.buyers,
    }
    more = [_button("More reviews", product)] if len(left) > len(shown) else []
    show_reviews(turn, product, "reviews_chosen", shown, values, quick_replies=more)
    if wish.more:
        turn.memory.review_ids = [*turn.memory.review_ids, *before]  # what was read before does not come again


def _read_like_minded(turn: ActionTurn, product: Product, reviews: Sequence[SeenReview]) -> None:
    found = like_minded_reviews(turn.store, turn.customer_id, product.id) if turn.customer_id else ()
    if found:
        values = {"count": len(found), "average": _average(found)}
        show_reviews(turn, product, "like_minded_reviews", found[:_SHOWN], values)
    else:
        turn.say("nobody_like_minded", values={"title": product.title, "count": len(reviews)})


def _told_most(texts: Any) -> str:
    told = shared_aspects(texts)
    return told[0][0].name if told else ""


def _average(reviews: Sequence[SeenReview]) -> str:
    return tell_average(sum(review.rating for review in reviews) / len(reviews))


def _further(
    turn: ActionTurn, product: Product, reviews: Sequence[SeenReview], shown: Sequence[SeenReview]
) -> list[QuickReply]:
    if turn.mood == "angry" or len(reviews) <= len(shown):
        return []
    critical = [_button("The critical ones", product)] if any(r.rating <= UNHAPPY for r in reviews) else []
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
