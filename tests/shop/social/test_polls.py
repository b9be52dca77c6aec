"""Polls: chosen friends vote once each, and only the asker learns how."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.friends import Friendship
from shop.friends.blocks import block_person
from shop.friends.friendships import remove_friend
from shop.ids import pair_id
from shop.notifications import pending
from shop.questions import Poll, PollInvitation, Vote
from shop.questions.polls import ask_friends, close_poll, poll_results, polls_of, revoke_poll
from shop.questions.votes import invitations_for, vote_in_poll, withdraw_vote
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, withdraw

FRIENDS = ("ben", "cem", "dee")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> MemoryStore:
    store = MemoryStore(clock)
    fill(store)
    return store


def fill(store: Store) -> None:
    add_people(store, "ana", *FRIENDS, "stranger")
    add_products(store, "red", "blue")
    befriend(store, "ana", *FRIENDS)
    consent(store, "ana", *FRIENDS, "stranger")


def ask(store: Store, *friend_ids: str) -> Poll:
    return ask_friends(
        store, "ana", "Red or blue?", ["Red", "Blue"], friend_ids or FRIENDS, product_ids=["red", "blue"]
    )


def test_a_poll_goes_to_the_invited_and_its_results_to_the_asker_alone(store: Store) -> None:
    fill(store)
    poll = ask(store, "ben", "cem")
    [seen] = invitations_for(store, "ben")
    assert (seen.asker, seen.choices, seen.product_ids, seen.open, seen.choice) == (
        "Nick-ana", ("Red", "Blue"), ("red", "blue"), True, None,
    )  # fmt: skip
    assert not hasattr(seen, "counts")
    assert not hasattr(seen, "invited_ids")
    assert invitations_for(store, "dee") == invitations_for(store, "ana") == ()
    assert [(note.kind, note.subject_id) for note in pending(store, "ben")][-1] == ("poll_invitation", poll.id)
    vote_in_poll(store, "ben", poll.id, 1, " The blue one! ")
    results = poll_results(store, "ana", poll.id)
    assert (results.counts, results.waiting, results.open) == ((0, 1), 1, True)
    assert [(vote.nickname, vote.choice, vote.comment) for vote in results.votes] == [("Nick-ben", 1, "The blue one!")]
    assert invitations_for(store, "ben")[0].choice == 1
    assert invitations_for(store, "cem")[0].choice is None
    for other in ("ben", "stranger"):
        with pytest.raises(NotFound):
            poll_results(store, other, poll.id)


def test_a_vote_can_be_changed_and_counts_once_and_is_told_once(town: MemoryStore) -> None:
    poll = ask(town)
    for choice in (0, 1, 0):
        vote_in_poll(town, "ben", poll.id, choice)
    assert poll_results(town, "ana", poll.id).counts == (1, 0)
    votes = [note for note in pending(town, "ana") if note.kind == "vote"]
    assert [(note.subject_id, note.facts) for note in votes] == [(poll.id, {"person_id": "ben"})]


def test_a_hundred_racing_voters_are_counted_exactly(store: Store) -> None:
    voters = [f"v{number:02}" for number in range(100)]
    add_people(store, "ana", *voters)
    consent(store, "ana", *voters)
    with store.write() as tx:
        now = tx.now
        for voter in voters:
            tx.add(
                Friendship(pair_id("ana", voter), "ana", voter, now),
                Friendship(pair_id(voter, "ana"), voter, "ana", now),
            )
    poll = ask_friends(store, "ana", "?", ["a", "b", "c"], voters)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda pair: vote_in_poll(store, pair[1], poll.id, pair[0] % 3), [*enumerate(voters)] * 2))
    results = poll_results(store, "ana", poll.id)
    assert (results.counts, results.waiting) == ((34, 33, 33), 0)
    with store.read() as tx:
        assert tx.count(Vote, poll_id=poll.id) == 100


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_poll_has_two_to_six_choices(town: MemoryStore, count: int) -> None:
    with pytest.raises(Invalid, match="2 to 6"):
        ask_friends(town, "ana", "?", [str(number) for number in range(count)], FRIENDS)


def test_choices_differ_and_products_match_them(town: MemoryStore) -> None:
    assert len(ask_friends(town, "ana", "?", list("abcdef"), FRIENDS).choices) == 6
    for choices, products in ((["Red", "red "], []), (["a", ""], []), (["a", "b" * 201], []), (["a", "b"], ["red"])):
        with pytest.raises(Invalid):
            ask_friends(town, "ana", "?", choices, FRIENDS, product_ids=products)
    with pytest.raises(NotFound, match="product 'green'"):
        ask_friends(town, "ana", "?", ["a", "b"], FRIENDS, product_ids=["red", "green"])


def test_only_consenting_friends_can_be_invited_and_the_rest_look_missing(town: MemoryStore) -> None:
    withdraw(town, "cem")
    with town.write() as tx:
        before = tx.count(Poll)
    block_person(town, "dee", "ana")
    for other in ("cem", "dee", "stranger", "nobody", "ana"):
        with pytest.raises(NotFound, match=f"^friend '{other}' was not found.$"):
            ask(town, "ben", other)
    with pytest.raises(Invalid):
        ask_friends(town, "ana", "?", ["a", "b"], [])
    with town.read() as tx:
        assert tx.count(Poll) == before
    assert [note for note in pending(town, "ben") if note.kind == "poll_invitation"] == []


def test_asking_is_sharing_and_needs_the_asker_s_consent(town: MemoryStore) -> None:
    poll = ask(town)
    withdraw(town, "ana")
    with pytest.raises(NotAllowed, match="friends see"):
        ask(town)
    assert invitations_for(town, "ben") == ()
    with pytest.raises(NotFound):
        vote_in_poll(town, "ben", poll.id, 0)


def test_a_poll_runs_three_days_unless_told_otherwise(town: MemoryStore, clock: Clock) -> None:
    poll = ask(town)
    assert poll.closes_at - poll.asked_at == timedelta(days=3)
    clock.pass_by(timedelta(days=3) - timedelta(seconds=1))
    vote_in_poll(town, "ben", poll.id, 0)
    clock.pass_by(timedelta(seconds=1))
    with pytest.raises(Conflict, match="closed"):
        vote_in_poll(town, "cem", poll.id, 0)
    assert (poll_results(town, "ana", poll.id).open, invitations_for(town, "ben")[0].open) == (False, False)
    for runs_for in (timedelta(minutes=59), timedelta(days=14, seconds=1), timedelta(days=-1)):
        with pytest.raises(Invalid, match="1 hour to 14 days"):
            ask_friends(town, "ana", "?", ["a", "b"], FRIENDS, runs_for=runs_for)


def test_closing_keeps_the_counts_and_takes_no_more_votes(town: MemoryStore) -> None:
    poll = ask(town)
    vote_in_poll(town, "ben", poll.id, 0)
    assert close_poll(town, "ana", poll.id).closed_at == close_poll(town, "ana", poll.id).closed_at
    with pytest.raises(Conflict):
        vote_in_poll(town, "ben", poll.id, 1)
    assert poll_results(town, "ana", poll.id).counts == (1, 0)
    assert invitations_for(town, "ben")[0].choice == 0


def test_a_revoked_poll_is_there_for_its_asker_only(town: MemoryStore) -> None:
    poll = ask(town)
    vote_in_poll(town, "ben", poll.id, 0)
    for _ in range(2):
        revoke_poll(town, "ana", poll.id)
    assert invitations_for(town, "ben") == ()
    assert [note.kind for note in pending(town, "cem") if note.kind == "poll_invitation"] == []
    with pytest.raises(NotFound):
        vote_in_poll(town, "cem", poll.id, 0)
    assert poll_results(town, "ana", poll.id).counts == (1, 0)
    assert [seen.poll.id for seen in polls_of(town, "ana")] == [poll.id]
    assert polls_of(town, "ben") == ()


def test_only_the_asker_closes_and_revokes(town: MemoryStore) -> None:
    poll = ask(town)
    for act in (close_poll, revoke_poll):
        with pytest.raises(NotFound):
            act(town, "ben", poll.id)
    assert poll_results(town, "ana", poll.id).open


@pytest.mark.parametrize("end", [remove_friend, block_person])
@pytest.mark.parametrize("pair", [("ana", "ben"), ("ben", "ana")])
def test_who_parts_leaves_the_polls(town: MemoryStore, end: type[None], pair: tuple[str, str]) -> None:
    opened, closed = ask(town), ask(town)
    for poll in (opened, closed):
        vote_in_poll(town, "ben", poll.id, 1)
    close_poll(town, "ana", closed.id)
    end(town, *pair)
    assert invitations_for(town, "ben") == ()
    assert (poll_results(town, "ana", opened.id).counts, poll_results(town, "ana", opened.id).waiting) == ((0, 0), 2)
    assert poll_results(town, "ana", closed.id).counts == (0, 1), "the counts of a closed poll stay"
    assert poll_results(town, "ana", closed.id).votes == ()
    with pytest.raises(NotFound):
        vote_in_poll(town, "ben", opened.id, 0)
    with town.read() as tx:
        assert all("ben" not in poll.invited_ids for poll in tx.find(Poll))
        assert tx.count(PollInvitation, customer_id="ben") == 0
    assert [note.kind for note in pending(town, "ben") if note.kind == "poll_invitation"] == []


def test_a_voter_without_consent_is_counted_but_not_named(town: MemoryStore) -> None:
    poll = ask(town)
    withdraw(town, "ben")
    vote_in_poll(town, "ben", poll.id, 0, "Red suits you")
    results = poll_results(town, "ana", poll.id)
    assert (results.counts, results.votes) == ((1, 0), ())
    assert [note.facts for note in pending(town, "ana") if note.kind == "vote"] == [{}]


@pytest.mark.parametrize("choice", [-1, 2, True, "0", 0.0, None])
def test_a_vote_is_for_a_choice_that_there_is(town: MemoryStore, choice: int) -> None:
    with pytest.raises(Invalid, match="0 to 1"):
        vote_in_poll(town, "ben", ask(town).id, choice)


def test_who_is_not_invited_cannot_tell_a_poll_from_none(town: MemoryStore) -> None:
    poll = ask(town, "ben")
    for voter, poll_id in (("cem", poll.id), ("ana", poll.id), ("ben", "poll_0")):
        with pytest.raises(NotFound, match=f"^poll '{poll_id}' was not found.$"):
            vote_in_poll(town, voter, poll_id, 0)
    with pytest.raises(Invalid):
        vote_in_poll(town, "ben", poll.id, 0, "x" * 501)


def test_a_vote_is_taken_back_while_the_poll_is_open(store: Store) -> None:
    fill(store)
    poll = ask(store, "ben", "cem")
    with pytest.raises(NotFound):
        withdraw_vote(store, "ben", poll.id)
    for voter in ("ben", "cem"):
        vote_in_poll(store, voter, poll.id, 1)
    withdraw_vote(store, "ben", poll.id)
    assert poll_results(store, "ana", poll.id).counts == (0, 1)
    assert [note.facts["person_id"] for note in pending(store, "ana") if note.kind == "vote"] == ["cem"]
    close_poll(store, "ana", poll.id)
    with pytest.raises(Conflict):
        withdraw_vote(store, "cem", poll.id)
    with pytest.raises(NotFound):
        withdraw_vote(store, "stranger", poll.id)
