"""Every way to read another person's data, tried by every kind of viewer on every kind of owner.

What is expected is written down here once, apart from the code. A function that reads for a viewer and is not in
this table fails the last test.
"""

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

import shop
from shop.access import (
    Eyes,
    count_ratings,
    find_people,
    get_person,
    list_people,
    name_people,
    open_eyes,
    profile_of,
    readable_reviews,
    readable_stars,
    readable_wishlist,
    visible_sizes,
)
from shop.activity import ActivityOptIn, ActivityType
from shop.activity.experience import friends_experience as experience
from shop.activity.feed import friend_activity, friends_who_bought, shown_purchases
from shop.consent import ConsentRecord, Purpose, grant_consent
from shop.customers import Customer
from shop.errors import NotAllowed, NotFound
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship, RequestStatus
from shop.friends.circles import circles_of
from shop.friends.follows import followed_by
from shop.friends.friendships import friends_of
from shop.friends.requests import ask_friend, requests_for
from shop.ids import pair_id
from shop.notifications import notify
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.questions.polls import poll_results
from shop.questions.products import answer_question, questions_about
from shop.questions.votes import invitations_for, vote_in_poll, withdraw_vote
from shop.reviews import Review, Visibility
from shop.reviews.by_friends import reviews_by_friends
from shop.reviews.like_minded import like_minded_reviews
from shop.reviews.likes import count_likes, like_review
from shop.reviews.reading import (
    ReviewSort,
    find_review,
    rating_summaries,
    rating_summary,
    reviews_by,
    reviews_of_product,
    show_reviews,
    sum_up_ratings,
)
from shop.reviews.writing import write_review
from shop.sending import SentKind, received
from shop.shares import ShareKind, make_link, open_link
from shop.wishlists import GiftPlan, WishlistItem
from shop.wishlists.gifts import plan_gift, planned_gifts, show_wishes, wishlist_of
from tests.fakes.store import MemoryStore
from tests.shop.social.test_shares import SECRET
from tests.shop.social.world import START, add_products, deliver

OWNER, VIEWER = "owner", "viewer"
RELATIONS = ("guest", "stranger", "follower", "ex-friend", "friend", "circle member", "owner")
OWNERS = ("plain", "private", "consent withdrawn", "private, consent withdrawn", "secretive")
SIZES = {"shoe": "38"}
BLOCKS = ("none", "viewer blocks", "owner blocks", "both")


@dataclass(frozen=True)
class Case:
    """One viewer, one owner, and what the owner says of who may see their review and their wish."""

    relation: str
    owner: str
    block: str
    visibility: Visibility

    def __str__(self) -> str:
        return f"{self.relation}, {self.owner} owner, block: {self.block}, {self.visibility}"

    @property
    def viewer_id(self) -> str | None:
        return {"guest": None, "owner": OWNER}.get(self.relation, VIEWER)

    @property
    def withdrawn(self) -> bool:
        return "withdrawn" in self.owner

    @property
    def private(self) -> bool:
        return "private" in self.owner

    @property
    def secretive(self) -> bool:
        """Whether the owner, who consents to friends seeing, shows no type of their doings and no sizes."""
        return self.owner == "secretive"

    @property
    def signed_in(self) -> str:
        """The viewer, where guests cannot ask at all: then somebody who has no bond with anyone."""
        return self.viewer_id or "nobody"


CASES = [
    Case(*values)
    for values in itertools.product(RELATIONS, OWNERS, BLOCKS, Visibility)
    if values[2] == "none" or values[0] not in ("guest", "owner")
]

# Who reads what, when there is no block and the owner consents to friends seeing.
READERS = {
    Visibility.PUBLIC: {"guest", "stranger", "follower", "ex-friend", "friend", "circle member", "owner"},
    Visibility.FRIENDS: {"friend", "circle member", "owner"},
    Visibility.CIRCLE: {"circle member", "owner"},
    Visibility.ONLY_ME: {"owner"},
}


