"""Talking: numbered, acknowledged once stored, answered in order, seen in every window."""

from tests.bot.gateway.chat.conftest import OpenWindow


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
