"""Writing a review: the product, the stars, the words, who may read it; published after a yes."""

import re
from dataclasses import replace
from typing import Any

from actions.opinions.review_drafts import (
    DRAFT,
    FLOW,
    ReviewDraft,
    answered_text,
    dictated_text,
    leading_stars,
    only_stars,
    said_rating,
    says_sponsored,
)
from actions.opinions.taking_back import (
    RemoveReview,
    asks_which_to_remove,
    deletes_it,
    offer_removal,
    takes_back_review,
)
from actions.privacy.audience import audience_choices, find_audience, read_audience
from actions.privacy.changes import own_reviews
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.reference.resolve import find_orders_meant, find_products_meant
from actions.taking_back import note_other
from actions.tasks import ask_for, gathered, signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_for_product, find_one_product, read_products
from language.review_talk import (
    discards,
    is_no_text,
    is_of_other_thing,
    only_tells_audience,
    tells_audience,
    words_beside_stars,
)
from retrieval.terms import holds, split_terms
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.errors import NotFound
from shop.ids import pair_id
from shop.purchases import purchases_of
from shop.reviews import Review, Visibility
from shop.reviews.reading import SeenReview, find_review
from shop.reviews.writing import write_review

_AN_ORDER = 7  # words of "delete my review of the bottle", at most; more of them are a review that says so
_A_NAME = 5  # words of what a product is called, at most; more are the review already
_SOMETHING_BOUGHT = re.compile(
    r"\b(?:what|the thing|something|things) (?:that )?(?:i|my \w+) (?:\w+ )?(?:bought|got|ordered|received|gave)\b"
    r"|\bmy (?:last )?(?:purchase|order)s?\b",
    re.IGNORECASE,
)


class ActionWriteReview(Proposer, ShopAction):
    """Gathers a review in any order, shows it, and publishes it; one that is there already is edited."""

    action_name = "action_write_review"
    needs_customer = True
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        open_here = turn.flow == FLOW
        if open_here and ((turn.intent == "deny" and turn.asking != "text") or discards(turn.text)):
            self.decline(turn)
            return
        if takes_back_review(turn.text) and (turn.asking != "text" or len(turn.text.split()) <= _AN_ORDER):
            offer_removal(turn)
            return
        if asks_which_to_remove(turn) or (not open_here and deletes_it(turn.text)):
            offer_removal(turn)
            return
        if open_here and turn.memory.proposal == RemoveReview.proposal:
            turn.ask_again()
            return
        go_on(turn, take_in(turn, DRAFT.validate_python(gathered(turn, FLOW))))

    def confirm(self, turn: ActionTurn) -> None:
        draft = DRAFT.validate_python(gathered(turn, FLOW))
        turn.end_flow()
        publish(turn, draft)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("review_not_published")


def take_in(turn: ActionTurn, draft: ReviewDraft) -> ReviewDraft:
    """Return the draft with what the message adds: the answer to what was asked, and whatever else it tells."""
    asking = turn.asking if turn.flow == FLOW else "none"
    if asking == "text":
        return _take_text(turn, draft)
    if asking in ("none", "product") or turn.entity("product"):
        product_id = _said_product(turn)
        if product_id is not None and product_id != draft.product_id:
            text = None if draft.product_id else draft.text  # what was written of another product stays with that
            draft = ReviewDraft(product_id=product_id, stars_only=draft.stars_only, rating=draft.rating, text=text)
    draft = replace(draft, rating=said_rating(turn, asked=asking == "rating") or draft.rating)
    if asking == "rating" and (words := words_beside_stars(turn.text)):
        draft = replace(draft, text=words, stars_only=False)
    if asking == "product" and not draft.product_id and not turn.entities and len(turn.text.split()) > _A_NAME:
        return replace(draft, text=draft.text or turn.text.strip(), rating=leading_stars(turn.text) or draft.rating)
    if asking in ("none", "confirm"):
        dictated = dictated_text(turn.text)
        draft = replace(draft, text=draft.text if dictated is None else dictated)
    if asking in ("visibility", "confirm") or (asking != "text" and tells_audience(turn.text)):
        draft = _for_audience(turn, draft)
    return replace(draft, sponsored=draft.sponsored or says_sponsored(turn.text))