def reads(case: Case) -> bool:
    if case.block != "none":
        return False
    if case.withdrawn and case.visibility is not Visibility.PUBLIC:
        return case.relation == "owner"
    return case.relation in READERS[case.visibility]


def finds(case: Case) -> bool:
    if case.block != "none":
        return False
    return not case.private or case.relation in ("friend", "circle member", "owner")


def finds_another(case: Case) -> bool:
    return finds(case) and case.relation != "owner"


def learns_name(case: Case) -> bool:
    return finds(case) and not (case.private and case.withdrawn and case.relation != "owner")


def is_friend(case: Case) -> bool:
    return case.block == "none" and case.relation in ("friend", "circle member")


def is_shared_with(case: Case) -> bool:
    return is_friend(case) and not case.withdrawn


def is_told_of_doings(case: Case) -> bool:
    return is_shared_with(case) and not case.secretive


def learns_sizes(case: Case) -> bool:
    return is_told_of_doings(case) or case.relation == "owner"


def unblocked(case: Case) -> bool:
    return case.block == "none"


def reads_of_person(case: Case) -> bool:
    return reads(case) and finds(case)


def reads_of_friend(case: Case) -> bool:
    return reads(case) and is_shared_with(case)


def reads_of_friends_doings(case: Case) -> bool:
    return reads(case) and is_told_of_doings(case)


def reads_another(case: Case) -> bool:
    return reads(case) and case.relation not in ("owner", "guest")


def reads_anothers_by_name(case: Case) -> bool:
    return reads_another(case) and learns_name(case)


def opens_link(case: Case) -> bool:
    """The owner made a link to their own thing."""
    if case.visibility is Visibility.FRIENDS:
        return unblocked(case) and not case.withdrawn
    return unblocked(case) and case.visibility is Visibility.PUBLIC


def may_answer(case: Case) -> bool:
    return unblocked(case) and case.relation != "guest"


def build(case: Case) -> MemoryStore:
    """Put the records there directly: the rule must hold whatever the functions that write would have tidied up."""
    store = MemoryStore(lambda: START)
    add_products(store, "kettle", "pan")
    deliver(store, OWNER, "pan")
    with store.write() as tx:
        tx.add(*(Customer(id, id, f"Nick-{id}", f"{id}@example.com", nickname_key=id) for id in (VIEWER, "third")))
        tx.add(
            Customer(OWNER, OWNER, "Nick-owner", "o@example.com", private=case.private, nickname_key=OWNER, sizes=SIZES)
        )
        granted = not case.withdrawn
        before = START - timedelta(days=1)
        tx.add(ConsentRecord("c1", OWNER, Purpose.FRIENDS_SEE, True, "test", before))
        tx.add(ConsentRecord("c2", OWNER, Purpose.FRIENDS_SEE, granted, "test", START))
        tx.add(ConsentRecord("c3", VIEWER, Purpose.FRIENDS_SEE, True, "test", START))
        tx.add(ConsentRecord("c4", OWNER, Purpose.SIZES, not case.secretive, "test", START))
        shown = () if case.secretive else tuple(ActivityType)
        tx.add(*(ActivityOptIn(pair_id(OWNER, type), OWNER, type, START) for type in shown))
        tx.add(Circle("crew", OWNER, "crew", START), Circle("own", VIEWER, "own", START))
        tx.add(*bonds(case))
        circle_id = "crew" if case.visibility is Visibility.CIRCLE else None
        tx.add(Review("kettle~owner", "kettle", OWNER, 5, "", case.visibility, circle_id, False, False, START))
        tx.add(WishlistItem("owner~kettle", OWNER, "kettle", case.visibility, circle_id, "", START))
        tx.add(ProductQuestion("q1", "kettle", OWNER, "?", START), ProductQuestion("q2", "kettle", "third", "?", START))
        tx.add(Answer("a1", "q2", OWNER, "!", False, START))
        end = START + timedelta(days=1)
        tx.add(Poll("theirs", OWNER, "?", ("a", "b"), (), (VIEWER,), START, end))
        tx.add(PollInvitation("theirs~viewer", "theirs", VIEWER))
        tx.add(Poll("mine", VIEWER, "?", ("a", "b"), (), (OWNER,), START, end), Vote("v1", "mine", OWNER, 0, "", START))
        tx.add(GiftPlan("owner~kettle~viewer", "owner~kettle", OWNER, VIEWER, False, START))
        tx.add(FriendRequest("owner~viewer", OWNER, VIEWER, "", RequestStatus.DECLINED, START))
    return store


