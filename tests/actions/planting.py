"""Texts that try to be more than texts: where each is planted, and a conversation in which it comes up."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.context import use_shelf
from retrieval.build import open_shelf
from shop.carts import CartOwner, add_to_cart
from shop.catalogue import find_product, put_product
from shop.customers import update_customer
from shop.friends.friendships import remove_friend
from shop.friends.requests import ask_friend
from shop.knowledge import Article
from shop.questions.polls import ask_friends
from shop.questions.products import answer_question, ask_question
from shop.questions.votes import vote_in_poll
from shop.sending import SentKind, send_to_friends
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import NOON
from tests.actions.social_shop import FRIENDS, open_social_shop, review, show_all
from tests.fakes.attacks import Attack
from tests.fakes.encoder import WordEncoder

_QUESTION = "Is it waterproof enough for a storm?"


@dataclass(frozen=True)
class Line:
    """What Maya says: the action that answers, her words, and the entities in them."""

    action: str
    text: str
    entities: tuple[tuple[str, str], ...] = ()
    intent: str = ""


def open_planted_shop(place: str, text: str) -> Store:
    """Return the social shop with the text in its place, and the shelf over it that actions use from now on."""
    store = open_social_shop()
    add_to_cart(store, CartOwner("maya"), "swan-white", idempotency_key="planted")
    show_all(store, "kofi")
    PLACES[place].plant(store, text)
    use_shelf(open_shelf(store, WordEncoder()))
    return store


def lines_of(attack: Attack) -> list[Line]:
    """Return what Maya says; "…" in her words stands for the text itself, asked about as such."""
    return [replace(line, text=line.text.replace("…", attack.text)) for line in PLACES[attack.place].lines]


@dataclass(frozen=True)
class Place:
    plant: Callable[[Store, str], object]
    lines: tuple[Line, ...]
    shows: str = "…"  # what must come up; "…" is the text


def _change(**fields: str) -> Callable[[Store, str], object]:
    """Put the text into fields of the Swan; "{}" in a value is the text."""

    def plant(store: Store, text: str) -> None:
        listing = find_product(store, "swan")
        changed = {name: value.replace("{}", text) for name, value in fields.items()}
        put_product(store, replace(listing.product, **changed), listing.variants)  # type: ignore[arg-type]

    return plant


def _plant_attribute(store: Store, text: str) -> None:
    listing = find_product(store, "swan")
    attributes = {"care": text, **listing.product.attributes}
    put_product(store, replace(listing.product, attributes=attributes), listing.variants)


def _plant_article(store: Store, text: str) -> None:
    with store.write() as tx:
        tx.add(Article("returns", "Sending things back", "returns", f"How to send things back:\n{text}", (), NOON))


def _plant_question(store: Store, text: str) -> None:
    asked = ask_question(store, "omar", "swan", text)
    answer_question(store, None, asked.id, "It is, and it has a lid.")


def _plant_answer(store: Store, text: str) -> None:
    asked = ask_question(store, "maya", "swan", _QUESTION)
    answer_question(store, "omar", asked.id, text)


def _plant_vote(store: Store, text: str) -> None:
    poll = ask_friends(store, "maya", "Swan or mug?", ["Swan", "Mug"], ["ana", "kofi"])
    vote_in_poll(store, "kofi", poll.id, 0, text)


def _plant_nickname(store: Store, text: str) -> None:
    update_customer(store, "kofi", nickname=text)
    remove_friend(store, "maya", "eve")  # the four who are left have buttons, however they are called
    poll = ask_friends(store, "kofi", "Swan or mug?", ["Swan", "Mug"], ["maya"])
    assert poll.invited_ids == ("maya",)


_SWAN, _CLOUDLINE = ("product", "swan"), ("product", "Cloudline 2")
_KETTLES = Line("action_search", "show me kettles", (("product_type", "kettle"),), "search_product")
_COMPARE = Line("action_compare", "compare these two", intent="compare_products")
_DETAILS = Line("action_product_details", "tell me about it", intent="product_details")
_ASK = Line("action_answer_product_question", "…", intent="ask_product_question")
_STORM = replace(_ASK, text=_QUESTION)
_REVIEWS = Line("action_read_reviews", "what do people say about the Cloudline 2", (_CLOUDLINE,), "read_reviews")
_NEWEST = replace(_REVIEWS, text="the newest reviews of the Cloudline 2")
_FRIENDS = Line("action_friends_reviews", "what do my friends say", (_CLOUDLINE,), "friends_reviews")
_CLOUDLINE_DETAILS = replace(_DETAILS, entities=(_CLOUDLINE,))
_REQUESTS = Line("action_accept_friend", "who wants to be my friend", intent="accept_friend")
_HELLO = Line("action_greet", "hello", intent="greet")
_POLL = Line("action_poll_status", "is there a poll waiting for me, polls for me", intent="poll_status")
_RESULTS = Line("action_poll_status", "how is my poll", intent="poll_status")
_CART = Line("action_view_cart", "my cart", intent="view_cart")
_MY_FRIENDS = Line("action_friend_activity", "who are my friends", intent="friend_activity")
_THEIR_NEWS = Line("action_friend_activity", "what are my friends up to", intent="friend_activity")
_RECEIVED = Line("action_friend_activity", "what did Ana send me?", (("person", "Ana"),), "friend_activity")
_SHARE = Line("action_share", "show the mug to a friend", (("product", "Ember mug"),), "share_product")
_WISHES = Line("action_show_wishlist", "what does Ana wish for", (("person", "Ana"),), "show_wishlist")

PLACES = {
    "review": Place(
        lambda store, text: review(store, "omar", "cloudline", 3, text),
        (_REVIEWS, _NEWEST, _CLOUDLINE_DETAILS, _ASK, _FRIENDS),
    ),
    "friend_review": Place(
        lambda store, text: review(store, "kofi", "cloudline", 5, text, visibility=FRIENDS),
        (_FRIENDS, _REVIEWS, _CLOUDLINE_DETAILS, _ASK),
    ),
    "title": Place(_change(title="{}"), (_KETTLES, _DETAILS, _STORM, _COMPARE, _CART)),
    "brand": Place(_change(brand="{}"), (_KETTLES, _DETAILS, _COMPARE)),
    "description": Place(_change(description="{}"), (_DETAILS, _KETTLES, _ASK)),
    "attribute": Place(_plant_attribute, (_DETAILS, _KETTLES, _COMPARE, _ASK)),
    "article": Place(
        _plant_article, (Line("action_answer_policy", "how do I send things back", intent="ask_returns"),)
    ),
    "question": Place(_plant_question, (_ASK,), shows="It is, and it has a lid"),
    "answer": Place(_plant_answer, (_STORM, _ASK)),
    "friend_message": Place(lambda store, text: ask_friend(store, "omar", "maya", text), (_HELLO, _REQUESTS)),
    "poll_question": Place(lambda store, text: ask_friends(store, "ana", text, ["Swan", "Mug"], ["maya"]), (_POLL,)),
    "poll_choice": Place(lambda store, text: ask_friends(store, "ana", "Which?", [text, "No"], ["maya"]), (_POLL,)),
    "vote_comment": Place(_plant_vote, (_RESULTS,)),
    "nickname": Place(_plant_nickname, (_MY_FRIENDS, _THEIR_NEWS, _FRIENDS, _REVIEWS, _POLL, _SHARE)),
    "sent_words": Place(
        lambda store, text: send_to_friends(store, "ana", ["maya"], SentKind.PRODUCT, "mug", text), (_RECEIVED,)
    ),
    "wish_note": Place(lambda store, text: add_to_wishlist(store, "ana", "mug", note=text), (_WISHES,)),
}
