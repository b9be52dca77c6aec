"""Wishlists, shown: one's own, and what friends show of theirs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.cards import make_product_cards
from actions.names import join_names
from actions.people.taken import say_whether_taken
from actions.people.whom import tell_people
from actions.privacy.audience import find_audience
from actions.quick_replies import quick_reply
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product, read_products
from language.presents import asks_own_presents, asks_whether_taken, goes_on_with
from language.values import read_money_cents
from shop.access import Person, list_people, open_eyes
from shop.cards import ProductCard
from shop.catalogue import Product
from shop.errors import NotFound
from shop.friends.friendships import friends_of
from shop.reviews import Visibility
from shop.wishlists.gifts import SeenWish, wishlist_of

_SHOWN = 8
_FRIENDS_LISTS = re.compile(r"\bfriends(?:'|’)?\b.{0,10}\b(?:have )?(?:wish|favou?rite)", re.IGNORECASE)
_REDUCED = re.compile(r"\b(?:reduced|cheaper|on sale|discount\w*|price drop\w*)\b", re.IGNORECASE)
_WHO_GIVES = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|who|friends?|they)\b.{0,20}\b(?:b[uo]y|bought|buying|got|get(?:ting)?|giv|plan|taken|reserv)",
    re.IGNORECASE,
)
_OWNER = re.compile(  # whose list it is, where nobody was heard to be named
    r"\b(?!my\b|our\b|this\b|the\b|that\b|his\b|her\b|its\b|their\b|friends?\b|whose\b|what|who|peoples?\b|others?\b)"
    r"(\w{2,})'?s wish ?list\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:she|he|they|her|his|their)\b", re.IGNORECASE)
_WHOSE = re.compile(  # of somebody who was not named
    r"\b(?:her|his|their)\s+(?:\w+ )?(?:wish|list|favou?rite|favs)|\b(?:she|he)\b.{0,12}\bwish", re.IGNORECASE
)
_IS_ON = re.compile(r"^\W*(?:is|are|do i have|did i|have i)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Sieve:
    """What a shopper wants to see of a list. Empty: everything."""

    words: tuple[str, ...]
    most_cents: int | None
    reduced: bool

    def keeps(self, card: ProductCard, about: str) -> bool:
        if self.most_cents is not None and card.price_cents > self.most_cents:
            return False
        if self.reduced and card.was_cents is None:
            return False
        return all(word.rstrip("s") in about for word in self.words)

    @property
    def is_open(self) -> bool:
        return not self.words and self.most_cents is None and not self.reduced


class ActionShowWishlist(ShopAction):
    """Shows the shopper's wishlist, or what somebody shows them of theirs."""

    action_name = "action_show_wishlist"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        names = turn.all_entities("person") or _OWNER.findall(turn.text)
        if asks_own_presents(turn.text, named=bool(names)):
            turn.say("presents_stay_secret")  # whether there is one or not
        elif say_whether_taken(turn, owner := _owner_meant(turn, names)):
            pass
        elif owner is not None and (asks_whether_taken(turn.text) or goes_on_with(turn.text)):
            _show_of(turn, owner.nickname, [owner])  # it is none of the wishes
        elif names:
            _show_of(turn, names[0], find_people_named(turn, names[0]))
        elif _THEIRS.search(turn.text) and (person := _talked_about(turn)):
            _show_of(turn, person.nickname, [person])
        elif _FRIENDS_LISTS.search(turn.text) or _WHOSE.search(turn.text):
            _list_owners(turn)
        elif _IS_ON.search(turn.text) and turn.entity("product"):
            _say_whether(turn)
        else:
            _show_own(turn)


def _owner_meant(turn: ActionTurn, names: Sequence[str]) -> Person | None:
    """Return whose wishes are meant: the one named, else the one talked about; None for nobody or several."""
    named = find_people_named(turn, names[0]) if names else []
    return (named[0] if len(named) == 1 else None) if names else _talked_about(turn)


def _show_own(turn: ActionTurn) -> None:
    me = signed_in(turn)
    wishes = wishlist_of(turn.store, me, me)
    if _WHO_GIVES.search(turn.text):
        turn.say("presents_stay_secret")  # whether there is one or not
        return
    if not wishes:
        turn.say("wishlist_empty")
        return
    reasons = {wish.product_id: _reasons_of_own(turn, wish) for wish in wishes}
    cards, sieve = _sift(turn, wishes, reasons)
    _show_cards(turn, cards)
    reduced = [card for card in cards if card.was_cents is not None]
    turn.say(
        "own_wishlist" if cards else "wishlist_nothing_fits",
        values={
            "count": len(cards),
            "all": len(wishes),
            "gone": len(wishes) - len(read_products(turn, [wish.product_id for wish in wishes])),
            "total_cents": sum(card.price_cents for card in cards),
            "one_currency": len({card.currency for card in cards}) == 1,
            "currency": cards[0].currency if cards else "EUR",
            "reduced": join_names([card.title for card in reduced]),
            "sifted": not sieve.is_open,
        },
        products=cards[:_SHOWN],
        quick_replies=[] if turn.mood == "angry" else [quick_reply("Share my wishlist", "share_product")],
    )


