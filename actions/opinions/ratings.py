"""Small opinions: stars for a product, a like for a review."""

import re
from collections.abc import Sequence

from actions.names import join_names
from actions.opinions.digest import HAPPY, UNHAPPY, tell_author
from actions.opinions.review_drafts import DRAFT, FLOW, ReviewDraft
from actions.opinions.write_review import go_on, take_in
from actions.quick_replies import quick_reply
from actions.reference.nicknames import match_nickname
from actions.tasks import gathered, said_place, says_all, signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import find_one_product
from language.values import read_rating
from retrieval.aspects import find_aspect
from shop.errors import NotFound
from shop.reviews.likes import like_review, unlike_review
from shop.reviews.reading import SeenReview, find_review, reviews_of_product

_UNLIKE = re.compile(r"\b(?:unlike|un-like|take (?:back|away) my like|remove (?:my|the) like|undo)\b", re.IGNORECASE)
_CRITICAL = re.compile(r"\b(?:critical|negative|bad|worst|warns?)\b", re.IGNORECASE)
_KIND = re.compile(r"\b(?:positive|praising|happy)\b", re.IGNORECASE)
_LONG = re.compile(r"\b(?:long|longest|detailed)\b", re.IGNORECASE)


class ActionRate(ShopAction):
    """Gives stars at once; within a review that is being written they are part of it."""

    action_name = "action_rate"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if turn.flow == FLOW and not turn.entity("product"):
            go_on(turn, take_in(turn, DRAFT.validate_python(gathered(turn, FLOW))))
            return
        things = [value for kind in ("product", "product_type", "ordinal") for value in turn.all_entities(kind)]
        if len(turn.all_entities("rating")) > 1 and len(things) > 1:
            turn.say("rate_one_at_a_time")
            return
        go_on(turn, take_in(turn, ReviewDraft(stars_only=True)))


class ActionLikeReview(ShopAction):
    """Likes the review meant: by its place, its author, its stars or what it speaks of; or takes a like back."""

    action_name = "action_like_review"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        shown = _read_shown(turn)
        meant = _meant(turn, shown)
        if not meant:
            _ask_which(turn, shown)
            return
        undo = _UNLIKE.search(turn.text) is not None
        for review in meant:
            (unlike_review if undo else like_review)(turn.store, signed_in(turn), review.id)
        new = [review for review in meant if review.liked == undo]
        likes = find_review(turn.store, signed_in(turn), meant[0].id).likes
        response = "review_unliked" if undo else "review_liked" if new else "review_liked_before"
        turn.say(
            response,
            values={
                "authors": join_names([tell_author(review) for review in new or meant]),
                "count": len(new or meant),
                "likes": likes,
            },
            evidence=[review.id for review in meant],
        )


def _read_shown(turn: ActionTurn) -> list[SeenReview]:
    """Return the reviews shown last that may still be read; without a list, those of the product named by an author."""
    shown = []
    for id in turn.memory.review_ids:
        try:
            shown.append(find_review(turn.store, turn.customer_id, id))
        except NotFound:
            continue  # taken down or hidden since
    if shown and not turn.entity("product"):
        return shown
    product = find_one_product(turn)
    if product is None or not (turn.entity("person") or turn.entity("product")):
        return shown
    return list(reviews_of_product(turn.store, turn.customer_id, product.id, limit=100).reviews)


def _meant(turn: ActionTurn, shown: Sequence[SeenReview]) -> list[SeenReview]:
    """Return the reviews that the message means; [] when that is unclear."""
    if names := turn.all_entities("person"):
        authors = {review.id: review.nickname for review in shown if review.nickname}
        ids = {id for name in names for id in match_nickname(name, authors)}
        return [review for review in shown if review.id in ids]
    place = said_place(turn)
    if place is not None:
        return [shown[place - 1 if place > 0 else place]] if -len(shown) <= place <= len(shown) else []
    if says_all(turn):
        return list(shown)
    others = [review for review in shown if not review.mine]
    described = _described(turn, others)
    if len(described) == 1:
        return described
    return others if len(others) == 1 else []


def _described(turn: ActionTurn, shown: Sequence[SeenReview]) -> list[SeenReview]:
    """Return those that have the stars, the side or the subject that the message names; [] when it names none."""
    said, aspect = turn.entity("rating"), turn.entity("aspect") or turn.entity("feature")
    if said:
        return [review for review in shown if review.rating == read_rating(said)]
    if aspect:
        word_for_word = [review for review in shown if aspect.lower() in review.text.lower()]
        return word_for_word or [review for review in shown if find_aspect(aspect).is_in(review.text)]
    if _CRITICAL.search(turn.text):
        return [review for review in shown if review.rating <= UNHAPPY]
    if _KIND.search(turn.text):
        return [review for review in shown if review.rating >= HAPPY]
    if _LONG.search(turn.text):
        return sorted(shown, key=lambda review: len(review.text))[-1:]
    return []


def _ask_which(turn: ActionTurn, shown: Sequence[SeenReview]) -> None:
    buttons = [
        quick_reply(f"{number}. {tell_author(review)}", "like_review", ordinal=str(number))
        for number, review in enumerate(shown[:5], 1)
        if not review.mine
    ]
    turn.say(
        "which_review",
        values={"count": len(shown)},
        quick_replies=buttons or [quick_reply("Show reviews", "read_reviews")],
    )
