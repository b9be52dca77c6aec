"""The assistant owes answers until they are stored, and gives each once."""

import pytest

from bot.conversations.owed import conversations_owing, next_owed, store_answer
from bot.conversations.records import Author, ConversationStatus, DialogueState
from bot.conversations.replies import Reply
from bot.conversations.threads import find_conversation, set_status
from bot.dialogue.turns import Answer
from shop.store import Store
from tests.bot.conversations.talk import reply, start, stored, tell
from tests.shop.commerce.races import race


def test_what_is_owed_comes_in_order_until_it_is_answered(store: Store) -> None:
    conversation = start(store)
    for text in ("one", "two"):
        tell(store, conversation, text)
    assert conversations_owing(store) == (conversation.id,)
    for text in ("one", "two"):
        owed = next_owed(store, conversation.id)
        assert owed is not None
        assert owed.message.text == text
        reply(store, conversation, f"Answer to {text}")
    assert next_owed(store, conversation.id) is None
    assert conversations_owing(store) == ()
    assert [message.text for message in stored(store, conversation)][2:] == ["Answer to one", "Answer to two"]


def test_an_answer_tells_what_is_owed_next(store: Store) -> None:
    conversation = start(store)
    for text in ("one", "two"):
        tell(store, conversation, text)
    owed, told = next_owed(store, conversation.id), []
    while owed is not None:
        told.append(owed.message.text)
        answered = store_answer(store, owed, Answer((Reply("Hi."),)))
        assert answered is not None
        assert answered.next == next_owed(store, conversation.id)
        owed = answered.next
    assert told == ["one", "two"]


def test_nothing_is_owed_next_once_a_human_is_asked_for(store: Store) -> None:
    conversation = start(store)
    for text in ("a human please", "hello?"):
        tell(store, conversation, text)
    owed = next_owed(store, conversation.id)
    assert owed is not None
    answered = store_answer(store, owed, Answer((Reply("I ask one.", handoff=True),)))
    assert answered is not None
    assert answered.next is None


def test_the_longest_wait_is_named_first(memory: Store) -> None:
    first, second = start(memory), start(memory, "ana")
    for conversation in (second, first, second):
        tell(memory, conversation, f"hello {len(stored(memory, conversation))}")
    assert conversations_owing(memory) == (second.id, first.id)


def test_an_answer_that_races_itself_is_stored_once(store: Store) -> None:
    conversation = start(store)
    tell(store, conversation, "hello")
    owed = next_owed(store, conversation.id)
    assert owed is not None
    outcomes = race(lambda _: store_answer(store, owed, Answer((Reply("Hi."),))), 4)
    assert sum(outcome is not None for outcome in outcomes) == 1
    assert [message.text for message in stored(store, conversation)] == ["hello", "Hi."]


def test_where_the_dialogue_is_is_stored_with_the_answer_or_not_at_all(store: Store) -> None:
    conversation = start(store)
    tell(store, conversation, "hello")
    owed = next_owed(store, conversation.id)
    assert owed is not None
    first, second = (DialogueState(conversation.id, "{}", f"[{n}]", n, conversation.created_at) for n in (1, 2))
    assert store_answer(store, owed, Answer((Reply("Hi."),), state=first)) is not None
    assert store_answer(store, owed, Answer((Reply("Hi again."),), state=second)) is None
    with store.read() as tx:
        state = tx.get(DialogueState, conversation.id)
    assert state is not None
    assert (state.turns, state.deeds) == (1, {})


def test_the_facts_behind_the_words_are_kept_with_them(store: Store) -> None:
    conversation = start(store)
    tell(store, conversation, "what is in my cart?")
    owed = next_owed(store, conversation.id)
    assert owed is not None
    values: dict[str, object] = {"lines": [{"title": "Kettle", "quantity": 2}], "total_cents": 4980, "gift": None}
    said = Reply("Two kettles, €49.80.", response="cart", values=values)
    assert store_answer(store, owed, Answer((said,))) is not None
    assert stored(store, conversation)[1].reply == said


def test_how_a_message_was_heard_is_kept_with_it(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    reply(memory, conversation, "Hi.", offers="/affirm")
    heard, said = stored(memory, conversation)
    assert (heard.polarity, heard.frustration, heard.urgency, heard.answered) == (-0.5, 0.75, 0.5, True)
    assert (heard.intent, heard.confidence) == ("greet", 0.9)
    assert said.reply is not None
    assert (said.author, said.reply.quick_replies[0].payload) == (Author.ASSISTANT, "/affirm")


def test_a_handoff_silences_the_assistant_also_in_what_came_meanwhile(store: Store) -> None:
    conversation = start(store)
    for text in ("a human, please", "hurry"):
        tell(store, conversation, text)
    reply(store, conversation, "I'll bring somebody.", handoff=True)
    waiting = find_conversation(store, "maya", conversation.id)
    assert (waiting.status, waiting.priority) == (ConversationStatus.WAITING, 8)
    assert next_owed(store, conversation.id) is None
    tell(store, conversation, "still there?")
    assert next_owed(store, conversation.id) is None
    assert len(stored(store, conversation)) == 4


@pytest.mark.parametrize("status", [ConversationStatus.WAITING, ConversationStatus.HUMAN, ConversationStatus.CLOSED])
def test_an_answer_that_comes_too_late_is_not_said(memory: Store, status: ConversationStatus) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    owed = next_owed(memory, conversation.id)
    assert owed is not None
    set_status(memory, conversation.id, status)
    assert store_answer(memory, owed, Answer((Reply("Hi."),))) is None
    assert len(stored(memory, conversation)) == 1


def test_an_assistant_that_takes_over_again_owes_only_what_is_said_from_then_on(memory: Store) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, ConversationStatus.HUMAN)
    tell(memory, conversation, "to the human")
    set_status(memory, conversation.id, ConversationStatus.BOT)
    tell(memory, conversation, "to the assistant")
    owed = next_owed(memory, conversation.id)
    assert owed is not None
    assert owed.message.text == "to the assistant"
