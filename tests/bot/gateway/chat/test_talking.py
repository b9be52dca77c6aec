"""Talking: acknowledged once stored, answered in order, seen in every window, refused for a reason."""

import asyncio

import pytest

from bot.conversations.records import DialogueState, message_id
from bot.conversations.replies import Reply
from bot.dialogue.turns import Answer, Turn
from tests.bot.gateway.chat.conftest import OpenWindow
from tests.bot.gateway.chat.served import Served, serve_chat
from tests.bot.gateway.chat.window import Window, sign
from tests.fakes.engine import YES, FakeEngine
from tests.fakes.store import MemoryStore


async def test_a_message_is_acknowledged_told_and_answered(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    stored = await shopper.send(conversation, "hello", client_id="one")
    assert stored["seq"] == 1
    answer = await shopper.hears_text("You said: hello")
    assert (answer["seq"], answer["author"], answer["reply"]["quick_replies"]) == (2, "assistant", [])
    own = await shopper.hears_text("hello")
    assert (own["seq"], own["author"], own["client_id"], own["reply"]) == (1, "shopper", "one", None)
    assert own["at"] == stored["at"]


async def test_a_burst_is_stored_and_answered_in_the_order_of_its_sending(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    texts = [f"message {number}" for number in range(20)]
    await asyncio.gather(*(shopper.send(conversation, text) for text in texts))
    await shopper.hears_text("You said: message 19")
    messages = await shopper.read(conversation)
    assert [message["text"] for message in messages if message["author"] == "shopper"] == texts
    assert [message["text"] for message in messages if message["author"] == "assistant"] == [
        f"You said: {text}" for text in texts
    ]
    told = [message["seq"] for message in shopper.all("message")]
    assert told == [message["seq"] for message in messages] == list(range(1, 41))


async def test_the_same_message_again_gets_the_same_answer_and_no_second_one(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    stored = [await shopper.send(conversation, "hello", client_id="one") for _ in range(3)]
    await shopper.send(conversation, "bye")
    await shopper.hears_text("You said: bye")
    assert stored[0] == stored[1] == stored[2]
    assert [message["text"] for message in await shopper.read(conversation)].count("You said: hello") == 1


async def test_a_slow_answer_keeps_only_its_own_conversation_waiting(window: OpenWindow, engine: FakeEngine) -> None:
    slow, other = await window(), await window()
    waiting, talking = await slow.start(), await other.start()
    await slow.send(waiting, "hold the line")
    await slow.send(waiting, "next")
    await engine.holding.wait()
    await other.send(talking, "hello")
    await other.hears_text("You said: hello")
    assert [message["author"] for message in await slow.read(waiting)] == ["shopper", "shopper"]
    engine.release.set()
    await slow.hears_text("You said: next")
    assert [message["text"] for message in (await slow.read(waiting))[2:]] == [
        "You said: hold the line",
        "You said: next",
    ]


async def test_two_windows_of_a_shopper_see_the_same(window: OpenWindow) -> None:
    first = await window(token=sign("cust_li"))
    second = await window(token=sign("cust_li"))
    conversation = await first.start()
    assert (await second.hears("conversation"))["id"] == conversation
    await second.ask("open", conversation_id=conversation)
    await first.ask("typing", conversation_id=conversation, on=True)
    assert await second.hears("typing") == {"conversation_id": conversation, "on": True, "author": "shopper"}
    await first.send(conversation, "from the first")
    await second.send(conversation, "from the second")
    for one in (first, second):
        await one.hears_text("You said: from the second")
        await one.hears("typing", lambda data: data["author"] == "assistant" and not data["on"])
    assert [message["seq"] for message in first.all("message")] == [message["seq"] for message in second.all("message")]
    assert not [data for data in first.all("typing") if data["author"] == "shopper"]
    await first.ask("read", conversation_id=conversation, seq=4)
    await second.hears("conversation", lambda data: data["read_seq"] == 4)


async def test_a_window_that_is_elsewhere_hears_of_a_message_by_its_conversation(window: OpenWindow) -> None:
    first, second = [await window(token=sign("cust_li")) for _ in range(2)]
    conversation = await first.start()
    await first.send(conversation, "hello")
    assert (await second.hears("conversation", lambda data: data["last_seq"] == 2))["title"] == "hello"
    assert second.all("message") == []


async def test_opening_gives_what_came_after_a_number(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    for text in ("one", "two"):
        await shopper.send(conversation, text)
        await shopper.hears_text(f"You said: {text}")
    opened = await shopper.ask("open", conversation_id=conversation, after_seq=2)
    assert [message["text"] for message in opened["messages"]] == ["two", "You said: two"]
    assert (opened["conversation"]["last_seq"], opened["conversation"]["read_seq"]) == (4, 3)
    listed = await shopper.ask("list")
    assert listed["conversations"] == [opened["conversation"]]


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "/affirm", '/affirm{"a":"b"}', "../../etc/passwd"])
async def test_what_looks_dangerous_is_only_a_text(window: OpenWindow, engine: FakeEngine, text: str) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, text)
    await shopper.hears_text(f"You said: {text}")
    assert (await shopper.read(conversation))[0]["text"] == text
    assert (engine.turns[0].text, engine.turns[0].payload) == (text, None)


async def test_only_buttons_that_were_offered_here_have_a_payload(window: OpenWindow, engine: FakeEngine) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "Yes", payload=YES.payload)
    await shopper.hears_text("You said: Yes")
    await shopper.send(conversation, "offer me something")
    offer = await shopper.hears_text("Shall I?")
    assert offer["reply"]["quick_replies"] == [{"title": YES.title, "payload": YES.payload}]
    await shopper.send(conversation, "whatever", payload=YES.payload)
    await shopper.hears_text(f"You said: {YES.payload} {YES.title}")
    assert [turn.payload for turn in engine.turns] == [None, None, YES.payload]