def bonds(case: Case) -> list[Friendship | CircleMember | Follow | Block]:
    found: list[Friendship | CircleMember | Follow | Block] = [CircleMember("own~owner", "own", OWNER, START)]
    if case.relation in ("friend", "circle member"):
        found += [Friendship("o~v", OWNER, VIEWER, START), Friendship("v~o", VIEWER, OWNER, START)]
    if case.relation in ("circle member", "ex-friend"):
        found.append(CircleMember("crew~viewer", "crew", VIEWER, START))
    if case.relation == "follower":
        found.append(Follow("viewer~owner", VIEWER, OWNER, START))
    if case.block in ("viewer blocks", "both"):
        found.append(Block("viewer~owner", VIEWER, OWNER, START))
    if case.block in ("owner blocks", "both"):
        found.append(Block("owner~viewer", OWNER, VIEWER, START))
    return found


def succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotFound:
        return False
    return True


def likes(store: MemoryStore, case: Case) -> bool:
    try:
        return succeeds(lambda: like_review(store, case.signed_in, "kettle~owner"))
    except NotAllowed:
        return False  # one's own


def looks(probe: Callable[..., object]) -> Callable[[MemoryStore, Case], bool]:
    """Make a probe of a function that works inside a transaction with the viewer's eyes."""

    def look(store: MemoryStore, case: Case) -> bool:
        with store.read() as tx:
            return bool(probe(tx, open_eyes(tx, case.viewer_id), case))

    return look


def opens(store: MemoryStore, case: Case, kind: ShareKind, subject_id: str) -> bool:
    try:
        token = make_link(store, SECRET, OWNER, kind, subject_id)
        opened = open_link(store, SECRET, token, case.viewer_id)
    except NotFound:
        return False
    return bool(opened.review or opened.wishes)


def links_onward(store: MemoryStore, case: Case) -> bool:
    return succeeds(lambda: make_link(store, SECRET, case.signed_in, ShareKind.REVIEW, "kettle~owner"))


def shares_taste(store: MemoryStore, case: Case) -> bool:
    """The two like the same other thing, and the viewer wants to be shown whose taste is theirs."""
    if case.viewer_id != VIEWER:
        return False
    grant_consent(store, VIEWER, Purpose.PERSONALISE, source="test")
    for author_id in (OWNER, VIEWER):
        write_review(store, author_id, "pan", rating=5)
    return has_review(like_minded_reviews(store, VIEWER, "kettle"))


def was_sent(store: MemoryStore, case: Case) -> bool:
    """The owner once sent the viewer something."""
    with store.write() as tx:
        notify(tx, case.signed_in, SentKind.PRODUCT, "kettle", {"person_id": OWNER})
        return bool(received(tx, open_eyes(tx, case.signed_in), [OWNER]))


def has_review(reviews: object) -> bool:
    return "kettle~owner" in repr(reviews)


Probe = Callable[[MemoryStore, Case], bool]

