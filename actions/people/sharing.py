"""Showing a product, or one's wishlist, to friends, or to anybody who holds a link."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from actions.cards import make_product_cards
from actions.context import current_app
from actions.links import Link
from actions.names import join_names
from actions.people.circles import named_circle
from actions.people.dictated import set_message_apart
from actions.people.picking import pick_people
from actions.people.whom import Whom, adds_people, ask_which, left_out, people_by_id, read_whom, tell_people
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_products_named
from actions.tasks import ask_for, end_task, gathered, read_choice, signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_for_product, find_one_product, read_products
from language.people_picks import read_people_pick
from language.sent_reviews import sends_review, wrote_it
from language.values import read_ordinal, read_quantity
from shop.activity import EventName
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.friends.friendships import friends_of
from shop.sending import LONGEST_MESSAGE, MOST_FRIENDS, SentKind, send_to_friends
from shop.shares import LIFETIMES, ShareKind, make_link

FLOW = "share_product"
MOST_PRODUCTS = 6
_MOST_NAMED = 4  # friends with a button of their own
_LINK = re.compile(
    r"\b(?:link|url|qr|copy|paste|whats ?app|instagram|insta|facebook|e-?mail|mail it|text this|group chat|sms"
    r"|not registered|social media|telegram|messenger)\b",
    re.IGNORECASE,
)
_WISHLIST = re.compile(r"\b(?:wish ?list|favourites|favorites|favs|list of wishes|my wishes)\b", re.IGNORECASE)
_EVERYBODY = re.compile(r"\b(?:my friends|all (?:of )?my friends|all friends|everyone|everybody)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:these|those|them all|all|both)\b", re.IGNORECASE)
_CHOICES = ("link", "friends")


@dataclass(frozen=True)
class Draft:
    """What is shown to whom. Without products it is the wishlist, if that was said."""

    product_ids: tuple[str, ...] = ()
    wishlist: bool = False
    people: tuple[str, ...] = ()
    message: str = ""  # that goes with it


_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class ActionShare(Proposer, ShopAction):
    """Makes a link at once; tells friends after a yes."""

    action_name = "action_share"
    needs_customer = True
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        if turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
            return
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        if _picks_people(turn, draft):
            return
        if turn.flow != FLOW and sends_review(turn.text):
            turn.entities = tuple(e for e in turn.entities if e.name != "person" or not wrote_it(e.value, turn.text))
            turn.say("review_stays")
        draft = replace(draft, message=set_message_apart(turn, LONGEST_MESSAGE) or draft.message)
        draft = _take_in(turn, draft)
        picked = read_choice(turn, FLOW) if turn.asking == "person" else None
        whom = Whom() if picked in _CHOICES else _read_people(turn)
        if not draft.product_ids and not draft.wishlist:
            draft = replace(draft, people=_mend(turn, draft, tuple(whom.ids)))
            ask_for_product(turn, FLOW, "share_what", turn.memory.product_ids, _kept(draft))
        elif picked == "link" or (not whom.people and _LINK.search(turn.text)):
            _give_link(turn, draft)
        elif whom.doubtful:
            ask_which(turn, FLOW, whom, _kept(draft))
        else:
            everybody = picked == "friends" or (not whom.people and _EVERYBODY.search(turn.text) is not None)
            friends = tuple(p.id for p in friends_of(turn.store, signed_in(turn))) if everybody else ()
            people = friends or _mend(turn, draft, tuple(whom.ids))
            _go_on(turn, replace(draft, people=people[:MOST_FRIENDS]), whom.unknown)

    def confirm(self, turn: ActionTurn) -> None:
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        turn.end_flow()
        me = signed_in(turn)
        people = [person for person in people_by_id(turn, draft.people) if person.friend]
        if not people:
            turn.say("shared_with_nobody")
            return
        ids = [person.id for person in people]
        products = read_products(turn, draft.product_ids)
        if draft.product_ids and not products:
            turn.say("cannot_do", values={"why": "It is no longer sold here, so there is nothing to show."})
            return
        subjects = [(SentKind.PRODUCT, product.id) for product in products] or [(SentKind.WISHLIST, me)]
        told: set[str] = set()
        for kind, subject_id in subjects:
            told |= set(send_to_friends(turn.store, me, ids, kind, subject_id, draft.message))
        _record(turn, products)
        turn.memory.person_id = ids[0]
        if len(products) == 1:
            turn.focus(products[0].id)  # "and to Jonas"
        values = {"what": _tell_subject(turn, draft), "people": tell_people(people), "count": len(people)}
        turn.say("shared" if told else "shared_before", values=values)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("not_shared")


def _picks_people(turn: ActionTurn, draft: Draft) -> bool:
    """Go on with whom "only the ones who run" means, or ask on where nothing tells; False for other words."""
    pick = read_people_pick(turn.text) if turn.flow == FLOW and turn.asking in ("person", "confirm") else None
    if pick is None:
        return False
    picked = pick_people(turn, pick, friends_of(turn.store, signed_in(turn)), draft.product_ids)
    if picked:
        _go_on(turn, replace(draft, people=tuple(person.id for person in picked)[:MOST_FRIENDS]), ())
    else:
        turn.ask_again()
    return True


def _read_people(turn: ActionTurn) -> Whom:
    """Return whom it goes to: everybody in a circle that is named but whom it leaves out; else by name."""
    circle = named_circle(turn)
    if circle is None:
        return read_whom(turn, FLOW)
    name = plain_name(circle.circle.name)
    turn.entities = tuple(each for each in turn.entities if plain_name(each.value) not in name)
    named = read_whom(turn, FLOW) if turn.all_entities("person") else Whom()
    out = {id for name in left_out(turn, turn.all_entities("person")) for id in named.ids}
    also = [person for person in named.people if person.id not in out]
    members = [person for person in circle.members if person.id not in out]
    return replace(named, people=tuple({person.id: person for person in (*members, *also)}.values()))


def _mend(turn: ActionTurn, draft: Draft, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom it goes to with what the message says: "not Kofi", "and Jonas too", or whoever it names instead."""
    if draft.people and left_out(turn, turn.all_entities("person")):
        return tuple(id for id in draft.people if id not in named)
    if draft.people and adds_people(turn.text):
        return tuple(dict.fromkeys((*draft.people, *named)))
    return named or draft.people