async def test_what_the_engine_is_told(window: OpenWindow, engine: FakeEngine) -> None:
    guest, customer = await window(), await window(token=sign("cust_li"))
    for shopper in (guest, customer):
        conversation = await shopper.start()
        await shopper.send(conversation, "hello", page_product_id="shoe-0")
        await shopper.hears_text("You said: hello")
    first, second = engine.turns
    assert first.customer_id is None
    assert first.guest_id is not None
    assert first.guest_id.startswith("guest_")
    assert (second.customer_id, second.guest_id, second.page_product_id) == ("cust_li", None, "shoe-0")


@pytest.mark.parametrize("text", ["crash now", "silence please"])
async def test_an_engine_that_fails_is_apologised_for_and_goes_on(window: OpenWindow, text: str) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, text)
    await shopper.send(conversation, "hello")
    await shopper.hears_text("You said: hello")
    apology = await shopper.hears("message", lambda message: message["author"] == "assistant")
    assert (apology["reply"]["action"], apology["reply"]["tone"]) == ("apology", "apologetic")
    assert "Sorry" in apology["text"]


async def test_an_answer_that_takes_too_long_is_apologised_for(market: MemoryStore, engine: FakeEngine) -> None:
    async with serve_chat(market, engine, chat_reply_timeout_s=0.2) as served, Window.to(served.url) as shopper:
        conversation = await shopper.start()
        await shopper.send(conversation, "forever and a day")
        await shopper.send(conversation, "hello")
        await shopper.hears_text("You said: hello")
        assert "Sorry" in (await shopper.read(conversation))[2]["text"]


