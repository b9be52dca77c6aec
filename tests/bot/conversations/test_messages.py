"""What is said is kept in order, numbered without gaps, once however often it is sent."""

import pytest

from bot.conversations.errors import Closed, TooLong
from bot.conversations.messages import Words, leave_contact, messages_after, say, speak
from bot.conversations.records import Author, Conversation, ConversationStatus, Message
from bot.conversations.threads import find_conversation, set_status
from shop.cards import AspectCard
from shop.errors import Invalid, NotAllowed, NotFound
from shop.store import Store
from tests.bot.conversations.talk import reply, start, stored, tell
from tests.shop.commerce.races import race


def test_messages_that_race_are_numbered_without_a_gap(store: Store) -> None:
    conversation = start(store)
    said = race(lambda number: tell(store, conversation, f"message {number}"), 20)
    assert sorted(one.message.seq for one in said) == list(range(1, 21))
    assert [message.seq for message in stored(store, conversation)] == list(range(1, 21))
    assert find_conversation(store, "maya", conversation.id).last_seq == 20


def test_a_message_that_is_sent_many_times_is_stored_once(store: Store) -> None:
    conversation = start(store)
    said = race(lambda _: tell(store, conversation, "hello", "one"), 10)
    assert len({(one.message.seq, one.message.at) for one in said}) == 1
    assert sum(one.new for one in said) == 1
    assert len(stored(store, conversation)) == 1


def test_the_same_client_id_in_another_conversation_is_another_message(memory: Store) -> None:
    first, second = start(memory), start(memory, "ana")
    assert tell(memory, first, "hello", "one").new
    assert tell(memory, second, "hello", "one").new


@pytest.mark.parametrize("owner", ["ana", "guest_x", "Maya"])
def test_somebody_elses_conversation_looks_like_a_missing_one(memory: Store, owner: str) -> None:
    conversation = start(memory)
    for id in (conversation.id, "conv_missing"):
        with pytest.raises(NotFound, match=f"conversation '{id}' was not found"):
            say(memory, owner, id, Words("one", "hello"))
        with pytest.raises(NotFound):
            messages_after(memory, owner, id, 0)
    assert stored(memory, conversation) == []


TEXTS = [
    "<script>alert(1)</script>",
    "'; DROP TABLE message; --",
    "{{ 7 * 7 }} ${jndi:ldap://x}",
    '/affirm{"a": 1}',
    "👩‍👩‍👧 naïve\n\nأهلا",
    "x" * 2000,
]


def test_texts_are_stored_as_they_were_sent(store: Store) -> None:
    conversation = start(store)
    for number, text in enumerate(TEXTS):
        tell(store, conversation, text, str(number))
    assert [(message.text, message.payload) for message in stored(store, conversation)] == [(t, None) for t in TEXTS]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (Words("one", "x" * 2001), TooLong),
        (Words("one", ""), Invalid),
        (Words("one", " \n "), Invalid),
        (Words("one", "a\x00b"), Invalid),
        (Words("one", "\ud800"), Invalid),
        (Words("", "hello"), Invalid),
        (Words("x" * 201, "hello"), Invalid),
        (Words("one", "hello", page_product_id=" "), Invalid),
    ],
)
def test_an_impossible_message_is_refused(memory: Store, words: Words, error: type[Exception]) -> None:
    conversation = start(memory)
    with pytest.raises(error):
        say(memory, "maya", conversation.id, words)
    assert stored(memory, conversation) == []


def test_the_first_words_become_the_title(memory: Store) -> None:
    conversation = start(memory)
    assert tell(memory, conversation, "a birthday\ngift " + "for Ana " * 20, "one").conversation.title == (
        "a birthday gift for Ana for Ana for Ana for Ana for Ana for…"
    )
    assert tell(memory, conversation, "something else").conversation.title.startswith("a birthday")


def test_a_button_that_was_offered_says_its_title_and_keeps_its_payload(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "cancel my order")
    reply(memory, conversation, "Shall I?", offers="/affirm")
    message = tell(memory, conversation, "No, never!", payload="/affirm").message
    assert (message.text, message.payload) == ("Button /affirm", "/affirm")


def test_of_buttons_that_differ_in_their_titles_alone_the_pressed_one_counts(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "my settings")
    titles = ("Make my profile private", "Hide my purchases", "Stop personalising")
    reply(memory, conversation, "So they are.", offers="/privacy_settings", titles=titles)
    said = [tell(memory, conversation, title, title, payload="/privacy_settings").message.text for title in titles]
    assert said == list(titles)


def test_an_aspect_whose_reviews_are_opened_counts_as_offered(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "what do people say")
    reply(memory, conversation, "22 for and 4 against", aspects=(AspectCard("comfort", 22, 4, "/read_reviews"),))
    message = tell(memory, conversation, "anything", payload="/read_reviews").message
    assert (message.text, message.payload) == ("comfort", "/read_reviews")


