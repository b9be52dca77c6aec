"""Conversations are found by their owner only, and change hands only by proof."""

import pytest

from bot.conversations.feedback import give_feedback
from bot.conversations.messages import Words, say
from bot.conversations.news import bring, place_for_news
from bot.conversations.records import ConversationStatus, Feedback
from bot.conversations.replies import Reply
from bot.conversations.threads import (
    conversations_of,
    find_conversation,
    join_guest,
    mark_read,
    resume_assistant,
    set_status,
)
from shop.errors import Invalid, NotAllowed, NotFound
from shop.notifications import Notification, notify, pending
from shop.store import Store
from tests.bot.conversations.talk import reply, start, stored, tell
from tests.shop.commerce.races import race


def test_a_conversation_without_words_is_used_again(memory: Store) -> None:
    first = start(memory)
    assert start(memory) == first
    tell(memory, first, "hello")
    assert start(memory).id != first.id


def test_the_newest_conversation_is_listed_first(store: Store) -> None:
    first = start(store)
    tell(store, first, "one")
    second = start(store)
    tell(store, second, "two")
    assert [one.id for one in conversations_of(store, "maya")] == [second.id, first.id]
    tell(store, first, "three")
    assert [one.id for one in conversations_of(store, "maya")] == [first.id, second.id]
    assert conversations_of(store, "ana") == ()