def _reasons_of_own(turn: ActionTurn, wish: SeenWish) -> tuple[str, ...]:
    audience = find_audience(turn.store, signed_in(turn), wish.visibility or Visibility.ONLY_ME, wish.circle_id)
    return (*((wish.note,) if wish.note else ()), f"visible to {audience.words}")


def _talked_about(turn: ActionTurn) -> Person | None:
    """Return whom "she" is: who gets the present that was looked for, else who was spoken of last."""
    gift = turn.memory.chosen_by if turn.memory.chosen_by.get("as") == "gift" else {}
    with turn.store.read() as tx:
        ids = [gift.get("recipient_id") or turn.memory.person_id]
        return next(iter(list_people(tx, open_eyes(tx, signed_in(turn)), [id for id in ids if id])), None)


def _show_of(turn: ActionTurn, name: str, people: Sequence[Person]) -> None:
    if not people:
        turn.say("person_not_found", values={"said": name})
        return
    if len(people) > 1:
        buttons = [quick_reply(person.nickname, "show_wishlist", person=person.nickname) for person in people[:5]]
        turn.say("which_person", values={"said": name, "people": tell_people(people[:5])}, quick_replies=buttons)
        return
    person = people[0]
    turn.memory.person_id = person.id
    wishes = wishlist_of(turn.store, signed_in(turn), person.id)
    cards, sieve = _sift(turn, wishes, {wish.product_id: _reasons_for_giver(wish) for wish in wishes})
    if not cards:
        response = "wishlist_nothing_fits" if wishes and not sieve.is_open else "nothing_wished_for_you_to_see"
        turn.say(response, values={"person": person.nickname, "all": len(wishes), "sifted": True})
        return
    _show_cards(turn, cards)
    taken = {wish.product_id for wish in wishes if wish.taken or wish.mine_to_give}
    turn.say(
        "wishlist_of_person",
        values={
            "person": person.nickname,
            "count": len(cards),
            "taken": sum(card.product_id in taken for card in cards),
            "sifted": not sieve.is_open,
        },
        products=cards[:_SHOWN],
    )


def _reasons_for_giver(wish: SeenWish) -> tuple[str, ...]:
    """Return what helps to give: never shown to the one who wishes."""
    given = "you plan to give it" if wish.mine_to_give else ""
    taken = ""
    if wish.taken:
        taken = f"{join_names(wish.givers)} plans to give it" if len(wish.givers) == 1 else "somebody plans to give it"
    return tuple(filter(None, (wish.note, given, taken)))


def _sift(
    turn: ActionTurn, wishes: Sequence[SeenWish], reasons: dict[str, tuple[str, ...]]
) -> tuple[list[ProductCard], _Sieve]:
    """Return the cards of what the message asks for of these wishes, those on sale, in their order."""
    ids = [wish.product_id for wish in wishes]
    about = {product.id: _about(product) for product in read_products(turn, ids)}
    limit = turn.entity("price", "max") or turn.entity("price", "about")
    words = [value for kind in ("product_type", "brand") for value in turn.all_entities(kind)]
    sieve = _Sieve(
        words=tuple(word for said in words for word in plain_name(said).split()),
        most_cents=read_money_cents(limit) if limit else None,
        reduced=_REDUCED.search(turn.text) is not None,
    )
    cards = make_product_cards(turn, ids, reasons)
    return [card for card in cards if sieve.keeps(card, about.get(card.product_id, ""))], sieve


def _about(product: Product) -> str:
    return plain_name(f"{product.title} {product.brand} {product.type} {' '.join(product.path)}")


def _show_cards(turn: ActionTurn, cards: Sequence[ProductCard]) -> None:
    if cards:
        turn.show("products")
        turn.memory.product_ids = [card.product_id for card in cards[:_SHOWN]]


def _say_whether(turn: ActionTurn) -> None:
    product = find_one_product(turn)
    if product is None:
        ask_which_product(turn, "show_wishlist")
        return
    me = signed_in(turn)
    wish = next((wish for wish in wishlist_of(turn.store, me, me) if wish.product_id == product.id), None)
    turn.focus(product.id)
    offers = (
        [] if wish or turn.mood == "angry" else [quick_reply("Put it there", "add_to_wishlist", product=product.title)]
    )
    values = {"title": product.title, "since": f"{wish.added_at:%-d %B %Y}" if wish else ""}
    turn.say("is_on_wishlist", values=values, quick_replies=offers)


def _list_owners(turn: ActionTurn) -> None:
    """Name the friends of whose wishes there is something to see."""
    me = signed_in(turn)
    owners: list[Person] = [friend for friend in friends_of(turn.store, me) if _shows_wishes(turn, friend.id)]
    turn.show("people")
    turn.memory.person_ids = [person.id for person in owners]
    buttons = [quick_reply(f"{p.nickname}'s wishlist", "show_wishlist", person=p.nickname) for p in owners[:5]]
    turn.say("friends_with_wishes", values={"people": tell_people(owners), "count": len(owners)}, quick_replies=buttons)


def _shows_wishes(turn: ActionTurn, friend_id: str) -> bool:
    try:
        return bool(wishlist_of(turn.store, signed_in(turn), friend_id))
    except NotFound:
        return False