# The function, when it may give something of the owner away, and whether it does.
PROBES: list[tuple[Callable[..., object], Callable[[Case], bool], Probe]] = [
    (Eyes.may_see, reads, looks(lambda tx, eyes, case: eyes.may_see(
        OWNER, case.visibility, "crew" if case.visibility is Visibility.CIRCLE else None
    ))),
    (readable_reviews, reads, looks(lambda tx, eyes, case: readable_reviews(tx, eyes, author_id=OWNER))),
    (readable_stars, reads, looks(lambda tx, eyes, case: readable_stars(tx, eyes, author_id=OWNER))),
    (count_ratings, reads, looks(lambda tx, eyes, case: count_ratings(tx, eyes, ["kettle", "pan"]).total())),
    (readable_wishlist, reads, looks(lambda tx, eyes, case: readable_wishlist(tx, eyes, customer_id=OWNER))),
    (visible_sizes, learns_sizes, looks(lambda tx, eyes, case: visible_sizes(tx, eyes, OWNER))),
    (get_person, finds, looks(lambda tx, eyes, case: succeeds(lambda: get_person(tx, eyes, OWNER)))),
    (list_people, finds, looks(lambda tx, eyes, case: list_people(tx, eyes, [OWNER]))),
    (name_people, learns_name, looks(lambda tx, eyes, case: name_people(tx, eyes, [OWNER]))),
    (find_people, finds_another, lambda store, case: "'owner'" in repr(find_people(store, case.viewer_id, "nick"))),
    (find_people, finds_another, lambda store, case: bool(find_people(store, case.viewer_id, "o@example.com"))),
    (profile_of, finds, lambda store, case: succeeds(lambda: profile_of(store, case.viewer_id, OWNER))),
    (profile_of, reads_of_person, lambda store, case: counts(store, case) == (1, 1)),
    (reviews_of_product, reads, lambda store, case: any(
        has_review(reviews_of_product(store, case.viewer_id, "kettle", sort=sort)) for sort in ReviewSort
    )),
    (reviews_by, reads_of_person, lambda store, case: succeeds(lambda: reviews_by(store, case.viewer_id, OWNER))
        and has_review(reviews_by(store, case.viewer_id, OWNER))),
    (find_review, reads, lambda store, case: succeeds(lambda: find_review(store, case.viewer_id, "kettle~owner"))),
    (rating_summary, reads, lambda store, case: rating_summary(store, case.viewer_id, "kettle").count == 1),
    (rating_summaries, reads, lambda store, case: any(
        summary.count for summary in rating_summaries(store, case.viewer_id, ["kettle", "pan"]).values()
    )),
    (sum_up_ratings, reads, looks(lambda tx, eyes, case: sum_up_ratings(tx, eyes, ["kettle"])["kettle"].average)),
    (wishlist_of, reads_of_person, lambda store, case: succeeds(lambda: wishlist_of(store, case.viewer_id, OWNER))
        and bool(wishlist_of(store, case.viewer_id, OWNER))),
    (plan_gift, reads_another, lambda store, case: case.viewer_id is not None
        and succeeds(lambda: plan_gift(store, case.signed_in, "owner~kettle"))),
    (planned_gifts, lambda case: finds(case) and case.viewer_id == VIEWER, lambda store, case: "Nick-owner" in repr(
        planned_gifts(store, case.signed_in)
    )),
    (like_review, reads_another, likes),
    (questions_about, unblocked, lambda store, case: "'q1'" in repr(questions_about(store, case.viewer_id, "kettle"))),
    (questions_about, unblocked, lambda store, case: "'a1'" in repr(questions_about(store, case.viewer_id, "kettle"))),
    (questions_about, learns_name, lambda store, case: "Nick-owner" in repr(
        questions_about(store, case.viewer_id, "kettle")
    )),
    (answer_question, may_answer, lambda store, case: succeeds(
        lambda: answer_question(store, case.signed_in, "q1", "!")
    )),
    (friend_activity, reads_of_friends_doings, lambda store, case: "kettle" in repr(
        friend_activity(store, case.signed_in)
    )),
    (friend_activity, is_told_of_doings, lambda store, case: "pan" in repr(friend_activity(store, case.signed_in))),
    (friends_who_bought, is_told_of_doings, lambda store, case: bool(
        friends_who_bought(store, case.signed_in, "pan")
    )),
    (experience, is_told_of_doings, lambda store, case: "pan" in repr(experience(store, case.signed_in))),
    (experience, reads_of_friend, lambda store, case: "kettle" in repr(experience(store, case.signed_in))),
    (shown_purchases, is_told_of_doings, looks(lambda tx, eyes, case: shown_purchases(tx, eyes, None))),
    (friends_of, is_friend, lambda store, case: "Nick-owner" in repr(friends_of(store, case.signed_in))),
    (followed_by, lambda case: finds(case) and case.relation == "follower", lambda store, case: bool(
        followed_by(store, case.signed_in)
    )),
    (circles_of, lambda case: finds(case) and case.viewer_id == VIEWER, lambda store, case: "Nick-owner" in repr(
        circles_of(store, case.signed_in)
    )),
    (requests_for, lambda case: False, lambda store, case: case.viewer_id == VIEWER
        and bool(requests_for(store, VIEWER).received)),
    (poll_results, is_shared_with, lambda store, case: "Nick-owner" in repr(poll_results(store, VIEWER, "mine"))
        if case.viewer_id == VIEWER else False),
    (invitations_for, is_shared_with, lambda store, case: bool(invitations_for(store, case.signed_in))),
    (vote_in_poll, is_shared_with, lambda store, case: succeeds(
        lambda: vote_in_poll(store, case.signed_in, "theirs", 0)
    )),
    (withdraw_vote, is_shared_with, lambda store, case: succeeds(
        lambda: withdraw_vote(store, case.signed_in, "theirs")
    )),
    (open_link, opens_link, lambda store, case: opens(store, case, ShareKind.REVIEW, "kettle~owner")),
    (open_link, opens_link, lambda store, case: opens(store, case, ShareKind.WISHLIST, OWNER)),
    (make_link, lambda case: reads_another(case) or opens_own(case), links_onward),
    (reviews_by_friends, reads_of_friend, lambda store, case: has_review(reviews_by_friends(store, case.signed_in))),
    (like_minded_reviews, reads_anothers_by_name, shares_taste),
    (received, is_friend, was_sent),
    # Last, as it changes what is between the two. The owner's declined request stands: whoever asks them is
    # somebody whom even a private owner showed themselves to.
    (ask_friend, lambda case: unblocked(case) and case.viewer_id == VIEWER, lambda store, case: succeeds(
        lambda: ask_friend(store, case.signed_in, OWNER)
    )),
]  # fmt: skip