def test_what_was_read_stays_read(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    reply(memory, conversation, "One.", "Two.")
    assert find_conversation(memory, "maya", conversation.id).read_seq == 1
    assert [mark_read(memory, "maya", conversation.id, seq).read_seq for seq in (2, 3, 0)] == [2, 3, 3]
    for seq in (-1, 4):
        with pytest.raises(Invalid, match=str(seq)):
            mark_read(memory, "maya", conversation.id, seq)
    with pytest.raises(NotFound):
        mark_read(memory, "ana", conversation.id, 1)


def test_a_guests_conversations_become_a_customers_once(store: Store) -> None:
    mine = start(store)
    others = start(store, "guest_2")
    guests = [start(store, "guest_1")]
    tell(store, guests[0], "hello")
    guests.append(start(store, "guest_1"))
    assert set(join_guest(store, "guest_1", "maya")) == {one.id for one in guests}
    assert join_guest(store, "guest_1", "maya") == ()
    owned = conversations_of(store, "maya")
    assert {one.id for one in owned} == {mine.id, *(one.id for one in guests)}
    assert {one.customer_id for one in owned} == {"maya"}
    assert [one.id for one in conversations_of(store, "guest_2")] == [others.id]
    with pytest.raises(NotFound):
        find_conversation(store, "guest_1", guests[0].id)


def test_the_last_thumb_counts(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    reply(memory, conversation, "Hi.")
    give_feedback(memory, "maya", conversation.id, 2, helpful=True)
    give_feedback(memory, "maya", conversation.id, 2, helpful=False, reason="Not my size.")
    with memory.read() as tx:
        (kept,) = tx.find(Feedback, conversation_id=conversation.id)
    assert (kept.helpful, kept.reason) == (False, "Not my size.")


@pytest.mark.parametrize(("owner", "seq", "error"), [("maya", 1, Invalid), ("maya", 9, NotFound), ("ana", 2, NotFound)])
def test_a_thumb_needs_an_answer_of_ones_own(memory: Store, owner: str, seq: int, error: type[Exception]) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    reply(memory, conversation, "Hi.")
    with pytest.raises(error):
        give_feedback(memory, owner, conversation.id, seq, helpful=True)


def test_a_status_needs_a_conversation(memory: Store) -> None:
    with pytest.raises(NotFound, match="conv_missing"):
        set_status(memory, "conv_missing", ConversationStatus.CLOSED)


def test_who_waits_for_a_human_may_go_on_with_the_assistant(memory: Store) -> None:
    conversation = start(memory)
    assert resume_assistant(memory, "maya", conversation.id).status is ConversationStatus.BOT
    set_status(memory, conversation.id, ConversationStatus.WAITING)
    assert resume_assistant(memory, "maya", conversation.id).status is ConversationStatus.BOT
    with pytest.raises(NotFound):
        resume_assistant(memory, "ana", conversation.id)


@pytest.mark.parametrize("status", [ConversationStatus.HUMAN, ConversationStatus.CLOSED])
def test_nobody_is_taken_from_a_human(memory: Store, status: ConversationStatus) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, status)
    with pytest.raises(NotAllowed, match=status):
        resume_assistant(memory, "maya", conversation.id)


def leave_note(store: Store, customer_id: str = "maya") -> Notification:
    with store.write() as tx:
        return notify(tx, customer_id, "price", "shoe-38", {})


def test_news_that_race_are_brought_once(store: Store) -> None:
    conversation, note = start(store), leave_note(store)
    said = race(lambda _: bring(store, "maya", note.id, conversation.id, Reply("Cheaper!")), 4)
    assert sum(one is not None for one in said) == 1
    assert [message.text for message in stored(store, conversation)] == ["Cheaper!"]
    assert pending(store, "maya") == ()


def test_news_go_to_the_newest_conversation_that_the_assistant_has(memory: Store) -> None:
    older = start(memory)
    tell(memory, older, "one")
    newer = start(memory)
    tell(memory, newer, "two")
    assert place_for_news(memory, "maya").id == newer.id
    set_status(memory, newer.id, ConversationStatus.HUMAN)
    assert place_for_news(memory, "maya").id == older.id
    set_status(memory, older.id, ConversationStatus.CLOSED)
    fresh = place_for_news(memory, "maya")
    assert fresh.id not in (older.id, newer.id)
    assert fresh.customer_id == "maya"


def test_news_wait_when_a_human_has_come_in_between_or_the_place_is_anothers(memory: Store) -> None:
    mine, theirs, note = start(memory), start(memory, "ana"), leave_note(memory)
    set_status(memory, mine.id, ConversationStatus.HUMAN)
    for conversation in (mine, theirs):
        assert bring(memory, "maya", note.id, conversation.id, Reply("Cheaper!")) is None
        assert stored(memory, conversation) == []
    assert pending(memory, "maya") == (note,)


def test_nobody_is_brought_anothers_news(memory: Store) -> None:
    conversation, note = start(memory), leave_note(memory, "ana")
    with pytest.raises(NotFound):
        bring(memory, "maya", note.id, conversation.id, Reply("Cheaper!"))
    assert stored(memory, conversation) == []
    assert pending(memory, "ana") == (note,)


@pytest.mark.parametrize(
    ("text", "resumes"),
    [
        ("ok nevermind, show me knives", True),
        ("fine forget it, i stay with the bot", True),
        ("I'll go on without a human", True),
        ("no need for a human", True),
        ("no its ok", True),
        ("nah it's fine, thanks", True),
        ("it's ok now thank you", True),
        ("don't bother", True),
        ("never mind dear. thank you very much", True),
        ("it is ok if they call me tomorrow", False),
        ("its fine but the lid is broken", False),
        ("ok thanks", False),
        ("no", False),
        ("hello??", False),
        ("never mind the box, the kettle is broken", False),
        ("i don't mind waiting", False),
    ],
)
def test_who_gives_up_waiting_in_words_has_the_assistant_back(memory: Store, text: str, *, resumes: bool) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, ConversationStatus.WAITING)
    said = say(memory, "maya", conversation.id, Words("one", text))
    assert (said.resumed, said.conversation.status is ConversationStatus.BOT) == (resumes, resumes)
    assert said.message.answered is not resumes  # it is owed an answer again
    set_status(memory, conversation.id, ConversationStatus.HUMAN)
    assert not say(memory, "maya", conversation.id, Words("two", text)).resumed  # nobody is taken from a human
