"""The shopper's own stars and words, told as they stand: "how many stars did I give the backpack"."""

from collections.abc import Sequence

from actions.cards import make_review_snippets
from actions.orders.states import tell_date
from actions.privacy.changes import own_reviews
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_products_named
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.own_reviews import asks_all_own, asks_own_review
from retrieval.terms import holds, split_terms
from shop.catalogue import Product
from shop.reviews.reading import SeenReview

_MOST_SHOWN = 5
_SHOW_ALL = quick_reply("Show my reviews", "read_reviews")


def tell_own_reviews(turn: ActionTurn) -> bool:
    """Tell the shopper's review that is asked for, or all of them; return whether that was asked."""
    if not asks_own_review(turn.text):
        return False
    if turn.customer_id is None:
        turn.say("please_sign_in")
        return True
    mine = sorted(own_reviews(turn), key=lambda review: review.written_at, reverse=True)
    said = _said_thing(turn)
    meant = _find_meant(turn, mine, said)
    if not mine:
        turn.say("no_own_reviews")
    elif not meant:
        _say_not_reviewed(turn, said)
    elif len(meant) == 1:
        _tell_one(turn, meant[0])
    else:
        _tell_several(turn, meant)
    return True


def _said_thing(turn: ActionTurn) -> str:
    return turn.entity("product") or turn.entity("product_type") or turn.entity("brand") or ""


def _find_meant(turn: ActionTurn, mine: Sequence[SeenReview], said: str) -> list[SeenReview]:
    if asks_all_own(turn.text):
        return list(mine)
    if said:
        named = set(find_products_named(turn, said))
        return find_called(turn, mine, said) or [review for review in mine if review.product_id in named]
    about = turn.memory.product_id or turn.page_product_id
    return [review for review in mine if review.product_id == about] if about else list(mine)


def find_called(turn: ActionTurn, reviews: Sequence[SeenReview], said: str) -> list[SeenReview]:
    """Return those whose product is called so: "the vest"; [] for none."""
    products = read_products(turn, [review.product_id for review in reviews])
    called = {product.id for product in products if _is_called(product, said)}
    return [review for review in reviews if review.product_id in called]


def _is_called(product: Product, said: str) -> bool:
    return holds(split_terms(f"{product.brand} {product.title} {product.type}"), split_terms(said))


def _say_not_reviewed(turn: ActionTurn, said: str) -> None:
    products = read_products(turn, [turn.memory.product_id]) if not said and turn.memory.product_id else []
    thing = products[0].title if products else said
    write = [quick_reply("Write one", "write_review", product=thing)] if products or turn.entity("product") else []
    turn.say("not_reviewed_yet", values={"said": thing}, quick_replies=[*write, _SHOW_ALL])


def _tell_one(turn: ActionTurn, review: SeenReview) -> None:
    """Tell it; from now on "make it 4" is of these stars."""
    title = _titles(turn, [review]).get(review.product_id, "")
    turn.focus(review.product_id)
    turn.show("reviews")
    turn.memory.review_ids, turn.memory.own_review_of = [review.id], review.product_id
    turn.say(
        "own_review_told",
        values={
            "title": title,
            "rating": review.rating,
            "text": review.text,
            "date": tell_date((review.edited_at or review.written_at).date()),
        },
        reviews=make_review_snippets(turn, [review]),
        quick_replies=[
            quick_reply("Change it", "write_review", product=title),
            quick_reply("Who can see it?", "privacy_settings", product=title),
        ],
        evidence=[review.product_id, review.id],
    )


def _tell_several(turn: ActionTurn, reviews: Sequence[SeenReview]) -> None:
    shown = list(reviews)[:_MOST_SHOWN]
    titles = _titles(turn, shown)
    turn.show("reviews")
    turn.memory.review_ids = [review.id for review in shown]
    turn.say(
        "own_reviews_shown",
        values={
            "count": len(reviews),
            "shown": len(shown),
            "lines": [f"{titles.get(one.product_id, '')}, {one.rating} of 5" for one in shown],
        },
        reviews=make_review_snippets(turn, shown),
        evidence=[review.id for review in shown],
    )


def _titles(turn: ActionTurn, reviews: Sequence[SeenReview]) -> dict[str, str]:
    """Return the titles by product id, of what is no longer sold as well."""
    with turn.store.read() as tx:
        return {id: product.title for id, product in tx.get_many(Product, [r.product_id for r in reviews]).items()}