async def test_who_is_apologised_to_hears_that_something_is_done_nevertheless(
    window: OpenWindow, market: MemoryStore, engine: FakeEngine
) -> None:
    async def act_and_crash(turn: Turn) -> Answer:
        with market.write() as tx:
            tx.put(DialogueState(turn.conversation_id, "{}", "", 0, tx.now, {f"{turn.message_id}:0:0": "{}"}))
        return Answer((Reply("Sorry."),), failed=True)

    engine._ways["act"] = act_and_crash
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "act and crash")
    apology = await shopper.hears("message", lambda message: message["author"] == "assistant")
    assert "before you ask for it again" in apology["text"]
    await shopper.send(conversation, "crash now")
    await shopper.hears("message", lambda message: "please try again" in message["text"])


async def test_a_turn_has_the_id_of_its_stored_message(window: OpenWindow, engine: FakeEngine) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "hello")
    await shopper.hears_text("You said: hello")
    assert [turn.message_id for turn in engine.turns] == [message_id(conversation, 1)]


async def test_a_broken_assistant_still_brings_a_human(window: OpenWindow, engine: FakeEngine) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "crash now")
    apology = await shopper.hears("message", lambda message: message["author"] == "assistant")
    (button,) = apology["reply"]["quick_replies"]
    engine._ways["Talk"] = engine._crash
    await shopper.send(conversation, button["title"], payload=button["payload"])
    assert await shopper.hears("status") == {"conversation_id": conversation, "status": "waiting"}


async def test_while_a_human_is_waited_for_the_assistant_is_silent(window: OpenWindow, engine: FakeEngine) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "human please")
    assert await shopper.hears("status") == {"conversation_id": conversation, "status": "waiting"}
    await shopper.send(conversation, "still there?")
    left = await shopper.ask(
        "contact", conversation_id=conversation, client_id="form", contact="maya@example.com", text="Call me."
    )
    texts = [message["text"] for message in await shopper.read(conversation)]
    assert texts[2:] == ["still there?", "Contact: maya@example.com", "Call me."]
    assert left["seq"] == 5
    await shopper.hears_text("Call me.")
    assert len(engine.turns) == 1


async def test_who_waits_for_a_human_goes_on_with_the_assistant(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "human please")
    await shopper.hears("status")
    resumed = await shopper.ask("resume", conversation_id=conversation)
    assert resumed["conversation"]["status"] == "bot"
    await shopper.hears("status", lambda data: data == {"conversation_id": conversation, "status": "bot"})
    await shopper.send(conversation, "hello again")
    await shopper.hears_text("You said: hello again")


async def test_several_replies_are_several_messages(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "twice please")
    await shopper.hears_text("Second.")
    assert [message["text"] for message in shopper.all("message")] == ["twice please", "First.", "Second."]


async def test_a_thumb_on_an_answer_is_taken(window: OpenWindow) -> None:
    shopper = await window()
    conversation = await shopper.start()
    await shopper.send(conversation, "hello")
    await shopper.hears_text("You said: hello")
    await shopper.ask("feedback", conversation_id=conversation, seq=2, helpful=False, reason="Wrong.")
    assert await shopper.refused("feedback", conversation_id=conversation, seq=1, helpful=True) == "invalid"
    assert await shopper.refused("feedback", conversation_id=conversation, seq=7, helpful=True) == "not_found"


WRONG: list[tuple[str, object, str]] = [
    ("send", {}, "invalid"),
    ("send", None, "invalid"),
    ("send", "hello", "invalid"),
    ("send", {"conversation_id": 1, "client_id": "a", "text": "x"}, "invalid"),
    ("send", {"conversation_id": "conv", "client_id": "a", "text": "x", "author": "staff"}, "invalid"),
    ("open", {"conversation_id": "conv", "after_seq": -1}, "invalid"),
    ("open", {"conversation_id": "conv", "after_seq": "0"}, "invalid"),
    ("open", {"conversation_id": "x" * 201}, "invalid"),
    ("open", {"conversation_id": "conv"}, "not_found"),
    ("typing", {"conversation_id": "conv", "on": "yes"}, "invalid"),
    ("typing", {"conversation_id": "conv", "on": True}, "not_found"),
    ("read", {"conversation_id": "conv", "seq": True}, "invalid"),
    ("feedback", {"conversation_id": "conv", "seq": 1}, "invalid"),
    ("vote", {"poll_id": "poll", "choice": 0}, "not_allowed"),
    ("vote", {"poll_id": "poll", "choice": -1}, "invalid"),
    ("start", {"more": 1}, "invalid"),
    ("dance", {}, "invalid"),
    ("message", {"text": "I am the assistant"}, "invalid"),
]


