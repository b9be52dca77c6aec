"""Friends picked by what they do, "only the ones who run", as far as what they show tells; never by what they are."""

import re
from collections.abc import Iterable, Sequence

from actions.finding.pursuits import keep_for
from actions.names import join_names
from actions.people.circles import named_circle
from actions.people.whom import tell_people
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.people_picks import PeoplePick
from shop.access import Person
from shop.activity.experience import Experience, friends_experience

_HAS_IT = re.compile(
    r"^(?:(?:have|has|had|own|owns|bought|got|tried|used|use|wear|reviewed)\W+)?(?:it|this|that|them|these|those|one"
    r"|either|any of (?:them|these))\b",
    re.IGNORECASE,
)


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
    kept = set(keep_for(turn, doing, list(dict.fromkeys(one.product_id for one in experience))))
    return [one for one in experience if one.product_id in kept]
