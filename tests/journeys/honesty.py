"""What must hold of every reply: no price, product or friend that the shop does not know."""

import re
from collections.abc import Iterable, Iterator, Sequence

from actions.context import current_terms
from bot.conversations.replies import Reply
from shop.catalogue import Product, Variant
from shop.customers import Customer
from shop.friends import Friendship
from shop.knowledge import Article
from shop.orders.records import Order
from shop.reviews import Review
from shop.store import Reader
from tests.journeys.talk import Talk

_GIVES_EXAMPLES = "action_help"  # of what can be said: "a jacket under 100 euro"
_PRICE = re.compile(r"€\s?(\d[\d,]*(?:\.\d{2})?)|(\d[\d,]*(?:\.\d{2})?)\s?(?:EUR|euros?|€)")


def why_dishonest(talk: Talk) -> str:
    """Return what the last answer says without knowing it; "" when there is nothing of that kind."""
    with talk.store.read() as tx:
        known = _known_prices(tx, [reply for answer in talk.answers for reply in answer.replies], talk.said)
        for reply in talk.last:
            known |= set(_of_refunds(tx, reply))
            unknown = set() if reply.action == _GIVES_EXAMPLES else prices_in(reply.text) - known
            if unknown:
                return f"the price {sorted(unknown)} in {reply.text!r} is in no fact"
            if strangers := _no_friends(tx, reply, talk.customer_id):
                return f"{', '.join(strangers)} shown as a friend in {reply.text!r}"
            for card in reply.products:
                product = tx.get(Product, card.product_id)
                if product is None or not product.active or product.title != card.title:
                    return f"{card.product_id} is not sold"
    return ""


def prices_in(text: str) -> set[int]:
    """Return the amounts of money in a text, in cents."""
    return {round(float((a or b).replace(",", "")) * 100) for a, b in _PRICE.findall(text) if (a or b) != ","}


def _known_prices(tx: Reader, replies: Sequence[Reply], said: Iterable[str]) -> set[int]:
    """Return the amounts that this talk has shown, with what two of them differ by, and what the shopper named."""
    known = {cents for text in said for cents in _numbers(text)}
    for reply in replies:
        known |= set(_of_cards(reply)) | {sum(card.price_cents for card in reply.products)}
        for id in (*reply.evidence, *(card.product_id for card in reply.products)):
            known |= set(_of_record(tx, id))
    return known | {high - low for high in known for low in known}


def _of_cards(reply: Reply) -> Iterator[int]:
    for card in reply.products:
        yield card.price_cents
        yield card.was_cents or 0
    for order in reply.orders:
        yield order.total_cents
    if reply.cart:
        cart = reply.cart
        yield from (line.line_total_cents for line in cart.lines)
        yield from (cart.subtotal_cents, cart.discount_cents, cart.shipping_cents, cart.total_cents)
    for row in reply.comparison:
        for value in row.values:
            yield from prices_in(value)


def _of_record(tx: Reader, id: str) -> Iterator[int]:
    for variant in tx.find(Variant, product_id=id):
        yield variant.price_cents
    if order := tx.get(Order, id):
        items = [item.price_cents for item in order.items]
        yield from (*items, sum(items), *(paid.amount_cents for paid in order.payments), order.shipping_cents)
    if article := tx.get(Article, id):
        yield from prices_in(article.body)
    if review := tx.get(Review, id):
        yield from prices_in(review.text)


def _of_refunds(tx: Reader, reply: Reply) -> Iterator[int]:
    """Return the label of a parcel, and what a piece, all pieces and a whole order told of pay back less it."""
    label = current_terms().return_label
    cost = label.cents if label else 0
    yield cost
    for order in tx.get_many(Order, reply.evidence).values():
        items = [item.price_cents for item in order.items]
        yield from (cents - cost for cents in (*items, sum(items), sum(items) + order.shipping_cents))


def _numbers(text: str) -> Iterator[int]:
    for number in re.findall(r"\d+(?:[.,]\d{2})?", text):
        yield round(float(number.replace(",", ".")) * 100)


def _no_friends(tx: Reader, reply: Reply, customer_id: str | None) -> list[str]:
    friends: set[str] = set()
    if customer_id is not None:
        ids = [friendship.friend_id for friendship in tx.find(Friendship, customer_id=customer_id)]
        friends = {customer.nickname for customer in tx.get_many(Customer, ids).values()}
    return [snippet.author for snippet in reply.reviews if snippet.is_friend and snippet.author not in friends]
