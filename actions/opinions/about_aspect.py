"""What reviews say of one aspect: as the digest counts it, or, of what it does not know, by the words alone."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from actions.context import current_shelf
from actions.opinions.digest import tell_average, tell_counted, tell_left_out
from actions.opinions.review_wishes import ReviewWish, count_sides, pick_both_sides
from actions.opinions.sides import tell_share
from actions.opinions.voices import Voices, show_reviews
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from retrieval.aspects import Aspect
from retrieval.digest import AspectShare
from retrieval.search import FactSource
from shop.cards import AspectCard
from shop.reviews.reading import SeenReview

_SHOWN = 4
_CLOSE = 0.5  # how well a review answers, for one that does not name what is asked about
_LEAST = 2  # reviews that speak of an aspect, for it to be told with the gist


def make_aspect_cards(voices: Voices) -> list[AspectCard]:
    """Return what the digest counts, most spoken of first; each opens the reviews behind its numbers."""
    return [
        AspectCard(
            share.name,
            len(share.praised),
            len(share.blamed),
            quick_reply(share.name, "read_reviews", aspect=share.name, product=voices.product.title).payload,
        )
        for share in voices.digest.aspects
        if share.count >= _LEAST
    ]


def read_about(turn: ActionTurn, voices: Voices, wish: ReviewWish, aspect: Aspect, before: Sequence[str]) -> None:
    """Tell how many praise it and blame it, and show them; who asks for more reads on after those in `before`."""
    shares = [share for name in aspect.known if (share := voices.digest.share(name))]
    if shares and len(shares) == len(aspect.known) and wish.of_everybody:
        _tell_shares(turn, voices, wish, aspect, shares, before)
    else:
        _tell_named(turn, voices, wish, aspect)


def _tell_shares(
    turn: ActionTurn,
    voices: Voices,
    wish: ReviewWish,
    aspect: Aspect,
    shares: Sequence[AspectShare],
    before: Sequence[str],
) -> None:
    found = voices.find(_interleave(wish, shares))
    left = [review for review in found if review.id not in before] if wish.more else found
    shown = (left or found)[:_SHOWN]
    values = {
        "sides": "; ".join(tell_share(share) for share in shares),
        "count": tell_counted(voices.digest),
        "divided": any(share.contradicted for share in shares),
        "left_out": tell_left_out(voices.digest),
    }
    more = quick_reply(f"More on the {aspect.name}", "read_reviews", aspect=aspect.name, product=voices.product.title)
    replies = [more] if len(left) > _SHOWN and turn.mood != "angry" else []
    show_reviews(turn, voices.product, "reviews_weighed", shown, values, aspect=aspect, quick_replies=replies)
    if wish.more:
        turn.memory.review_ids = [*turn.memory.review_ids, *before]


def _interleave(wish: ReviewWish, shares: Sequence[AspectShare]) -> list[str]:
    """Return the ids behind the numbers, praise and blame in turn, of each friends' first; one side if it is asked."""
    praised = [id for share in shares for id in share.praised]
    blamed = [id for share in shares for id in share.blamed]
    if wish.critical or wish.kind:
        asked, other = (blamed, praised) if wish.critical else (praised, blamed)
        return list(dict.fromkeys(asked or other))
    pairs = zip_longest(praised, blamed)
    return list(dict.fromkeys(id for id in chain.from_iterable(pairs) if id))


def _tell_named(turn: ActionTurn, voices: Voices, wish: ReviewWish, aspect: Aspect) -> None:
    product, counted = voices.product, voices.counted
    named = [review for review in counted if aspect.is_in(review.text) and wish.fits(review)]
    found = named or _find_close(turn, voices, aspect)
    if not found:
        values = {"title": product.title, "aspect": aspect.name, "count": len(counted)}
        every = quick_reply("All the reviews", "read_reviews", product=product.title)
        turn.say("no_review_about", values=values, quick_replies=[] if turn.mood == "angry" else [every])
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


def _find_close(turn: ActionTurn, voices: Voices, aspect: Aspect) -> list[SeenReview]:
    """Return reviews that speak of it in other words, the closest first."""
    facts = current_shelf().find_facts(voices.product.id, aspect.name, _SHOWN * 2, viewer_id=turn.customer_id)
    close = [fact.source_id for fact in facts if fact.source is FactSource.REVIEW and fact.score >= _CLOSE]
    return voices.find(list(dict.fromkeys(close)))


def _average(reviews: Sequence[SeenReview]) -> str:
    return tell_average(sum(review.rating for review in reviews) / len(reviews))
