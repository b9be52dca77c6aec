"""What one may not read changes nothing that one is told: every answer and number is the same as without it.

One author reviews a keyboard, for every audience; viewers of every kind, across every block, ask for all that reviews
go into. Where the viewer may not read it, each result must be byte for byte what it is when there is no such review.
"""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from retrieval.relations import Relations
from retrieval.search import SearchQuery, SearchSort, Shelf
from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.requests import ask_friend
from shop.reviews import Visibility
from shop.reviews.reading import rating_summary
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.talk import Talk
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market
from tests.shop.social.world import consent

AUTHOR, VIEWER = "ana", "ben"
RELATIONS = ("guest", "stranger", "friend", "friend without consent", "circle member")
BLOCKS = ("none", "viewer blocks", "author blocks")
SECRET = "The spacebar squeaks and the comfort is poor, so I sent the keyboard back in March."
OTHERS = (
    (5, "Comfortable to type on, and the battery lasts for weeks."),
    (4, "Good value, and a comfortable slope for the wrists."),
    (2, "The noise drove my flatmate mad, poor build quality too."),
    (5, "Sent the keyboard back in March so poor is the comfort, and the spacebar squeaks!"),  # by two it looks bought
    (3, "Sturdy build quality, but the noise is too much for an office."),
    (4, "Fast delivery, easy to set up, comfortable."),
)
KEYBOARD = ("product", "Clack")
QUESTIONS = (
    "does the spacebar squeak?",
    "is it comfortable?",
    "was it sent back in March?",
    "does it have a backlight?",
)


@dataclass(frozen=True)
class Case:
    relation: str
    block: str
    visibility: Visibility

    def __str__(self) -> str:
        return f"{self.relation}, {self.block}, {self.visibility}"

    @property
    def viewer_id(self) -> str | None:
        return None if self.relation == "guest" else VIEWER

    @property
    def readable(self) -> bool:
        """Return what the rules say, written down apart from the code."""
        if self.block != "none" or self.visibility is Visibility.ONLY_ME:
            return False
        if self.visibility is Visibility.PUBLIC:
            return True
        if self.visibility is Visibility.FRIENDS:
            return self.relation in ("friend", "circle member")
        return self.relation == "circle member"


CASES = [
    Case(relation, block, visibility)
    for relation, block, visibility in itertools.product(RELATIONS, BLOCKS, Visibility)
    if relation != "guest" or block == "none"
]


def open_case(case: Case, *, reviewed: bool) -> tuple[Store, Shelf]:
    store = open_market()
    for number, (rating, text) in enumerate(OTHERS):
        add_customer(store, Customer(f"c{number}", f"C{number}", f"C{number}", f"c{number}@example.com"))
        write_review(store, f"c{number}", "clack", rating=rating, text=text)
    circle_id = _relate(store, case)
    if reviewed:
        circle = circle_id if case.visibility is Visibility.CIRCLE else None
        write_review(store, AUTHOR, "clack", rating=1, text=SECRET, visibility=case.visibility, circle_id=circle)
    if case.block == "viewer blocks":
        block_person(store, VIEWER, AUTHOR)
    elif case.block == "author blocks":
        block_person(store, AUTHOR, VIEWER)
    shelf = open_shelf(store, WordEncoder())
    use_shelf(shelf)
    return store, shelf


def _relate(store: Store, case: Case) -> str:
    circle = make_circle(store, AUTHOR, "Close ones")
    if case.relation not in ("guest", "stranger"):
        ask_friend(store, AUTHOR, VIEWER)
        ask_friend(store, VIEWER, AUTHOR)
    if case.relation in ("friend", "circle member"):
        consent(store, AUTHOR)
    if case.relation == "circle member":
        add_to_circle(store, AUTHOR, circle.id, VIEWER)
    return circle.id


def ask_action(action: str, text: str, intent: str) -> Callable[[Store, Shelf, str | None], object]:
    def ask(store: Store, shelf: Shelf, viewer_id: str | None) -> object:
        talk = Talk(store, viewer_id, guest_id=None if viewer_id else "guest", page_product_id="clack")
        talk.slots["memory"] = {"product_ids": ["clack", "hush"], "product_id": "clack"}
        answered = talk.hear(action, text, intent=intent, entities=[] if action == "action_compare" else [KEYBOARD])
        return [(said.response, said.text, said.facts) for said in answered.said], answered.slots

    return ask


READERS: dict[str, Callable[[Store, Shelf, str | None], object]] = {
    "facts": lambda store, shelf, viewer: [shelf.find_facts("clack", ask, 20, viewer_id=viewer) for ask in QUESTIONS],
    "digest": lambda store, shelf, viewer: shelf.digest_reviews("clack", viewer),
    "rating": lambda store, shelf, viewer: rating_summary(store, viewer, "clack"),
    "answer": ask_action("action_answer_product_question", QUESTIONS[0], "ask_product_question"),
    "gist": ask_action("action_read_reviews", "what do people say", "read_reviews"),
    "critical": ask_action("action_read_reviews", "the critical reviews", "read_reviews"),
    "aspect": ask_action("action_read_reviews", "what do they say about comfort", "read_reviews"),
    "friends": ask_action("action_friends_reviews", "what do my friends say", "friends_reviews"),
    "card": ask_action("action_product_details", "tell me about it", "product_details"),
    "comparison": ask_action("action_compare", "compare them", "compare_products"),
}
FOR_ALL: dict[str, Callable[[Store, Shelf, str | None], object]] = {
    "search": lambda store, shelf, viewer: [
        shelf.find_products(SearchQuery("keyboard", sort=sort)) for sort in SearchSort
    ],
    "graph": lambda store, shelf, viewer: [Relations(store).graph().matching(id) for id in ("clack", "hush")],
}  # one answer for everybody, made of what everybody may read


@functools.cache
def read_all(case: Case, *, reviewed: bool) -> dict[str, str]:
    store, shelf = open_case(case, reviewed=reviewed)
    return {name: repr(read(store, shelf, case.viewer_id)) for name, read in (READERS | FOR_ALL).items()}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_hidden_changes_nothing(case: Case) -> None:
    without, found = read_all(case, reviewed=False), read_all(case, reviewed=True)
    changed = {name for name in READERS if found[name] != without[name]}
    if not case.readable:
        assert changed == set()
    elif case.relation == "guest":  # friends' reviews are for those who have friends
        assert changed == READERS.keys() - {"friends"}
    else:
        assert changed >= READERS.keys() - {"friends"}
    if case.visibility is not Visibility.PUBLIC:
        assert {name for name in FOR_ALL if found[name] != without[name]} == set()


def test_what_everybody_may_read_orders_what_everybody_finds() -> None:
    case = Case("guest", "none", Visibility.PUBLIC)
    assert read_all(case, reviewed=True)["search"] != read_all(case, reviewed=False)["search"]