def _take_in(turn: ActionTurn, draft: Draft) -> Draft:
    """Add what the message says to be shown; a wishlist and products take each other's place."""
    if _WISHLIST.search(turn.text) and not turn.entity("product"):
        return replace(draft, product_ids=(), wishlist=True)
    if (draft.product_ids or draft.wishlist) and turn.asking in ("person", "confirm") and not turn.entity("product"):
        return draft
    products = _products_meant(turn)
    return replace(draft, product_ids=tuple(products), wishlist=False) if products else draft


def _products_meant(turn: ActionTurn) -> list[str]:
    named = [ids[0] for name in turn.all_entities("product") if len(ids := find_products_named(turn, name)) == 1]
    if len(named) > 1:
        return named[:MOST_PRODUCTS]
    shown = [product.id for product in read_products(turn, turn.memory.product_ids)]
    if not named and len(shown) > 1 and turn.shown == "products":
        count = read_quantity(turn.entity("quantity") or "") if turn.entity("quantity") else None
        place = read_ordinal(turn.entity("ordinal") or "")
        if count and count > 1 and place:  # "the last two"
            return shown[-count:] if place < 0 else shown[:count]
        if _SEVERAL.search(turn.text) and not _EVERYBODY.search(turn.text):
            return shown[: min(count or MOST_PRODUCTS, MOST_PRODUCTS)]
    one = find_one_product(turn, FLOW)
    return [one.id] if one else []


def _record(turn: ActionTurn, shared: Sequence[Product]) -> None:
    for product in shared:
        turn.record(EventName.SHARE, product.id)


def _give_link(turn: ActionTurn, draft: Draft) -> None:
    """Make a link for each thing; links are no secret of the shopper's, so nothing has to be confirmed."""
    me, app = signed_in(turn), current_app()
    products = read_products(turn, draft.product_ids)
    subjects = [(product.title, ShareKind.PRODUCT, product.id) for product in products]
    links = [
        Link(title, app.link(make_link(turn.store, app.secret, me, kind, subject_id)))
        for title, kind, subject_id in subjects or [("My wishlist", ShareKind.WISHLIST, me)]
    ]
    with turn.store.read() as tx:
        consents = allows(tx, me, Purpose.FRIENDS_SEE)
    end_task(turn, FLOW)
    if products:
        turn.focus(products[0].id)
    _record(turn, products)
    turn.say(
        "share_link" if products else "wishlist_link",
        values={
            "what": _tell_subject(turn, draft),
            "count": len(links),
            "days": LIFETIMES[ShareKind.PRODUCT].days,
            "friends_too": consents,
        },
        links=links,
        evidence=[product.id for product in products],
    )


def _go_on(turn: ActionTurn, draft: Draft, unknown: Sequence[str]) -> None:
    if unknown:
        offer = quick_reply("Give me a link instead", "share_product")
        turn.say("cannot_send_to", values={"said": join_names(unknown)}, quick_replies=[] if draft.people else [offer])
    if not draft.people:
        _ask_whom(turn, draft)
        return
    people = people_by_id(turn, draft.people)
    ask_for_yes(
        turn,
        FLOW,
        "shall_i_share",
        values={
            "what": _tell_subject(turn, draft),
            "people": tell_people(people),
            "count": len(people),
            "message": draft.message,
        },
        products=make_product_cards(turn, draft.product_ids),
        quick_replies=yes_or_no("Send it", "Don't send"),
    )
    turn.memory.flow = _kept(draft)


def _ask_whom(turn: ActionTurn, draft: Draft) -> None:
    friends = friends_of(turn.store, signed_in(turn))
    titles = {"A link": "link"}
    titles |= {f"All {len(friends)} friends": "friends"} if 1 < len(friends) <= MOST_FRIENDS else {}
    titles |= {person.nickname: person.id for person in friends[:_MOST_NAMED]}
    ask_for(
        turn,
        FLOW,
        "person",
        "share_with_whom",
        gathered=_kept(draft),
        choices=list(titles.values()),
        values={"what": _tell_subject(turn, draft), "friends": len(friends)},
        quick_replies=[
            quick_reply(title, "choose_option", ordinal=str(place)) for place, title in enumerate(titles, 1)
        ],
    )


def _tell_subject(turn: ActionTurn, draft: Draft) -> str:
    if draft.wishlist:
        return "your wishlist"
    return join_names([product.title for product in read_products(turn, draft.product_ids)])


def _kept(draft: Draft) -> dict[str, object]:
    kept: dict[str, object] = _DRAFT.dump_python(draft, mode="json")
    return kept