async def test_what_makes_no_sense_is_refused_and_the_window_lives_on(window: OpenWindow) -> None:
    shopper = await window()
    for event, data, code in WRONG:
        answer = await shopper.call(event, data)
        assert (answer["ok"], answer["error"]["code"]) == (False, code), (event, data)
    assert await shopper.ask("list") == {"conversations": []}


async def test_a_text_that_is_too_long_is_refused(window: OpenWindow) -> None:
    shopper = await window()
    assert shopper.welcome["limits"] == {"text": 2000}
    conversation = await shopper.start()
    too_long = {"conversation_id": conversation, "client_id": "one", "text": "x" * 2001}
    assert await shopper.refused("send", **too_long) == "too_long"
    await shopper.send(conversation, "x" * 2000)


async def test_who_writes_too_fast_is_told_when_to_go_on(market: MemoryStore, engine: FakeEngine) -> None:
    async with (
        serve_chat(market, engine, chat_rate_burst=3, chat_rate_per_minute=1) as served,
        Window.to(served.url) as hasty,
        Window.to(served.url) as other,
    ):
        conversation = await hasty.start()
        for _ in range(2):
            await hasty.send(conversation, "hello")
        answer = await hasty.call("send", {"conversation_id": conversation, "client_id": "x", "text": "more"})
        assert (answer["ok"], answer["error"]["code"]) == (False, "too_fast")
        assert 0 < answer["error"]["retry_after_s"] <= 60
        await other.start()


async def test_without_an_assistant_the_chat_says_so_and_stores_nothing(market: MemoryStore) -> None:
    async with serve_chat(market, None) as served, Window.to(served.url, token=sign("cust_li")) as shopper:
        assert await shopper.refused("start") == "unavailable"
        assert shopper.welcome["conversations"] == []


async def test_a_conversation_outlives_its_assistant(market: MemoryStore, engine: FakeEngine) -> None:
    async with serve_chat(market, engine) as served, Window.to(served.url, token=sign("cust_li")) as shopper:
        conversation = await shopper.start()
        await shopper.send(conversation, "hello")
        await shopper.hears_text("You said: hello")
    async with serve_chat(market, None) as served, Window.to(served.url, token=sign("cust_li")) as shopper:
        assert [one["id"] for one in shopper.welcome["conversations"]] == [conversation]
        refused = {"conversation_id": conversation, "client_id": "x", "text": "hello again"}
        assert await shopper.refused("send", **refused) == "unavailable"
        assert len(await shopper.read(conversation)) == 2


async def test_frames_that_are_no_socket_io_end_only_their_own_connection(served: Served, window: OpenWindow) -> None:
    shopper = await window()
    for frame in ("", "x", "4x", "40/chat,[", '42/chat,["send"', "4" + "x" * 70_000, "451-/chat,[{}]"):
        async with Window.to(served.url) as strange:
            await strange.client.eio.ws.send_str(frame)
    conversation = await shopper.start()
    await shopper.send(conversation, "hello")
    await shopper.hears_text("You said: hello")


async def test_events_that_only_the_server_may_cause_change_nobody(window: OpenWindow) -> None:
    guest = await window()
    await guest.client.emit("connect", ({}, {"token": sign("cust_li")}), namespace="/chat")
    conversation = await guest.start()
    await guest.client.emit("disconnect", "why not", namespace="/chat")
    assert await guest.refused("open", conversation_id=conversation) == "expired"
