"""Where Rasa's messages of one turn are collected."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.conversations.records import DialogueState


class CollectingChannel(OutputChannel):
    """Keeps what is said, oldest first, as fields of `bot.conversations.replies.Reply`; then, where the dialogue is."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.state: DialogueState | None = None

    @classmethod
    def name(cls) -> str:
        return "confab"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.said.append(message.get("custom") or {"text": message.get("text") or ""})