def opens_own(case: Case) -> bool:
    return case.relation == "owner" and opens_link(case)


def counts(store: MemoryStore, case: Case) -> tuple[int, int]:
    try:
        profile = profile_of(store, case.viewer_id, OWNER)
    except NotFound:
        return (0, 0)
    return profile.reviews, profile.wishes


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nobody_sees_more_or_less_than_they_may(case: Case) -> None:
    store = build(case)
    seen = [(function.__name__, probe(store, case)) for function, _, probe in PROBES]
    assert seen == [(function.__name__, rule(case)) for function, rule, _ in PROBES]


def test_consent_without_friendship_opens_nothing() -> None:
    eyes = Eyes(VIEWER, sharing_ids=frozenset({OWNER}), circle_ids=frozenset({"crew"}))
    assert not eyes.may_see(OWNER, Visibility.FRIENDS, None)
    assert not eyes.may_see(OWNER, Visibility.CIRCLE, "crew")


# What shows or counts only records that the caller has already found readable.
BUILDING_BLOCKS = {open_eyes, show_reviews, show_wishes, count_likes}


def test_every_function_that_reads_for_a_viewer_is_in_the_table() -> None:
    probed = {function for function, _, _ in PROBES} | BUILDING_BLOCKS
    for found in pkgutil.walk_packages(shop.__path__, "shop."):
        for name, function in vars(importlib.import_module(found.name)).items():
            if inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_"):
                for_viewer = {"viewer_id", "eyes"} & set(inspect.signature(function).parameters)
                assert not for_viewer or function in probed, f"{found.name}.{name}"