def test_a_payload_that_was_not_offered_here_is_ignored(memory: Store) -> None:
    mine, other = start(memory), start(memory, "ana")
    for conversation in (mine, other):
        tell(memory, conversation, "hello")
    reply(memory, other, "Shall I?", offers="/affirm")
    reply(memory, mine, "Hello.")
    tell(memory, mine, "say /affirm", "two")
    for number, payload in enumerate(("/affirm", "/affirm ", "", "say /affirm")):
        message = tell(memory, mine, "Yes", f"y{number}", payload=payload).message
        assert (message.text, message.payload) == ("Yes", None)


def test_a_button_of_long_ago_is_only_a_text(memory: Store) -> None:
    conversation = start(memory)
    tell(memory, conversation, "hello")
    reply(memory, conversation, "Shall I?", offers="/affirm")
    for number in range(18):
        tell(memory, conversation, f"message {number}")
    assert tell(memory, conversation, "Yes", "last that counts", payload="/affirm").message.payload == "/affirm"
    tell(memory, conversation, "one more")
    assert tell(memory, conversation, "Yes", "too late", payload="/affirm").message.payload is None


def test_a_long_conversation_comes_in_parts(store: Store) -> None:
    conversation = start(store)
    for number in range(201):
        tell(store, conversation, f"message {number}")
    after, first = messages_after(store, "maya", conversation.id, 0)
    _, rest = messages_after(store, "maya", conversation.id, first[-1].seq)
    assert ([message.seq for message in (*first, *rest)], len(first)) == (list(range(1, 202)), 200)
    assert messages_after(store, "maya", conversation.id, after.last_seq)[1] == ()
    assert messages_after(store, "maya", conversation.id, 10**12)[1] == ()
    with pytest.raises(Invalid, match="-1"):
        messages_after(store, "maya", conversation.id, -1)


def test_a_closed_conversation_takes_no_more_but_repeats_what_it_answered(memory: Store) -> None:
    conversation = start(memory)
    said = tell(memory, conversation, "hello")
    set_status(memory, conversation.id, ConversationStatus.CLOSED)
    assert tell(memory, conversation, "hello").message.at == said.message.at
    for attempt in (lambda: tell(memory, conversation, "more"), lambda: speak_as(memory, conversation, Author.STAFF)):
        with pytest.raises(Closed, match="start a new one"):
            attempt()


def speak_as(store: Store, conversation: Conversation, author: Author) -> Message:
    return speak(store, conversation.id, author, "s1", "I have looked it up.").message


def test_staff_speak_once_and_owe_themselves_nothing(memory: Store) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, ConversationStatus.HUMAN)
    first, again = (speak_as(memory, conversation, Author.STAFF) for _ in range(2))
    assert (first, first.author, first.answered) == (again, Author.STAFF, True)
    for author in (Author.SHOPPER, Author.ASSISTANT):
        with pytest.raises(Invalid, match=author):
            speak_as(memory, conversation, author)


def leave(store: Store, conversation: Conversation, contact: str = "maya@example.com") -> list[str]:
    said = leave_contact(store, "maya", conversation.id, contact, Words("form", "Call me after six."))
    return [one.message.text for one in said]


def test_a_waiting_shopper_leaves_a_contact_and_a_message_once(memory: Store) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, ConversationStatus.WAITING)
    left = ["Contact: maya@example.com", "Call me after six."]
    assert leave(memory, conversation) == left
    assert leave(memory, conversation) == left
    messages = stored(memory, conversation)
    assert [(message.text, message.author, message.answered) for message in messages] == [
        (text, Author.SHOPPER, True) for text in left
    ]


@pytest.mark.parametrize("status", [ConversationStatus.BOT, ConversationStatus.HUMAN, ConversationStatus.CLOSED])
def test_a_contact_is_left_only_while_waiting(memory: Store, status: ConversationStatus) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, status)
    with pytest.raises(NotAllowed, match="waited for"):
        leave(memory, conversation)
    assert stored(memory, conversation) == []


@pytest.mark.parametrize("contact", ["", "  a", "x" * 201])
def test_a_contact_has_3_to_200_characters(memory: Store, contact: str) -> None:
    conversation = start(memory)
    set_status(memory, conversation.id, ConversationStatus.WAITING)
    with pytest.raises(Invalid, match="contact"):
        leave(memory, conversation, contact)


def test_an_answer_stands_together_whatever_is_said_meanwhile(store: Store) -> None:
    conversation = start(store)
    tell(store, conversation, "hello")

    def write(number: int) -> None:
        if number:
            tell(store, conversation, f"message {number}")
        else:
            reply(store, conversation, "One.", "Two.", "Three.")

    race(write, 8)
    messages = stored(store, conversation)
    assert [message.seq for message in messages] == list(range(1, 12))
    answers = [message.seq for message in messages if message.author is Author.ASSISTANT]
    assert answers == list(range(answers[0], answers[0] + 3))
