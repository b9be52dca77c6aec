"""Which friends know about a kind of thing: who has what of it, since when, and what they gave it."""

import re
from collections.abc import Sequence

from actions.cards import make_product_cards
from actions.context import current_shelf
from actions.finding.pursuits import goes_with_things
from actions.names import join_names
from actions.people.picking import find_experience
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import plain_name
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from retrieval.search import SearchQuery
from shop.activity.experience import Experience, friends_experience
from shop.catalogue import Product
from shop.friends.friendships import friends_of

_MOST_PRODUCTS = 6
_MOST_OF_KIND = 500
_MOST_ASKED = 3  # friends with a button
_ANY = re.compile(
    r"\b(?:have|has|had|got|get|own|owns|buy|bought|use|uses|using|tried|with) (?:an?|any|some) (?:\w+est )?"
    r"(?:(?:good|decent|nice|new|cheap) )?(?!of\b)(?P<kind>[a-z][\w'-]*(?: [a-z][\w'-]*){0,2}?)"
    r"(?: (?:at home|already|lately|too|as well))?\W*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:&|,|/|\band\b)\s*", re.IGNORECASE)  # of "Coffee makers & grinders"
_OF_THEM = re.compile(r"\b(?:which|who|whom) of (?:the (?:two|three|four)|them|those|these)\b", re.IGNORECASE)
_ONE = r"\b(?:this|that|these|those|it's|the)\s+(?:\w+\s+)?"


def asks_about_kind(turn: ActionTurn) -> bool:
    """Say whether the message asks who knows a kind of thing or a brand, and not who has one product."""
    kind = said_kind(turn)
    if not kind or turn.entity("product"):
        return False
    return re.search(_ONE + re.escape(kind.split()[0]), turn.text, re.IGNORECASE) is None


def said_kind(turn: ActionTurn) -> str:
    """Return the brand and the kind that the message names, as it does; "" for none."""
    return " ".join(filter(None, (turn.entity("brand"), turn.entity("product_type")))) or _kind_in_words(turn)


def _kind_in_words(turn: ActionTurn) -> str:
    """Return what any of is asked for at the end of the message and was not heard as a thing: "got a french press"."""
    found = _ANY.search(turn.text) if turn.intent == "who_bought" and not turn.entities else None
    return found["kind"] if found else ""


def say_who_knows(turn: ActionTurn) -> None:
    """Name the friends, or those of them whom the message names, with what they show of such things."""
    of_them = _spoken_of(turn)
    experience = _of_named(turn, friends_experience(turn.store, signed_in(turn)))
    experience = [one for one in experience if not of_them or one.friend_id in of_them]
    products = {p.id: p for p in read_products(turn, [one.product_id for one in experience])}
    ids = _pick_kind(turn, products)
    experience = [one for one in experience if one.product_id in ids]
    if experience:
        _tell(turn, said_kind(turn), experience, products)
    else:
        _say_nobody(turn, said_kind(turn), list(of_them.values()))


def say_who_does(turn: ActionTurn, doing: str) -> bool:
    """Name the friends who show things for what they do, "runs"; return False where the shop has nothing for it."""
    sold, of_them = goes_with_things(doing), _spoken_of(turn)
    found = [one for one in find_experience(turn, doing) if not of_them or one.friend_id in of_them]
    what = f"what goes with “{doing}”"
    if found:
        _tell(turn, what, found, {p.id: p for p in read_products(turn, [one.product_id for one in found])})
    elif sold:
        _say_nobody(turn, what, list(of_them.values()))
    return bool(found or sold)


