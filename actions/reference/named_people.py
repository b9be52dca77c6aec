"""Whom a message means: friends first, by nickname or name, then others whom the shopper may find."""

from rapidfuzz import fuzz

from actions.reference.product_names import split_name
from actions.turn import ActionTurn
from language.values import read_ordinal
from shop.access import Person, find_people, list_people, open_eyes
from shop.customers import Customer
from shop.errors import Invalid

_CLOSE = 80  # of 100: "Priyaa" for "Priya"
_MOST_STRANGERS = 5
RELATIONS = frozenset((
    "mum", "mom", "mother", "dad", "father", "parents", "sister", "sis", "brother", "bro", "son", "daughter", "wife",
    "husband", "girlfriend", "boyfriend", "friend", "bestie", "aunt", "uncle", "cousin", "nephew", "niece", "gran",
    "granny", "grandma", "grandpa", "grandmother", "grandfather", "boss", "colleague", "neighbour", "neighbor",
    "flatmate", "roommate", "partner", "fiance", "fiancee", "ex", "kid", "child", "baby", "teacher", "twin",
))  # fmt: skip
_BEFORE_NAME = frozenset(("my", "our", "the", "his", "her", "their", "best", "little"))


def find_people_meant(turn: ActionTurn) -> list[Person]:
    """Return whom the message means, best first; [] for nobody whom this shopper may find.

    Each person named gives everybody who may be meant; `find_people_named` tells them apart. Without a name it is the
    one at the named place in the list of people shown, else the one talked about.
    """
    names = turn.all_entities("person")
    if names:
        people = [person for name in names for person in find_people_named(turn, name)]
        return list({person.id: person for person in people}.values())
    ids = _talked_about(turn)
    with turn.store.read() as tx:
        known = {person.id: person for person in list_people(tx, open_eyes(tx, turn.customer_id), ids)}
    return [known[id] for id in ids if id in known]


def find_people_named(turn: ActionTurn, name: str) -> list[Person]:
    """Return everybody whom this one name may mean, best first; [] for a relation ("my sister") without a name."""
    words = [word for word in split_name(name) if word not in _BEFORE_NAME]
    while words and (words[0] in RELATIONS or words[0].removesuffix("s") in RELATIONS):  # "uncle Henk"
        words = words[1:]
    if not words:
        return []
    friends = _find_friends(turn, words)
    if friends:
        return friends
    try:
        return list(find_people(turn.store, turn.customer_id, name.strip().lstrip("@"), limit=_MOST_STRANGERS))
    except Invalid:
        return []  # no name that anybody can have


def _find_friends(turn: ActionTurn, words: list[str]) -> list[Person]:
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        records = tx.get_many(Customer, eyes.friend_ids)
        people = list_people(tx, eyes, eyes.friend_ids)
    scores = {person.id: _score(words, records[person.id]) for person in people}
    best = max(scores.values(), default=0)
    if best < _CLOSE:
        return []
    return [person for person in people if scores[person.id] >= best]


def _score(words: list[str], person: Customer) -> float:
    """Return how well the words name this friend: 102 for the nickname, 101 with an s ("anas"), 100 for a name."""
    nickname, name = split_name(person.nickname), split_name(person.name)
    if "".join(words) == "".join(nickname):
        return 102
    if "".join(words) == "".join(nickname) + "s":
        return 101
    if set(words) <= {*nickname, *name}:
        return 100
    said = "".join(words)
    if len(said) < 4:
        return 0
    return max(fuzz.ratio(said, other) for other in ("".join(nickname), "".join(name), *nickname, *name)) - 0.5


def _talked_about(turn: ActionTurn) -> list[str]:
    place = read_ordinal(turn.entity("ordinal") or "") if turn.shown == "people" else None
    ids = turn.memory.person_ids
    if place is not None:
        index = place - 1 if place > 0 else len(ids) + place
        return [ids[index]] if 0 <= index < len(ids) else []
    return [turn.memory.person_id] if turn.memory.person_id else []
