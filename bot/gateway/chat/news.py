"""Notifications in words: what is in the store now, as this customer may see it, not what the notification says.

A poll that was revoked, a request that was withdrawn, a price that has risen again: then there is nothing to tell.
"""

import json
import zlib
from collections.abc import Callable
from urllib.parse import quote

from bot.conversations.replies import QuickReply, Reply
from bot.nlg.phrases import Phrasebook
from shop.access import name_people, open_eyes
from shop.cards import PollCard, ProductCard
from shop.catalogue import Listing, Variant, get_listing
from shop.catalogue.assembly import get_listings
from shop.errors import NotFound
from shop.friends.requests import requests_for
from shop.notifications import Notification
from shop.prices import AlertKind
from shop.questions import ProductQuestion
from shop.questions.polls import poll_results
from shop.questions.products import questions_about
from shop.questions.votes import invitations_for
from shop.reviews.reading import rating_summary
from shop.sending import SentKind
from shop.store import Store
from shop.wishlists.gifts import wishlist_of

Facts = tuple[dict[str, object], Reply]  # values for the words, and everything of the reply but the words


_MOST_SHOWN = 6  # products of a wishlist


class NewsWriter:
    """Writes notifications in the words of the phrasebook. Addresses of our own pages begin with `base_url`."""

    def __init__(self, store: Store, phrasebook: Phrasebook, base_url: str) -> None:
        self._store = store
        self._phrasebook = phrasebook
        self._base_url = base_url
        self._readers: dict[str, Callable[[Notification], Facts | None]] = {
            "price": self._read_alert,
            "back_in_stock": self._read_alert,
            "vote": self._read_vote,
            "poll_invitation": self._read_invitation,
            "friend_request": self._read_request,
            "friend_accepted": self._read_friend,
            "answer": self._read_answer,
            SentKind.PRODUCT: self._read_product,
            SentKind.WISHLIST: self._read_wishlist,
        }

    def write(self, note: Notification) -> Reply | None:
        """Return the message; None when there is nothing, or nothing any more, that the customer may be told."""
        reader = self._readers.get(note.kind)
        try:
            facts = reader(note) if reader else None
        except NotFound:  # it is gone, or hidden from them now
            return None
        if facts is None:
            return None
        values, reply = facts
        words = self._phrasebook.say(
            f"news_{note.kind}", values, tone="neutral", variation=zlib.crc32(note.id.encode())
        )
        return Reply(**{**vars(reply), "text": words, "action": f"news_{note.kind}", "values": values})

    def _read_alert(self, note: Notification) -> Facts | None:
        with self._store.read() as tx:
            variant = tx.get(Variant, note.subject_id)
            listing = get_listing(tx, variant.product_id) if variant else None
        if variant is None or listing is None or not (variant.active and listing.product.active):
            return None
        if note.kind == AlertKind.BACK_IN_STOCK and not variant.available:
            return None
        if note.kind == AlertKind.PRICE and variant.price_cents > int(note.facts.get("price_cents", 0)):
            return None
        card = self._show_product(note.customer_id, listing, variant)
        values: dict[str, object] = {"title": _name(card), "cents": variant.price_cents, "currency": variant.currency}
        buttons = (_button("Tell me more", "product_details", product=card.title),)
        return values, Reply("", products=(card,), quick_replies=buttons, evidence=(card.product_id, variant.id))

    def _read_vote(self, note: Notification) -> Facts:
        results = poll_results(self._store, note.customer_id, note.subject_id)
        voter_id = note.facts.get("person_id")
        who = next((vote.nickname for vote in results.votes if vote.voter_id == voter_id), "Somebody")
        poll = results.poll
        card = PollCard(poll.id, poll.question, poll.choices, results.counts, results.open, mine=True)
        return {"who": who, "question": poll.question}, Reply("", poll=card, evidence=(poll.id,))

    def _read_invitation(self, note: Notification) -> Facts | None:
        invitations = invitations_for(self._store, note.customer_id)
        found = next((one for one in invitations if one.poll_id == note.subject_id), None)
        if found is None or not found.open or found.choice is not None:
            return None
        # How the others voted is the asker's to know.
        card = PollCard(found.poll_id, found.question, found.choices, (), open=True, mine=False)
        return {"who": found.asker, "question": found.question}, Reply("", poll=card, evidence=(found.poll_id,))

    def _read_request(self, note: Notification) -> Facts | None:
        received = requests_for(self._store, note.customer_id).received
        found = next((request for request in received if request.id == note.subject_id), None)
        if found is None:
            return None
        buttons = (_button("Accept", "accept_friend", person=found.nickname),)
        return {"who": found.nickname, "message": found.message}, Reply("", quick_replies=buttons, evidence=(found.id,))

    def _read_friend(self, note: Notification) -> Facts | None:
        friend = self._name_friend(note)
        return ({"who": friend}, Reply("", evidence=(note.facts["person_id"],))) if friend else None

    def _read_answer(self, note: Notification) -> Facts | None:
        with self._store.read() as tx:
            asked = tx.get(ProductQuestion, note.subject_id)
        if asked is None or asked.asker_id != note.customer_id:
            return None
        seen = questions_about(self._store, note.customer_id, asked.product_id)
        answers = next((question.answers for question in seen if question.id == asked.id), ())
        if not answers:
            return None
        newest = answers[-1]
        who = "The shop" if newest.by_shop else newest.nickname or "Somebody"
        values: dict[str, object] = {"who": who, "question": asked.text, "answer": newest.text}
        return values, Reply("", evidence=(asked.product_id, newest.id))

    def _read_product(self, note: Notification) -> Facts | None:
        friend = self._name_friend(note)
        with self._store.read() as tx:
            listing = get_listing(tx, note.subject_id)
        if not friend or not listing.product.active:
            return None
        card = self._show_product(note.customer_id, listing)
        buttons = (_button("Tell me more", "product_details", product=card.title),)
        values: dict[str, object] = {"who": friend, "title": card.title, "message": note.facts.get("message", "")}
        return values, Reply("", products=(card,), quick_replies=buttons, evidence=(card.product_id,))

    def _read_wishlist(self, note: Notification) -> Facts | None:
        friend = self._name_friend(note)
        if not friend or note.subject_id != note.facts.get("person_id"):
            return None
        wishes = wishlist_of(self._store, note.customer_id, note.subject_id)
        with self._store.read() as tx:
            listings = get_listings(tx, [wish.product_id for wish in wishes]).values()
        sold = [listing for listing in listings if listing.product.active]
        if not sold:
            return None
        cards = tuple(self._show_product(note.customer_id, listing) for listing in sold[:_MOST_SHOWN])
        values: dict[str, object] = {"who": friend, "count": len(sold), "message": note.facts.get("message", "")}
        return values, Reply("", products=cards, evidence=tuple(card.product_id for card in cards))

    def _name_friend(self, note: Notification) -> str:
        """Return the nickname of the friend whom the notification is about; "" for somebody who is none any more."""
        friend_id = note.facts.get("person_id", "")
        with self._store.read() as tx:
            eyes = open_eyes(tx, note.customer_id)
            return name_people(tx, eyes, {friend_id} & eyes.friend_ids).get(friend_id, "")

    def _show_product(self, customer_id: str, listing: Listing, variant: Variant | None = None) -> ProductCard:
        """Return a card of this variant, or, without one, of the product from its lowest price on."""
        product = listing.product
        rating = rating_summary(self._store, customer_id, product.id)
        page = f"/p/{quote(product.id, safe='')}"
        picture = product.images[0] if product.images else f"/pictures/{quote(product.id, safe='')}.svg"
        return ProductCard(
            product_id=product.id,
            title=product.title,
            brand=product.brand,
            price_cents=variant.price_cents if variant else product.price_from_cents,
            currency=variant.currency if variant else product.currency,
            image=self._absolute(picture),
            url=self._absolute(product.url or page),
            in_stock=variant.available if variant else listing.available,
            options=", ".join(variant.options.values()) if variant else "",
            rating=rating.average,
            reviews=rating.count,
        )

    def _absolute(self, address: str) -> str:
        return f"{self._base_url}{address}" if address.startswith("/") else address


def _name(card: ProductCard) -> str:
    return f"{card.title} ({card.options})" if card.options else card.title


def _button(title: str, intent: str, **entities: str) -> QuickReply:
    return QuickReply(title, f"/{intent}{json.dumps(entities, ensure_ascii=False)}")
