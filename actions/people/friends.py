"""What friends have and do, as far as each of them shows it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from actions.cards import make_product_cards
from actions.names import join_names
from actions.people.accept_friend import show_requests_of
from actions.people.circles import show_circles
from actions.people.knowing import asks_about_kind, say_who_does, say_who_knows
from actions.people.received import show_received, show_sent
from actions.people.whom import note_spoken_of, one_spoken_of, people_by_id, tell_people
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product, read_products
from language.people_picks import asks_who_does, read_people_pick
from language.values import read_date
from language.whose_friends import asks_whose_friends
from shop.access import Person
from shop.activity import ActivityType
from shop.activity.feed import LONGEST_FEED, Activity, friend_activity, friends_who_bought
from shop.catalogue import Product
from shop.friends.friendships import friends_of

_MOST_PRODUCTS = 6
_MOST_NAMED = 12
_WHO_THEY_ARE = re.compile(
    r"\bwho(?:'s| is| are|m)?\b.{0,12}\b(?:my fr[ie]{0,2}nds|in my friends|i friends with)"
    r"|\b(?:list|show|see|how many)\b.{0,12}\b(?:my )?friends\b(?: do i have)?(?: list)?\W*$"
    r"|\bfriends? list\b|\bdo i have (?:any )?friends\b",
    re.IGNORECASE,
)
_DID = {
    ActivityType.PURCHASED: "bought",
    ActivityType.REVIEWED: "reviewed",
    ActivityType.WISHED: "wishes for",
    ActivityType.FOLLOWED: "follows",
}
_ASKS_FOR = {
    ActivityType.PURCHASED: r"\b(?:b[uo]y|buys|buying|bought|purchas|picked up|got\b|get\b|spend|shopping|wear)",
    ActivityType.REVIEWED: r"\b(?:review|rate|rating|wrote)",
    ActivityType.WISHED: r"\b(?:wish|saved|favourite)",
    ActivityType.FOLLOWED: r"\bfollow(?:ed|s|ing)? (?:whom|who|lately|new|any)",
}


_THEY = re.compile(
    r"\b(?:they|them|their|those (?:two|three|people|friends)|the (?:two|three) of them)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"^(?:(?:ok|so|hm+)\W+)*(?:and|what about|how about)\W+(?:[\w.'-]+\W*){1,3}(?:too|as well)?\W*$", re.IGNORECASE
)
_OF_LIST = re.compile(
    r"\b(?:(?:one|any|some|which|all) of (?:these|those|them)|these|those|any of it)\b", re.IGNORECASE
)


class ActionWhoBought(ShopAction):
    """Names the friends who bought the product meant, or know about its kind, and let their friends see it."""

    action_name = "action_who_bought"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if asks_about_kind(turn):
            say_who_knows(turn)
            return
        if (doing := asks_who_does(turn.text) or _picked(turn)) and say_who_does(turn, doing):
            return
        spoken_of = one_spoken_of(turn)
        product = find_one_product(turn)
        if product is None and turn.memory.product_ids and (spoken_of or _OF_LIST.search(turn.text)):
            _say_which(turn, [spoken_of] if spoken_of else _friends_named(turn))
            return
        if product is None:
            ask_which_product(turn, "who_bought")
            return
        turn.focus(product.id)
        buyers = friends_who_bought(turn.store, signed_in(turn), product.id)
        names = [spoken_of.nickname] if spoken_of else turn.all_entities("person")
        if names:
            _say_whether(turn, product, buyers, names)
        elif buyers:
            _show_people(turn, buyers)
            values = {"title": product.title, "people": tell_people(buyers), "count": len(buyers)}
            turn.say("friends_bought", values=values, quick_replies=_after_owners(turn, product, buyers))
        else:
            friends = friends_of(turn.store, signed_in(turn))
            values = {"title": product.title, "friends": len(friends)}
            turn.say("no_friend_bought", values=values, quick_replies=_without_owners(turn, product, bool(friends)))


def _picked(turn: ActionTurn) -> str:
    """Return what those of the friends just spoken of do who are meant: "only the ones who run"; "" for none."""
    pick = read_people_pick(turn.text)
    return pick.doing if pick else ""


def _say_whether(turn: ActionTurn, product: Product, buyers: Sequence[Person], names: list[str]) -> None:
    """Say it of each person named; of somebody who does not show it nothing is said but that."""
    buyer_ids = {person.id for person in buyers}
    people = [person for name in names for person in find_people_named(turn, name) if person.friend]
    own = [person for person in people if person.id in buyer_ids]
    unseen = [person for person in people if person.id not in buyer_ids]
    unknown = [name for name in names if not any(person.friend for person in find_people_named(turn, name))]
    if people:
        _show_people(turn, people)
    others = [person for person in buyers if person not in own]
    turn.say(
        "friend_bought",
        values={
            "title": product.title,
            "own": tell_people(own),
            "own_count": len(own),
            "unseen": tell_people(unseen),
            "unknown": join_names(unknown),
            "others": tell_people(others),
            "others_count": len(others),
        },
        quick_replies=_after_owners(turn, product, own),
    )


def _say_which(turn: ActionTurn, people: Sequence[Person] | None) -> None:
    """Say which of the products shown somebody bought, or who of all friends did, as far as they show it.

    `people` are [] where nobody is named, None where no friend is.
    """
    if people is None:
        turn.say("person_not_found", values={"said": join_names(turn.all_entities("person"))})
        return
    person = people[0] if people else None
    shown = read_products(turn, turn.memory.product_ids)
    buyers = {p.id: friends_who_bought(turn.store, signed_in(turn), p.id) for p in shown}
    if person is None:
        _say_who_has_which(turn, [(product, buyers[product.id]) for product in shown if buyers[product.id]])
        return
    own = [product for product in shown if person.id in {buyer.id for buyer in buyers[product.id]}]
    turn.memory.person_id = person.id
    values = {"who": person.nickname, "titles": join_names([product.title for product in own]), "count": len(own)}
    turn.say("friend_has_of_these", values=values, evidence=[product.id for product in own])


def _say_who_has_which(turn: ActionTurn, bought: Sequence[tuple[Product, Sequence[Person]]]) -> None:
    told = "; ".join(f"{product.title}: {tell_people(people)}" for product, people in bought)
    offers = [quick_reply("Ask my friends", "ask_friends")] if not bought and turn.mood != "angry" else []
    evidence = [product.id for product, _ in bought]
    turn.say("friends_have_of_these", values={"told": told}, quick_replies=offers, evidence=evidence)


def _show_people(turn: ActionTurn, people: Sequence[Person]) -> None:
    turn.show("people")
    turn.memory.person_ids = [person.id for person in people]
    if len(people) == 1:
        turn.memory.person_id = people[0].id


def _after_owners(turn: ActionTurn, product: Product, owners: Sequence[Person]) -> list[QuickReply]:
    if turn.mood == "angry" or not owners:
        return []
    say = quick_reply("What do they say about it?", "friends_reviews", product=product.title)
    if len(owners) > 1:
        return [say]
    return [quick_reply(f"What does {owners[0].nickname} say?", "friends_reviews", person=owners[0].nickname)]


def _without_owners(turn: ActionTurn, product: Product, has_friends: bool) -> list[QuickReply]:
    if turn.mood == "angry":
        return []
    read = quick_reply("Read the reviews", "read_reviews", product=product.title)
    ask = quick_reply("Ask my friends", "ask_friends", product=product.title)
    return [read, ask] if has_friends else [read, quick_reply("Add a friend", "add_friend")]


class ActionFriendActivity(ShopAction):
    """Shows what friends bought, reviewed, wish for and follow, all of them or one, since when the shopper says."""

    action_name = "action_friend_activity"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if show_circles(turn):
            return
        if asks_whose_friends(turn.text, turn.all_entities("person")):
            _keep_whose_friends(turn)
            return
        if _WHO_THEY_ARE.search(turn.text):
            _list_friends(turn)
            return
        people = _friends_named(turn)
        if people is None and show_requests_of(turn, turn.all_entities("person")):
            return
        if people is None:
            turn.say("person_not_found", values={"said": join_names(turn.all_entities("person"))})
            return
        if show_received(turn, people) or show_sent(turn, people):
            return
        kinds = _kinds_asked(turn)
        since = _since(turn)
        activities = [
            activity
            for activity in friend_activity(turn.store, signed_in(turn), limit=LONGEST_FEED)
            if (not people or activity.friend_id in {person.id for person in people})
            and (not kinds or activity.type in kinds)
            and (since is None or activity.at.date() >= since)
        ]
        activities = _about_kind(turn, activities)
        if activities:
            _show(turn, people, activities)
        else:
            _say_nothing_new(turn, people, kinds, since)


def _kinds_asked(turn: ActionTurn) -> list[ActivityType]:
    """Return what is asked for of what friends do; as before in "and Victor?"; [] for all of it."""
    kinds = [kind for kind, words in _ASKS_FOR.items() if re.search(words, turn.text.lower())]
    if not kinds and turn.all_entities("person") and _GOES_ON.match(turn.text):
        kinds = [ActivityType(kind) for kind in turn.memory.asked_of_friends]
    turn.memory.asked_of_friends = [kind.value for kind in kinds]
    return kinds


def _list_friends(turn: ActionTurn) -> None:
    friends = friends_of(turn.store, signed_in(turn))
    if friends:
        _show_people(turn, friends)
    names = join_names([friend.nickname for friend in friends], most=_MOST_NAMED)
    offers = [quick_reply("What are they up to?", "friend_activity")] if friends else []
    offers = [] if turn.mood == "angry" else [*offers, quick_reply("Add a friend", "add_friend")]
    turn.say("your_friends", values={"people": names, "count": len(friends)}, quick_replies=offers)


def _keep_whose_friends(turn: ActionTurn) -> None:
    """Say that nobody is told who is friends with others; only of oneself it is known."""
    named = turn.all_entities("person")
    own = {person.id: person for name in named for person in find_people_named(turn, name) if person.friend}
    offers = [quick_reply("Who are my friends?", "friend_activity")] if turn.mood != "angry" else []
    values = {"who": join_names([person.nickname for person in own.values()]), "count": len(own)}
    turn.say("friends_of_others", values=values, quick_replies=offers)


def _friends_named(turn: ActionTurn) -> list[Person] | None:
    """Return the friends whom the message names; [] when it names nobody, None when nobody named is a friend."""
    names = turn.all_entities("person")
    found = [person for name in names for person in find_people_named(turn, name) if person.friend]
    spoken_of = one_spoken_of(turn)
    if spoken_of is not None and spoken_of.friend:
        return [spoken_of]
    if not names and len(turn.memory.person_ids) > 1 and _THEY.search(turn.text):
        return [person for person in people_by_id(turn, turn.memory.person_ids) if person.friend]
    return found if found or not names else None


def _since(turn: ActionTurn) -> date | None:
    said = turn.entity("date")
    if said is None:
        return None
    with turn.store.read() as tx:
        return read_date(said, tx.now.date(), past=True)


def _about_kind(turn: ActionTurn, activities: list[Activity]) -> list[Activity]:
    """Keep what is about the brand or kind of product that the message names."""
    words = [plain_name(word) for name in ("product_type", "brand") for word in turn.all_entities(name)]
    if not words:
        return activities
    with turn.store.read() as tx:
        products = tx.get_many(Product, [a.product_id for a in activities if a.product_id])
    about = {id: plain_name(f"{p.title} {p.brand} {p.type} {' '.join(p.path)}") for id, p in products.items()}
    return [a for a in activities if any(word.rstrip("s") in about.get(a.product_id or "", "") for word in words)]


def _show(turn: ActionTurn, people: Sequence[Person], activities: Sequence[Activity]) -> None:
    reasons: dict[str, tuple[str, ...]] = {}
    for activity in activities:
        if activity.product_id is not None:
            line = f"{activity.nickname} {_DID[activity.type]} it"
            if line not in reasons.get(activity.product_id, ()):
                reasons[activity.product_id] = (*reasons.get(activity.product_id, ()), line)
    cards = make_product_cards(turn, list(reasons), reasons)[:_MOST_PRODUCTS]
    if cards:
        turn.show("products")
        turn.memory.product_ids = [card.product_id for card in cards]
    if len(people) == 1:
        note_spoken_of(turn, people[0])
    turn.say(
        "friend_news",
        values={
            "people": tell_people(people),
            "who": join_names(_distinct(activity.nickname for activity in activities)),
            "count": len(activities),
            "products": len(cards),
            "follows": join_names(_tell_follows(activities)),
        },
        products=cards,
    )


def _tell_follows(activities: Iterable[Activity]) -> list[str]:
    return [f"{a.nickname} follows {a.followed.nickname}" for a in activities if a.followed is not None]


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _say_nothing_new(
    turn: ActionTurn, people: Sequence[Person], kinds: Sequence[ActivityType], since: date | None
) -> None:
    if len(people) == 1:
        note_spoken_of(turn, people[0])
    friends = friends_of(turn.store, signed_in(turn))
    offers = [] if friends or turn.mood == "angry" else [quick_reply("Add a friend", "add_friend")]
    values = {"people": tell_people(people), "friends": len(friends), "narrowed": bool(kinds) or since is not None}
    turn.say("no_friend_news", values=values, quick_replies=offers)
