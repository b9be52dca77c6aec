"""Friends picked by what they do, "only the ones who run", as far as what they show tells; never by what they are."""

import re
from collections.abc import Iterable, Sequence

from actions.context import current_shelf
from actions.names import join_names
from actions.people.circles import named_circle
from actions.people.whom import tell_people
from actions.reference.nicknames import plain_name
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.people_picks import PeoplePick
from retrieval.terms import split_wanted
from shop.access import Person
from shop.activity.experience import Experience, friends_experience
from shop.catalogue import Product

_HAS_IT = re.compile(
    r"^(?:(?:have|has|had|own|owns|bought|got|tried|used|use|wear|reviewed)\W+)?(?:it|this|that|them|these|those|one"
    r"|either|any of (?:them|these))\b",
    re.IGNORECASE,
)
_TELLS_LITTLE = frozenset(("like", "love", "have", "own", "into", "lot", "stuff", "thing", "things", "good", "well"))


def pick_people(
    turn: ActionTurn, pick: PeoplePick, among: Iterable[Person], product_ids: Sequence[str] = ()
) -> tuple[Person, ...]:
    """Return those of these people whom the words mean, and say by what; () after saying that nothing tells.

    `product_ids` are what "it" is in "who have it". A circle that is named is kept to.
    """
    circle = named_circle(turn)
    members = {person.id for person in circle.members} if circle else None
    people = [person for person in among if members is None or person.id in members]
    if pick.sort:
        values = {"sort": pick.sort, "circle": circle.circle.name if circle else "", "people": tell_people(people)}
        turn.say("people_not_told_apart", values=values)
        return tuple(people) if circle else ()
    shown = [one for one in find_experience(turn, pick.doing, product_ids) if one.friend_id in {p.id for p in people}]
    picked = tuple(person for person in people if person.id in {one.friend_id for one in shown})
    if not picked:
        turn.say("no_people_picked", values={"doing": pick.doing})
        return ()
    titles = [product.title for product in read_products(turn, list(dict.fromkeys(one.product_id for one in shown)))]
    turn.say("people_picked", values={"people": tell_people(picked), "titles": join_names(titles, most=3)})
    return picked


def find_experience(turn: ActionTurn, doing: str, product_ids: Sequence[str] = ()) -> list[Experience]:
    """Return what friends show of having bought or reviewed for what they do: "run", "know about tents", "have it"."""
    experience = friends_experience(turn.store, signed_in(turn))
    if product_ids and _HAS_IT.match(doing):
        return [one for one in experience if one.product_id in product_ids]
    products = {one.id: one for one in read_products(turn, [each.product_id for each in experience])}
    kinds = _kinds_for(doing)
    words = {plain_name(word).rstrip("s") for word in split_wanted(doing)} - _TELLS_LITTLE
    return [
        one for one in experience if one.product_id in products and _goes_with(products[one.product_id], kinds, words)
    ]


def goes_with_things(doing: str) -> bool:
    """Say whether the shop has things for what they do who "run" or are "runners"."""
    return bool(_kinds_for(doing))


def _kinds_for(doing: str) -> dict[str, str]:
    return current_shelf().kinds_liked(". ".join(_forms(doing)))


def _goes_with(product: Product, kinds: Iterable[str], words: set[str]) -> bool:
    about = plain_name(f"{product.type} {' '.join(product.path)}")
    return product.type in kinds or bool(words and all(word in about for word in words))


def _forms(doing: str) -> list[str]:
    """Return the words, and what is done by those who do it: "run" and "runner" give "running"."""
    words = [plain_name(word) for word in doing.split()]
    stems = [re.sub(r"(?:e?rs?|s|e)$", "", word) for word in words]
    return [doing, *(f"{stem}ing" for stem in stems), *(f"{stem}{stem[-1]}ing" for stem in stems if stem)]
