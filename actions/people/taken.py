"""Whether a wish has a giver already: told to friends of the one who wishes, never to themselves."""

from collections.abc import Sequence

from actions.names import join_names
from actions.reference.resolve import find_products_meant
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.presents import asks_whether_taken, goes_on_with
from retrieval.terms import split_terms, split_wanted
from shop.access import Person
from shop.wishlists.gifts import SeenWish, wishlist_of


def say_whether_taken(turn: ActionTurn, person: Person | None) -> bool:
    """Say which of the wishes asked about have a giver, if the message asks for that; return whether it does.

    "And the packing cubes?" asks it again where it was just told of this person's. Of the shopper's own wishes, the
    ones shown, nothing is told.
    """
    goes_on = person is not None and turn.memory.taken_of == person.id and goes_on_with(turn.text)
    turn.memory.taken_of = ""
    if not (asks_whether_taken(turn.text) or goes_on):
        return False
    me = signed_in(turn)
    wishes = {wish.product_id: wish for wish in wishlist_of(turn.store, me, person.id)} if person else {}
    shown, own = set(turn.memory.product_ids), {wish.product_id for wish in wishlist_of(turn.store, me, me)}
    if person is None or (shown <= own and not shown <= set(wishes)):
        turn.say("presents_stay_secret")
        return True
    meant = _find_meant(turn, list(wishes), named=goes_on)
    if not meant:
        return False
    turn.memory.person_id = turn.memory.taken_of = person.id
    titles = {product.id: product.title for product in read_products(turn, meant)}
    free = [titles[id] for id in meant if id in titles and not (wishes[id].taken or wishes[id].mine_to_give)]
    turn.say(
        "wishes_taken",
        values={
            "person": person.nickname,
            "friend": person.friend,
            "taken": _tell_taken([wishes[id] for id in meant if wishes[id].taken], titles),
            "mine": join_names([titles[id] for id in meant if id in titles and wishes[id].mine_to_give]),
            "free": join_names(free),
        },
        evidence=[wishes[id].id for id in meant],
    )
    return True


def _find_meant(turn: ActionTurn, wished: Sequence[str], *, named: bool) -> list[str]:
    """Return which of these wishes the message speaks of: those with the most of its words; all for "are they".

    `named`: it names one, and means none where no wish is called so.
    """
    if turn.entity("product") or turn.entity("ordinal"):
        return [id for id in find_products_meant(turn) if id in wished]
    said = set(split_wanted(turn.text))
    common = {
        product.id: len(said.intersection(split_terms(f"{product.title} {product.type}")))
        for product in read_products(turn, wished)
    }
    most = max(common.values(), default=0)
    if most:
        return [id for id in wished if common.get(id) == most]
    if named:
        return []
    return [turn.memory.product_id] if turn.memory.product_id in wished else list(wished)


def _tell_taken(wishes: Sequence[SeenWish], titles: dict[str, str]) -> list[str]:
    return [
        f"{titles[wish.product_id]} ({join_names(wish.givers) if wish.givers else 'somebody'})"
        for wish in wishes
        if wish.product_id in titles
    ]