def _tell(turn: ActionTurn, what: str, experience: Sequence[Experience], products: dict[str, Product]) -> None:
    people = list({one.friend_id: one.nickname for one in _most_first(experience)}.items())
    reasons: dict[str, tuple[str, ...]] = {}
    for one in experience:
        reasons[one.product_id] = (*reasons.get(one.product_id, ()), tell_experience(one))
    cards = make_product_cards(turn, list(reasons), reasons)[:_MOST_PRODUCTS]
    turn.memory.product_ids = [card.product_id for card in cards]
    turn.memory.person_ids = [id for id, _ in people]
    turn.memory.person_id = people[0][0] if len(people) == 1 else ""
    turn.show("products")
    turn.say(
        "friends_know",
        values={
            "what": what,
            "people": join_names([name for _, name in people]),
            "count": len(people),
            "products": len(cards),
            "first": f"{tell_experience(experience[0])}: {products[experience[0].product_id].title}",
        },
        products=cards,
        quick_replies=_offers(turn, [name for _, name in people]),
        evidence=[card.product_id for card in cards],
    )


def tell_experience(one: Experience) -> str:
    """Return what a friend did with a product, and when: "Ana bought it in May 2026 and gave it 5 stars"."""
    did = [f"bought it in {one.bought_at:%B %Y}"] if one.bought_at else []
    if one.stars is not None and one.reviewed_at is not None:
        stars = f"gave it {one.stars} {'star' if one.stars == 1 else 'stars'}"
        did.append(stars if one.bought_at else f"{stars} in {one.reviewed_at:%B %Y}")
    return f"{one.nickname} {' and '.join(did)}"


def _of_named(turn: ActionTurn, experience: Sequence[Experience]) -> list[Experience]:
    """Keep what is of the people named; all of it when nobody is."""
    named = {plain_name(name) for name in turn.all_entities("person")}
    return [one for one in experience if not named or plain_name(one.nickname) in named]


def _spoken_of(turn: ActionTurn) -> dict[str, str]:
    """Return the friends spoken of last, by id, for "which of the two"; {} for all friends."""
    if turn.all_entities("person") or not _OF_THEM.search(turn.text):
        return {}
    friends = {friend.id: friend.nickname for friend in friends_of(turn.store, signed_in(turn))}
    return {id: friends[id] for id in turn.memory.person_ids if id in friends}


def _pick_kind(turn: ActionTurn, products: dict[str, Product]) -> set[str]:
    """Return which of these are of the kind and brand that the message names."""
    kind, brand = turn.entity("product_type") or _kind_in_words(turn), turn.entity("brand") or ""
    query = SearchQuery(product_type=kind, brand=brand, in_stock=False)
    found = {one.product_id for one in current_shelf().find_products(query, _MOST_OF_KIND) if not one.akin}
    words = [plain_name(word).rstrip("s") for word in said_kind(turn).split()]
    return {id for id, product in products.items() if id in found or _is_called(product, words)}


def _is_called(product: Product, words: Sequence[str]) -> bool:
    """Say whether it, or one place where it stands, has all words: no machine under "Coffee & tea", for coffee cups."""
    places = [plain_name(place) for name in product.path for place in _BETWEEN.split(name)]
    of_itself = plain_name(f"{product.title} {product.brand} {product.type}")
    return any(all(word in about for word in words) for about in (of_itself, *places))


def _most_first(experience: Sequence[Experience]) -> list[Experience]:
    """Return it by friend: who has had to do with the most of it first."""
    counts: dict[str, int] = {}
    for one in experience:
        counts[one.friend_id] = counts.get(one.friend_id, 0) + 1
    return sorted(experience, key=lambda one: -counts[one.friend_id])


def _say_nobody(turn: ActionTurn, what: str, people: Sequence[str]) -> None:
    friends = len(friends_of(turn.store, signed_in(turn)))
    offers = [quick_reply("Ask my friends", "ask_friends") if friends else quick_reply("Add a friend", "add_friend")]
    if people:
        turn.say("they_show_nothing_of_it", values={"what": what, "people": join_names(people)})
        return
    turn.say(
        "no_friend_knows",
        values={"what": what, "friends": friends},
        quick_replies=[] if turn.mood == "angry" else offers,
    )


def _offers(turn: ActionTurn, nicknames: Sequence[str]) -> list[QuickReply]:
    if turn.mood == "angry":
        return []
    ask = [quick_reply(f"Ask {name}", "ask_friends", person=name) for name in nicknames[:_MOST_ASKED]]
    return [*ask, quick_reply("What do they say?", "friends_reviews")]
