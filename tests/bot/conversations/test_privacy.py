"""Who leaves takes what was said along: a copy of all of it, or nothing left of any."""

from typing import Any

import pytest

from bot.conversations.feedback import give_feedback
from bot.conversations.owed import Owed, next_owed, store_answer
from bot.conversations.privacy import erase_talk, export_my_talk
from bot.conversations.records import Conversation, ConversationStatus, DialogueState, Feedback, Message
from bot.conversations.replies import Reply
from bot.conversations.threads import join_guest, set_status, start_conversation
from bot.dialogue.turns import Answer
from shop.customers import Customer, add_customer
from shop.privacy.erasure import erase_me
from shop.store import Store
from tests.bot.conversations.talk import reply, start, tell

KINDS: tuple[type[Any], ...] = (Conversation, Message, Feedback, DialogueState)
GOODBYE = Answer((Reply("Your account is erased."),))


@pytest.fixture
def talked(store: Store) -> Store:
    """Maya and Ana are customers who have talked, Maya first as a guest; each has a thumb and a dialogue state."""
    for name in ("maya", "ana"):
        add_customer(store, Customer(name, name.title(), name.title(), f"{name}@example.com"))
        talk(store, start(store, name), f"hello from {name}")
    talk(store, start_conversation(store, "guest_1"), "hello from a guest")
    join_guest(store, "guest_1", "maya")
    return store


def talk(store: Store, conversation: Conversation, text: str) -> None:
    tell(store, conversation, text)
    reply(store, conversation, "Welcome")
    give_feedback(store, conversation.owner_id, conversation.id, 2, helpful=True)
    with store.write() as tx:
        tx.put(DialogueState(conversation.id, '{"colour": "blue"}', "[]", 1, tx.now))


def copy_of(store: Store, owner: str) -> dict[str, Any]:
    return dict(export_my_talk(store, owner))


def counts(store: Store) -> list[int]:
    with store.read() as tx:
        return [tx.count(kind) for kind in KINDS]


def owed_to(store: Store, owner: str) -> Owed:
    """Return what the assistant owes for a new message."""
    with store.read() as tx:
        conversation = tx.find(Conversation, owner_id=owner, limit=1)[0]
    tell(store, conversation, "erase me")
    owed = next_owed(store, conversation.id)
    assert owed is not None
    return owed


def test_a_copy_has_all_that_was_said_and_nothing_of_others(talked: Store) -> None:
    copy = copy_of(talked, "maya")
    assert [one["title"] for one in copy["conversations"]] == ["hello from maya", "hello from a guest"]
    texts = [message["text"] for message in copy["messages"]]
    assert sorted(texts) == ["Welcome", "Welcome", "hello from a guest", "hello from maya"]
    assert [thumb["helpful"] for thumb in copy["feedback"]] == [True, True]
    assert [state["slots"] for state in copy["dialogue_states"]] == ['{"colour": "blue"}'] * 2
    assert "ana" not in str(copy)


def test_the_copy_of_who_never_talked_is_empty(talked: Store) -> None:
    assert set(map(str, export_my_talk(talked, "li").values())) == {"[]"}


def test_erasing_leaves_nothing_of_theirs_and_all_of_others(talked: Store) -> None:
    assert counts(talked) == [3, 6, 3, 3]
    with talked.write() as tx:
        assert erase_talk(tx, "maya") == 2
    assert counts(talked) == [1, 2, 1, 1]
    assert [len(section) for section in copy_of(talked, "ana").values()] == [1, 2, 1, 1]
    with talked.write() as tx:
        assert erase_talk(tx, "maya") == 0


def test_who_has_their_account_erased_is_told_and_then_forgotten(talked: Store) -> None:
    owed = owed_to(talked, "maya")
    erase_me(talked, "maya")
    answered = store_answer(talked, owed, GOODBYE)
    assert answered is not None
    assert [message.text for message in answered.messages] == ["Your account is erased."]
    assert counts(talked) == [1, 2, 1, 1]
    assert "maya" not in str(export_my_talk(talked, "maya"))


def test_an_erasure_whose_process_died_before_it_was_told_still_takes_the_talk_along(talked: Store) -> None:
    erased = owed_to(talked, "maya").conversation.id
    erase_me(talked, "maya")
    found_again = next_owed(talked, erased)  # by the process that starts after it
    assert found_again is not None
    assert store_answer(talked, found_again, GOODBYE) is not None
    assert counts(talked) == [1, 2, 1, 1]


def test_an_answer_that_comes_after_the_erasure_leaves_nothing_behind(talked: Store) -> None:
    owed = owed_to(talked, "maya")
    with talked.write() as tx:
        erase_talk(tx, "maya")
        tx.put(DialogueState(owed.conversation.id, "{}", "[]", 2, tx.now))
    assert store_answer(talked, owed, GOODBYE) is None
    assert counts(talked) == [1, 2, 1, 1]


@pytest.mark.parametrize("owner", ["ana", "li"])
def test_who_keeps_their_account_or_never_had_one_here_keeps_the_talk(talked: Store, owner: str) -> None:
    talk(talked, start(talked, "li"), "hello from li")  # a customer whom the shop does not know yet
    before = counts(talked)
    assert store_answer(talked, owed_to(talked, owner), GOODBYE) is not None
    assert counts(talked) == [before[0], before[1] + 2, before[2], before[3]]


def test_who_wants_the_chats_forgotten_keeps_an_empty_one_that_goes_on(talked: Store) -> None:
    owed = owed_to(talked, "maya")
    tell(talked, owed.conversation, "and one more")
    answered = store_answer(talked, owed, Answer((Reply("All forgotten.", forgets=True),)))
    assert answered is not None
    copy = copy_of(talked, "maya")
    assert [one["id"] for one in copy["conversations"]] == [owed.conversation.id]
    assert [message["text"] for message in copy["messages"]] == ["and one more", "All forgotten."]
    assert (copy["feedback"], copy["dialogue_states"]) == ([], [])
    assert [len(section) for section in copy_of(talked, "ana").values()] == [1, 2, 1, 1]
    again = next_owed(talked, owed.conversation.id)
    assert again is not None
    assert again.message.text == "and one more"


def test_what_a_human_has_is_not_forgotten_by_the_assistant(talked: Store) -> None:
    owed = owed_to(talked, "maya")
    with talked.read() as tx:
        other = next(one for one in tx.find(Conversation, owner_id="maya") if one.id != owed.conversation.id)
    set_status(talked, other.id, ConversationStatus.HUMAN)
    store_answer(talked, owed, Answer((Reply("All forgotten.", forgets=True),)))
    assert len(copy_of(talked, "maya")["conversations"]) == 2
