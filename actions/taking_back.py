"""Taking back what was done last: "undo that", after a wish, a request, a block, a vote, a setting, or a cart's change.

`turn.memory.deed` tells what was done, in the words of the functions here. Of what cannot be taken back so, it is said
what can be said instead.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from actions.cart.contents import cart_facts, cart_owner, look_into_cart
from actions.names import join_names
from actions.privacy.changes import Change, carry_out, tell_states
from actions.talking.hand_off import HUMAN
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from shop.carts import add_to_cart, change_quantity, remove_from_cart
from shop.checkout import CartView
from shop.errors import NotFound, ShopError
from shop.friends.blocks import unblock_person
from shop.friends.requests import requests_for, withdraw_friend_request
from shop.ids import new_id, pair_id
from shop.questions.votes import Invitation, invitations_for, vote_in_poll, withdraw_vote
from shop.reviews import Visibility
from shop.wishlists import WishlistItem
from shop.wishlists.items import add_to_wishlist, remove_from_wishlist

_CHANGES: TypeAdapter[list[Change]] = TypeAdapter(list[Change])


def note_wished(turn: ActionTurn, product_ids: Sequence[str]) -> None:
    """Keep that these have come onto the wishlist."""
    turn.memory.deed = {"did": "wished", "ids": list(product_ids)}


def note_unwished(turn: ActionTurn, product_ids: Sequence[str]) -> None:
    """Keep those of these that are on the wishlist, as they are, before they come off it."""
    with turn.store.read() as tx:
        items = tx.get_many(WishlistItem, [pair_id(signed_in(turn), id) for id in product_ids]).values()
    wishes = [{"product_id": w.product_id, "circle_id": w.circle_id, "note": w.note} for w in items]
    shown_to = [str(item.visibility) for item in items]
    turn.memory.deed = {"did": "unwished", "wishes": wishes, "shown_to": shown_to} if wishes else {}


def note_asked(turn: ActionTurn, people: Mapping[str, str]) -> None:
    """Keep whom a request for a friendship was sent to: nicknames by id."""
    turn.memory.deed = {"did": "asked", "people": dict(people)}


def note_blocked(turn: ActionTurn, people: Mapping[str, str]) -> None:
    """Keep who was blocked: nicknames by id."""
    turn.memory.deed = {"did": "blocked", "people": dict(people)}


def note_set(turn: ActionTurn, back: Sequence[Change]) -> None:
    """Keep the changes that would make settings what they were."""
    turn.memory.deed = {"did": "set", "back": _CHANGES.dump_python(list(back), mode="json")} if back else {}


def note_voted(turn: ActionTurn, before: Invitation) -> None:
    """Keep what the vote in a poll was before it was cast or changed."""
    turn.memory.deed = {"did": "voted", "poll_id": before.poll_id, "choice": before.choice, "comment": before.comment}


def note_cart(turn: ActionTurn, before: CartView, variant_ids: Iterable[str]) -> None:
    """Keep how many of these variants, which are changed, the cart held before; what else changes in it is let be."""
    held = {line.variant_id: line.quantity for line in before.lines}
    turn.memory.deed = {"did": "cart", "lines": {id: held.get(id, 0) for id in variant_ids}}


def note_other(turn: ActionTurn, task: str) -> None:
    """Keep that something was done that cannot be taken back in a word; `task` is the flow that did it."""
    turn.memory.deed = {"did": "other", "task": task}


def take_back(turn: ActionTurn) -> bool:
    """Take back what was done last, and say so; return whether anything was done."""
    deed, turn.memory.deed = turn.memory.deed, {}
    if not deed:
        return False
    undo = _UNDOES.get(str(deed.get("did")), _say_instead)
    try:
        undo(turn, deed)
    except ShopError as why:
        turn.say("not_taken_back", values={"why": str(why)})
    return True


def _unwish(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    products = read_products(turn, deed["ids"])
    for product in products:
        remove_from_wishlist(turn.store, signed_in(turn), product.id)
    titles = join_names([product.title for product in products], most=len(products))
    turn.say("wish_removed", values={"titles": titles, "count": len(products)})


def _wish_again(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    me = signed_in(turn)
    for wish, shown_to in zip(deed["wishes"], deed["shown_to"], strict=True):
        add_to_wishlist(turn.store, me, visibility=Visibility(shown_to), **wish)
    titles = [product.title for product in read_products(turn, [wish["product_id"] for wish in deed["wishes"]])]
    turn.say("wish_is_back", values={"titles": join_names(titles, most=len(titles)), "count": len(titles)})


def _unask(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    me, people = signed_in(turn), deed["people"]
    waiting = [request for request in requests_for(turn.store, me).sent if request.person_id in people]
    for request in waiting:
        withdraw_friend_request(turn.store, me, request.id)
    if not waiting:
        raise NotFound("friend request", join_names(list(people.values())))
    turn.say("request_withdrawn", values={"people": join_names([people[one.person_id] for one in waiting])})


def _unblock(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    people = deed["people"]
    for id in people:
        unblock_person(turn.store, signed_in(turn), id)
    turn.say("unblock_done", values={"people": join_names(list(people.values())), "count": len(people)})


def _set_back(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    changes = _CHANGES.validate_python(deed["back"])
    carry_out(turn, changes)
    turn.say("privacy_changed", values={"done": tell_states(turn, changes)})


def _fill_as_before(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    owner = cart_owner(turn)
    if owner is None:
        turn.say("cart_empty")
        return
    now = {line.variant_id for line in look_into_cart(turn, owner).lines}
    for variant_id, quantity in deed["lines"].items():
        if not quantity:
            remove_from_cart(turn.store, owner, variant_id)
        elif variant_id in now:
            change_quantity(turn.store, owner, variant_id, quantity)
        else:
            add_to_cart(turn.store, owner, variant_id, quantity, idempotency_key=new_id("undo"))
    view = look_into_cart(turn, owner)
    turn.show("cart")
    turn.say("cart_as_before", values={"empty": not view.lines}, **cart_facts(view))


def _vote_as_before(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    me = signed_in(turn)
    poll = next((one for one in invitations_for(turn.store, me) if one.poll_id == deed["poll_id"]), None)
    if poll is None:
        raise NotFound("poll", str(deed["poll_id"]))
    about = {"who": poll.asker, "question": poll.question}
    if deed["choice"] is None:
        withdraw_vote(turn.store, me, poll.poll_id)
        turn.say("vote_taken_back", values=about)
        return
    vote_in_poll(turn.store, me, poll.poll_id, deed["choice"], deed["comment"])
    turn.say("voted", values=about | {"choice": poll.choices[deed["choice"]]})


def _say_instead(turn: ActionTurn, deed: Mapping[str, Any]) -> None:
    turn.say("not_undone", values={"task": deed.get("task", "")}, quick_replies=[HUMAN])


_UNDOES: dict[str, Callable[[ActionTurn, Mapping[str, Any]], None]] = {
    "wished": _unwish,
    "unwished": _wish_again,
    "asked": _unask,
    "blocked": _unblock,
    "set": _set_back,
    "voted": _vote_as_before,
    "cart": _fill_as_before,
}
