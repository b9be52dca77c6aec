"""What everybody says of a product: both sides first, then whatever the shopper wants to read."""

from collections.abc import Sequence
from dataclasses import asdict

from actions.opinions.about_aspect import make_aspect_cards, read_about
from actions.opinions.digest import UNHAPPY, tell_average, tell_counted, tell_left_out
from actions.opinions.like_minded import find_like_minded, show_like_minded
from actions.opinions.own_reviews import tell_own_reviews
from actions.opinions.praised import show_praised
from actions.opinions.review_wishes import ReviewWish, count_sides, pick_both_sides, read_wish
from actions.opinions.voices import Voices, hear_voices, show_reviews
from actions.quick_replies import QuickReply, quick_reply
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product
from language.feelings import disagrees, tells_somebody_against
from shop.catalogue import Product
from shop.reviews.reading import SeenReview

_SHOWN = 4
_ASPECTS_TOLD = 3  # in words; all of them stand below


class ActionReadReviews(ShopAction):
    """Reads reviews by anybody, as far as the shopper may: the gist, one aspect, some stars, the newest, more.

    What is told leaves out those that are sponsored or look bought; who reads on sees them, marked.
    """

    action_name = "action_read_reviews"

    def act(self, turn: ActionTurn) -> None:
        if tell_own_reviews(turn) or show_praised(turn):
            return
        product = find_one_product(turn)
        if product is None:
            ask_which_product(turn, "read_reviews")
            return
        before = turn.memory.review_ids if turn.memory.product_id == product.id else []
        turn.focus(product.id)
        voices = hear_voices(turn, product)
        if not voices.reviews:
            turn.say("no_reviews", values={"title": product.title}, quick_replies=_without_reviews(turn, product))
            return
        wish = read_wish(turn)
        if tells_somebody_against(turn.text) or disagrees(turn.text):
            turn.say("seen_otherwise", values={"critical": wish.critical})
        if wish.like_me:
            _read_like_minded(turn, voices)
        elif not voices.counted and wish.tells_of_all:
            values = {"title": product.title, "count": len(voices.reviews), "left_out": tell_left_out(voices.digest)}
            turn.say("no_review_counts", values=values, quick_replies=[_button("The newest reviews", product)])
        elif wish.aspect is not None:
            read_about(turn, voices, wish, wish.aspect, before)
        elif wish.for_the_gist:
            _read_gist(turn, voices)
        else:
            _read_some(turn, voices, wish, before)


def _read_gist(turn: ActionTurn, voices: Voices) -> None:
    counted, digest = voices.counted, voices.digest
    happy, middling, unhappy = count_sides(counted)
    aspects = make_aspect_cards(voices)
    values = {
        "count": len(counted),
        "average": _average(counted),
        "happy": happy,
        "middling": middling,
        "unhappy": unhappy,
        "verified": sum(review.verified for review in counted),
        "friends": sum(review.friend for review in counted),
        "aspects": [asdict(card) for card in aspects[:_ASPECTS_TOLD]],
        "counted": tell_counted(digest),
        "left_out": tell_left_out(digest),
    }
    shown = pick_both_sides(counted)
    further = _further(turn, voices, shown)
    show_reviews(turn, voices.product, "reviews_gist", shown, values, aspects=aspects, quick_replies=further)


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
    found = find_like_minded(turn, product)
    if found:
        show_like_minded(turn, product, found, "like_minded_reviews", most=_SHOWN)
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


def _button(title: str, product: Product) -> QuickReply:
    return quick_reply(title, "read_reviews", product=product.title)