def _take_text(turn: ActionTurn, draft: ReviewDraft) -> ReviewDraft:
    """Return the draft with the answer to the question for the words, which may be something else."""
    if (stars := only_stars(turn.text)) is not None:
        return replace(draft, rating=stars)
    if is_of_other_thing(turn.text):
        return ReviewDraft(stars_only=draft.stars_only)
    if only_tells_audience(turn.text):
        return _for_audience(turn, draft)
    if is_no_text(turn.text):
        return draft
    rating = leading_stars(turn.text) or draft.rating
    sponsored = draft.sponsored or says_sponsored(turn.text)
    return replace(draft, text=answered_text(turn.text), rating=rating, sponsored=sponsored)


def _for_audience(turn: ActionTurn, draft: ReviewDraft) -> ReviewDraft:
    """Return the draft for whom the message says may read it."""
    audience = read_audience(turn.store, signed_in(turn), turn.text)
    if audience is None:
        return draft
    return replace(draft, visibility=audience.visibility, circle_id=audience.circle_id)


def go_on(turn: ActionTurn, draft: ReviewDraft) -> None:
    """Ask for the first thing that is missing, else show the review and ask whether to publish it."""
    product = next(iter(read_products(turn, [draft.product_id])), None) if draft.product_id else None
    if product is None:
        ask_for_product(turn, FLOW, "review_what", _to_review(turn), _kept(draft), stars_only=draft.stars_only)
        return
    turn.focus(product.id)
    known = own_review(turn, product.id)
    if known is not None and not draft.stars_only:
        draft = _begin_with(turn, draft, known)
    if draft.rating is None:
        _ask_rating(turn, draft, product, known)
    elif draft.stars_only:
        publish(turn, draft)
    elif draft.text is None:
        _ask_text(turn, draft, product, known)
    elif draft.visibility is None:
        _ask_visibility(turn, draft, product)
    else:
        _propose(turn, draft, product, known)


def _begin_with(turn: ActionTurn, draft: ReviewDraft, known: SeenReview) -> ReviewDraft:
    """Return the draft of an edit: what the shopper did not change stays as it is, but the words are asked for.

    Where only another audience is wanted the words stay, too.
    """
    new_audience = draft.visibility is not None
    changes_audience = new_audience and (draft.visibility, draft.circle_id) != (
        known.visibility,
        _circle_of(turn, known),
    )
    only_audience = changes_audience and draft.text is None and draft.rating in (None, known.rating)
    return replace(
        draft,
        text=known.text if only_audience else draft.text,
        rating=draft.rating or known.rating,
        visibility=draft.visibility if new_audience else known.visibility,
        circle_id=draft.circle_id if new_audience else _circle_of(turn, known),
        sponsored=draft.sponsored or known.sponsored,
    )


def publish(turn: ActionTurn, draft: ReviewDraft) -> None:
    """Write it; stars alone leave the words and the readers of a review that is there."""
    known = own_review(turn, draft.product_id)
    kept_text = known.text if draft.stars_only and known else ""
    visibility = draft.visibility or (known.visibility if known else None) or Visibility.PUBLIC
    circle_id = draft.circle_id if draft.visibility else _circle_of(turn, known)
    written = write_review(
        turn.store,
        signed_in(turn),
        draft.product_id,
        rating=draft.rating or 0,
        text=draft.text or kept_text,
        visibility=visibility,
        circle_id=circle_id,
        sponsored=draft.sponsored or (known.sponsored if known else False),
    )
    if turn.flow == FLOW:
        turn.end_flow()
    note_other(turn, FLOW)
    with turn.store.read() as tx:
        product = tx.get(Product, draft.product_id)
    title = product.title if product else draft.product_id
    audience = find_audience(turn.store, signed_in(turn), written.visibility, written.circle_id)
    turn.say(
        "rated" if draft.stars_only else "review_published",
        values={
            "title": title,
            "rating": written.rating,
            "edited": known is not None,
            "before": known.rating if known else 0,
            "audience": audience.words,
            "verified": written.verified,
            "has_text": bool(written.text),
        },
        quick_replies=_after(turn, draft, title, written.visibility),
        evidence=[draft.product_id, written.id],
    )


def own_review(turn: ActionTurn, product_id: str) -> SeenReview | None:
    """Return the shopper's own review of the product, if there is one."""
    me = signed_in(turn)
    try:
        return find_review(turn.store, me, pair_id(product_id, me))
    except NotFound:
        return None


