"""Taking back a review of one's own: after a yes, and for good."""

import re

from actions.opinions.own_reviews import find_called
from actions.opinions.review_drafts import FLOW
from actions.privacy.changes import own_reviews
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.tasks import ask_for, end_task, signed_in
from actions.turn import ActionTurn
from actions.which_product import find_one_product, read_products
from shop.errors import NotFound
from shop.reviews.reading import SeenReview
from shop.reviews.writing import remove_review

_TAKE_BACK = re.compile(
    r"\b(?:delete|remove|erase|withdraw|retract|unpublish|take (?:down|back|away|off))\b.*"
    r"\b(?:reviews?|rating|what i wrote)\b"
    r"|\b(?:reviews?|rating)\b.*\b(?:gone|deleted|removed|taken down|off the page)\b",
    re.IGNORECASE,
)
_THE_ACCOUNT = re.compile(r"\b(?:account|profile|all my data|everything)\b", re.IGNORECASE)
_DELETES_IT = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:delete|remove|take down|unpublish|erase)\b", re.IGNORECASE)
_MOST_OFFERED = 5


def takes_back_review(text: str) -> bool:
    """Say whether a review shall go, and the account stay."""
    return _TAKE_BACK.search(text) is not None and _THE_ACCOUNT.search(text) is None


def deletes_it(text: str) -> bool:
    """Say whether what was just written or rated shall go: "delete it"."""
    return _DELETES_IT.match(text) is not None


def asks_which_to_remove(turn: ActionTurn) -> bool:
    """Say whether the open question is which review shall go."""
    return turn.flow == FLOW and turn.asking == "product" and bool(turn.memory.flow.get("removes"))


def offer_removal(turn: ActionTurn) -> None:
    """Ask whether to remove the review that is meant, or which one."""
    mine = own_reviews(turn)
    product = find_one_product(turn, FLOW)
    meant = [one for one in mine if product is not None and one.product_id == product.id]
    if not meant and (said := turn.entity("product") or turn.entity("product_type")):
        meant = find_called(turn, mine, said)
        meant = meant if len(meant) == 1 else []
    if not turn.entity("product") and not meant and len(mine) == 1:
        meant = mine
    if not mine or (product is not None and turn.entity("product") and not meant):
        end_task(turn, FLOW)
        turn.say("no_review_to_remove", values={"title": product.title if product else ""})
    elif not meant:
        _ask_which(turn, mine)
    else:
        review = meant[0]
        ask_for_yes(
            turn,
            FLOW,
            "shall_i_remove_review",
            proposal=RemoveReview.proposal,
            gathered={"product_id": review.product_id},
            values={"title": _title(turn, review.product_id), "rating": review.rating, "text": review.text},
            quick_replies=yes_or_no("Yes, remove it", "No, keep it"),
            evidence=[review.id],
        )


class RemoveReview(Proposer):
    """The yes and no to "shall I remove your review?"."""

    proposal = "offer:remove_review"

    def confirm(self, turn: ActionTurn) -> None:
        product_id = str(turn.memory.flow["product_id"])
        turn.end_flow()
        title = _title(turn, product_id)
        try:
            remove_review(turn.store, signed_in(turn), product_id)
        except NotFound:
            turn.say("no_review_to_remove", values={"title": title})
            return
        turn.say("review_removed", values={"title": title}, evidence=[product_id])

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("review_kept")


def _ask_which(turn: ActionTurn, mine: list[SeenReview]) -> None:
    products = read_products(turn, [one.product_id for one in mine])[:_MOST_OFFERED]
    titles = [product.title for product in products]
    ask_for(
        turn,
        FLOW,
        "product",
        "which_review_to_remove",
        gathered={"removes": True},
        choices=[product.id for product in products],
        values={"titles": titles},
        quick_replies=[quick_reply(title, "inform", product=title) for title in titles],
    )


def _title(turn: ActionTurn, product_id: str) -> str:
    return next((product.title for product in read_products(turn, [product_id])), product_id)
