"""What friends say: of one product, of a brand or a list, or one of them of what they have."""

import re
from collections.abc import Sequence
from typing import Any

from actions.cards import make_product_cards, make_review_snippets
from actions.names import join_names
from actions.opinions.digest import digest, tell_average
from actions.opinions.favours import LIKED, mean_of, stand, tell_stars
from actions.opinions.like_minded import find_like_minded, show_like_minded
from actions.opinions.praised import show_praised
from actions.opinions.review_wishes import ReviewWish, read_wish, said_aspect
from actions.opinions.trusted import tell_whom_to_trust, tell_whose_taste
from actions.opinions.voices import all_reviews, show_reviews
from actions.people.whom import one_spoken_of, tell_people
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product, read_products
from language.feelings import asks_whom_to_trust, asks_whose_taste
from retrieval.aspects import Aspect
from shop.access import Person
from shop.activity.feed import friends_who_bought
from shop.catalogue import Product
from shop.errors import NotFound
from shop.friends.friendships import friends_of
from shop.reviews.by_friends import reviews_by_friends
from shop.reviews.reading import SeenReview, reviews_by
from shop.wishlists.gifts import wishlist_of

_SHOWN = 5
_MOST_PRODUCTS = 5
_WELL = 4  # stars from which on somebody likes a thing
_MOST_LIKED = 3  # things told of
_SEVERAL = re.compile(r"\b(?:which|these|those|any of|of them|what .+ do)\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"\b(?:i|i'm|im) follow", re.IGNORECASE)


class ActionFriendsReviews(ShopAction):
    """Tells what friends, or those named, think and how far they agree; when they are silent, what else there is."""

    action_name = "action_friends_reviews"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if show_praised(turn):
            return
        if asks_whose_taste(turn.text) and not turn.entity("product"):
            tell_whose_taste(turn)
            return
        spoken_of = one_spoken_of(turn)
        names = [spoken_of.nickname] if spoken_of else turn.all_entities("person")
        several = not names and not turn.entity("product") and _SEVERAL.search(turn.text) is not None
        if several and _say_of_several(turn):
            return
        product = find_one_product(turn)
        if product is None and turn.entity("product"):
            ask_which_product(turn, "friends_reviews")
        elif names:
            _say_of_people(turn, product, names)
        elif product is not None:
            turn.focus(product.id)
            if not (asks_whom_to_trust(turn.text) and tell_whom_to_trust(turn, product)):
                _say_of_product(turn, product)
        elif several or not _say_of_several(turn):
            ask_which_product(turn, "friends_reviews")


def _say_of_product(turn: ActionTurn, product: Product) -> None:
    if _FOLLOWED.search(turn.text):
        _say_of_followed(turn, product)
        return
    found = list(reviews_by_friends(turn.store, signed_in(turn), product_ids=[product.id]))
    if not found:
        _say_silent(turn, product)
        return
    aspect = said_aspect(turn)
    told = [review for review in found if aspect is not None and aspect.is_in(review.text)]
    summed = digest(told or found)
    values = summed.values() | {"friends": len(found), "aspect": aspect.name if aspect else "", "told": len(told)}
    shown = _pick(told or found, read_wish(turn))
    if aspect is not None:
        response = "friends_on_aspect" if told else "friends_not_on_aspect"
    else:
        response = "friend_says" if summed.count == 1 else f"friends_{summed.verdict}"
    show_reviews(turn, product, response, shown, values, aspect=aspect if told else None)
    _add_like_minded(turn, product, "like_minded_too", aspect)


def _add_like_minded(turn: ActionTurn, product: Product, response: str, aspect: Aspect | None = None) -> None:
    """Tell, after friends, what people of the shopper's taste say who are none; of an aspect only who speaks of it."""
    found = [review for review in find_like_minded(turn, product) if not review.friend]
    told = [review for review in found if aspect is None or aspect.is_in(review.text)]
    if told and turn.mood != "angry":
        show_like_minded(turn, product, told, response, aspect=aspect, beside=response == "like_minded_too")


def _say_of_followed(turn: ActionTurn, product: Product) -> None:
    """Tell what those say whom the shopper follows, who need not be friends."""
    found = [review for review in all_reviews(turn, product.id) if review.followed]
    if found:
        show_reviews(turn, product, "followed_say", _pick(found, read_wish(turn)), digest(found).values())
    else:
        turn.say("followed_silent", values={"title": product.title}, evidence=[product.id])


def _pick(reviews: Sequence[SeenReview], wish: ReviewWish) -> list[SeenReview]:
    """Return what to show of them: both ends of the scale are always among it."""
    ordered = sorted(reviews, key=lambda review: (review.rating, not review.text), reverse=not wish.critical)
    if len(ordered) <= _SHOWN:
        return ordered
    return [*ordered[: _SHOWN - 1], ordered[-1]]


def _say_silent(turn: ActionTurn, product: Product) -> None:
    """Say that no friend has written of it, and offer what there is: shoppers of their taste, everybody, a poll."""
    me = signed_in(turn)
    friends = friends_of(turn.store, me)
    owners = friends_who_bought(turn.store, me, product.id)
    everybody = all_reviews(turn, product.id)
    similar = [review for review in find_like_minded(turn, product) if not review.friend]
    turn.say(
        "friends_silent",
        values={
            "title": product.title,
            "friends": len(friends),
            "owners": tell_people(owners),
            "owners_count": len(owners),
            "count": len(everybody),
            "similar": bool(similar),  # who speak next
        },
        quick_replies=_offers(turn, product, everybody=bool(everybody), similar=bool(similar), friends=bool(friends)),
        evidence=[product.id],
    )
    _add_like_minded(turn, product, "like_minded_instead")


def _offers(turn: ActionTurn, product: Product, *, everybody: bool, similar: bool, friends: bool) -> list[QuickReply]:
    if turn.mood == "angry":
        return []
    offers = []
    if similar:
        offers.append(quick_reply("Reviews by people like me", "read_reviews", product=product.title))
    if everybody:
        offers.append(quick_reply("Read all reviews", "read_reviews", product=product.title))
    ask = quick_reply("Ask my friends", "ask_friends", product=product.title)
    return [*offers, ask if friends else quick_reply("Add a friend", "add_friend")]


def _say_of_people(turn: ActionTurn, product: Product | None, names: Sequence[str]) -> None:
    """Tell what those named wrote, of the product, or, without one, of whatever they wrote last."""
    people = [person for name in names for person in find_people_named(turn, name)]
    unknown = [name for name in names if not find_people_named(turn, name)]
    if unknown:
        offers = [quick_reply("What do my friends say?", "friends_reviews")] if turn.mood != "angry" else []
        turn.say("person_not_found", values={"said": join_names(unknown)}, quick_replies=offers if not people else [])
    if not people:
        return
    turn.memory.person_id = people[0].id
    written = [review for person in people for review in _written_by(turn, person)]
    if product is None:
        _show_written(turn, people, *_about_things(turn, written))
        return
    turn.focus(product.id)
    found = [review for review in written if review.product_id == product.id]
    silent = [person for person in people if person.id not in {review.author_id for review in found}]
    values: dict[str, Any] = {"silent": tell_people(silent), "silent_count": len(silent)}
    if found:
        _show_said(turn, product, found, values)
    else:
        _say_person_silent(turn, product, people, values)


def _about_things(turn: ActionTurn, written: list[SeenReview]) -> tuple[list[SeenReview], str]:
    """Return the reviews of the brand or kind that the message names, and its name; all and its name for no such."""
    said = [*turn.all_entities("brand"), *turn.all_entities("product_type")]
    if not said:
        return written, ""
    products = {product.id: product for product in read_products(turn, [review.product_id for review in written])}
    about = {id: plain_name(f"{p.title} {p.brand} {p.type} {' '.join(p.path)}") for id, p in products.items()}
    words = [plain_name(word).rstrip("s") for word in said]
    kept = [review for review in written if any(word in about.get(review.product_id, "") for word in words)]
    return (kept, "") if kept else (written, said[0])


def _written_by(turn: ActionTurn, person: Person) -> list[SeenReview]:
    """Return what may be read of this person under their name, newest first."""
    try:
        page = reviews_by(turn.store, turn.customer_id, person.id, limit=100)
    except NotFound:
        return []
    return [review for review in page.reviews if review.author_id == person.id]


def _show_said(turn: ActionTurn, product: Product, found: Sequence[SeenReview], values: dict[str, Any]) -> None:
    aspect = said_aspect(turn)
    told = [review for review in found if aspect is not None and aspect.is_in(review.text)]
    values |= digest(found).values() | {
        "rating": found[0].rating,
        "aspect": aspect.name if aspect else "",
        "told": len(told),
        "date": f"{found[0].written_at:%-d %B %Y}",
    }
    show_reviews(turn, product, "person_says", found, values, aspect=aspect if len(told) == len(found) else None)


def _say_person_silent(turn: ActionTurn, product: Product, people: Sequence[Person], values: dict[str, Any]) -> None:
    owners = {person.id for person in friends_who_bought(turn.store, signed_in(turn), product.id)}
    owning = [person for person in people if person.id in owners]
    ask = quick_reply(f"Ask {people[0].nickname}", "ask_friends", person=people[0].nickname, product=product.title)
    turn.say(
        "person_silent",
        values={
            "title": product.title,
            "owning": tell_people(owning),
            "owning_count": len(owning),
            **_tell_liking(turn, product, people),
            **values,
        },
        quick_replies=[ask] if people[0].friend and turn.mood != "angry" else [],
    )


def _tell_liking(turn: ActionTurn, product: Product, people: Sequence[Person]) -> dict[str, Any]:
    """Return whether one person wishes for the product, and what else they show of liking."""
    nothing = {"wished": False, "likes": ""}
    if len(people) != 1:
        return nothing
    try:
        wished = [wish.product_id for wish in wishlist_of(turn.store, signed_in(turn), people[0].id)]
    except NotFound:
        return nothing
    liked = [review.product_id for review in _written_by(turn, people[0]) if review.rating >= _WELL]
    titles = [one.title for one in read_products(turn, list(dict.fromkeys([*wished, *liked]))) if one.id != product.id]
    return {"wished": product.id in wished, "likes": join_names(titles, most=_MOST_LIKED)}


def _show_written(turn: ActionTurn, people: Sequence[Person], written: Sequence[SeenReview], nothing_of: str) -> None:
    """Show their reviews, newest first; `nothing_of` is what was asked for and none of them is about, else ""."""
    shown = sorted(written, key=lambda review: review.written_at, reverse=True)[:_SHOWN]
    products = read_products(turn, [review.product_id for review in shown])
    values = {
        "people": tell_people(people),
        "count": len(written),
        "titles": join_names([product.title for product in products]),
        "average": tell_average(sum(r.rating for r in written) / len(written)) if written else "",
        "nothing_of": nothing_of,
    }
    if not written:
        turn.say("person_wrote_nothing", values=values)
        return
    turn.memory.product_ids = [product.id for product in products]
    turn.show("reviews")
    turn.memory.review_ids = [review.id for review in shown]
    turn.say("person_wrote", values=values, reviews=make_review_snippets(turn, shown), evidence=turn.memory.review_ids)


def _say_of_several(turn: ActionTurn) -> bool:
    """Tell which products of a brand, a kind, or the list shown friends rate highest; False when none are meant."""
    words = [plain_name(word).rstrip("s") for kind in ("brand", "product_type") for word in turn.all_entities(kind)]
    among = turn.memory.product_ids if not words else None
    if among is not None and (len(among) < 2 or turn.shown != "products"):
        return False
    by_product: dict[str, list[SeenReview]] = {}
    for review in reviews_by_friends(turn.store, signed_in(turn), product_ids=among):
        by_product.setdefault(review.product_id, []).append(review)
    products = [product for product in read_products(turn, list(by_product)) if _is_about(product, words)]
    products.sort(key=lambda product: (-stand([review.rating for review in by_product[product.id]]), product.id))
    reasons = {product.id: (tell_stars(by_product[product.id]),) for product in products[:_MOST_PRODUCTS]}
    values = {
        "said": " ".join([*turn.all_entities("brand"), *turn.all_entities("product_type")]),
        "count": len(products),
        "best": products[0].title if products else "",
        "stars": tell_stars(by_product[products[0].id]) if products else "",
        "liked": bool(products) and mean_of(by_product[products[0].id]) >= LIKED,
    }
    if products:
        turn.show("products")
        turn.memory.product_ids = list(reasons)
    response = "friends_rate_highest" if products else "friends_rate_none"
    turn.say(response, values=values, products=make_product_cards(turn, list(reasons), reasons))
    return True


def _is_about(product: Product, words: Sequence[str]) -> bool:
    about = plain_name(f"{product.title} {product.brand} {product.type} {' '.join(product.path)}")
    return all(word in about for word in words)