def _said_product(turn: ActionTurn) -> str | None:
    """Return the product that the message is about; an order with one product in it will do."""
    if turn.entity("order_id"):
        ids = {item.product_id for order in find_orders_meant(turn) for item in order.items}
        return ids.pop() if len(ids) == 1 else None
    if _SOMETHING_BOUGHT.search(turn.text) and not turn.entity("product"):
        return None
    if (kind := turn.entity("product_type")) and not turn.entity("product"):
        owned = _received(turn)
        of_kind = [p.id for p in read_products(turn, owned) if holds(split_terms(p.type), split_terms(kind))]
        if len(of_kind) == 1:  # "my socks" are those that were bought
            return of_kind[0]
    product = find_one_product(turn, FLOW)
    if product is None and turn.entity("product"):
        mine = {*_received(turn), *(review.product_id for review in own_reviews(turn))}
        of_mine = [id for id in find_products_meant(turn) if id in mine]
        return of_mine[0] if len(of_mine) == 1 else None  # two are called so, and one of them is theirs
    return product.id if product else None


def _received(turn: ActionTurn) -> list[str]:
    """Return the products that the shopper received, newest first."""
    with turn.store.read() as tx:
        return list(dict.fromkeys(purchase.product_id for purchase in purchases_of(tx, [signed_in(turn)])))


def _to_review(turn: ActionTurn) -> list[str]:
    """Return what to offer: the products of the order named, else what was received and not reviewed, newest first."""
    if turn.entity("order_id"):
        return list(dict.fromkeys(item.product_id for order in find_orders_meant(turn) for item in order.items))
    received = _received(turn)
    return [id for id in received if own_review(turn, id) is None] or received


def _ask_rating(turn: ActionTurn, draft: ReviewDraft, product: Product, known: SeenReview | None) -> None:
    ask_for(
        turn,
        FLOW,
        "rating",
        "review_stars",
        gathered=_kept(draft),
        values={"title": product.title, "before": known.rating if known else 0},
        quick_replies=[quick_reply("★" * stars, "inform", rating=str(stars)) for stars in range(5, 0, -1)],
    )


def _ask_text(turn: ActionTurn, draft: ReviewDraft, product: Product, known: SeenReview | None) -> None:
    ask_for(
        turn,
        FLOW,
        "text",
        "review_text",
        gathered=_kept(draft),
        values={"title": product.title, "rating": draft.rating, "before": known.text if known else ""},
        quick_replies=[quick_reply("No text, just the stars", "deny")],
    )


def _ask_visibility(turn: ActionTurn, draft: ReviewDraft, product: Product) -> None:
    ask_for(
        turn,
        FLOW,
        "visibility",
        "review_for_whom",
        gathered=_kept(draft),
        values={"title": product.title},
        quick_replies=audience_choices(turn.store, signed_in(turn)),
    )


def _propose(turn: ActionTurn, draft: ReviewDraft, product: Product, known: SeenReview | None) -> None:
    me = signed_in(turn)
    audience = find_audience(turn.store, me, draft.visibility or Visibility.PUBLIC, draft.circle_id)
    with turn.store.read() as tx:
        consents = allows(tx, me, Purpose.FRIENDS_SEE)
    ask_for_yes(
        turn,
        FLOW,
        "shall_i_publish_review",
        values={
            "title": product.title,
            "rating": draft.rating,
            "text": draft.text or "",
            "audience": audience.words,
            "edits": known is not None,
            "sponsored": draft.sponsored,
            "unseen": not consents and audience.visibility in (Visibility.FRIENDS, Visibility.CIRCLE),
        },
        quick_replies=yes_or_no("Publish it", "Don't publish"),
    )
    turn.memory.flow = _kept(draft)


def _circle_of(turn: ActionTurn, known: SeenReview | None) -> str | None:
    """Return the circle that the shopper's review is shown to; None for another audience."""
    if known is None or known.visibility is not Visibility.CIRCLE:
        return None
    with turn.store.read() as tx:
        stored = tx.get(Review, known.id)
    return stored.circle_id if stored else None


def _after(turn: ActionTurn, draft: ReviewDraft, title: str, visibility: Visibility) -> list[QuickReply]:
    if turn.mood == "angry" or not draft.stars_only:
        return []
    write = quick_reply("Add a few words", "write_review", product=title)
    only = quick_reply("Show my rating to friends only", "privacy_settings", product=title)
    return [write, only] if visibility is Visibility.PUBLIC else [write]


def _kept(draft: ReviewDraft) -> dict[str, Any]:
    kept: dict[str, Any] = DRAFT.dump_python(draft, mode="json")
    return kept
