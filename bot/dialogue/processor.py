"""Rasa's message processor, with what a conversation adds to a message: open questions, moods, several requests."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_talk
from bot.dialogue.graph import InOrderRunner
from bot.dialogue.hearing import mix_mood, name_mood
from bot.dialogue.leaving import split_leaving, split_wishes
from bot.dialogue.parsed import Parsed

_OF_NO_ORDER = ("turned_down", "handed_over")


class TurnProcessor(MessageProcessor):
    """Takes each request of a message in order, in one tracker; what it comes to is left with the output channel.

    Rasa's slot extraction is left out: every slot of the domain is set by an action or here.
    """

    @staticmethod
    def _load_model(model_path: Any) -> tuple[str, Any, InOrderRunner]:
        file, metadata, loaded = MessageProcessor._load_model(model_path)
        return file, metadata, InOrderRunner(loaded)

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        tracker = await self.take_turn(message)
        message.output_channel.state = self.tracker_store.snapshot(tracker)
        return None

    async def take_turn(self, message: UserMessage) -> DialogueStateTracker:
        """Take every request of the message, and return the conversation, which nobody has saved yet."""
        tracker = await self.fetch_tracker_and_update_session(message.sender_id, message.output_channel)
        parsed = message.parse_data or await self.parse_message(message, tracker)
        tracker.update_with_events(_news_of(message, tracker), self.domain)
        taken = 0
        for said in await self._without_leaving(parsed, _question_of(tracker)):
            heard = self.hear(said, message, tracker)
            for part in parts_of(message, heard, first=taken):
                await self._handle_message_with_tracker(part, tracker)
                await self._run_prediction_loop(message.output_channel, tracker)
                taken += 1
        return tracker

    def hear(self, said: Parsed, message: UserMessage, tracker: DialogueStateTracker) -> Parsed:
        """Return what is said as it is meant in this talk; the tracker learns how the shopper feels, and who it is."""
        heard = hear_in_talk(said, _question_of(tracker), _before(tracker, message))
        tracker.update_with_events(_state_of(heard, message, tracker), self.domain)
        return heard

    async def _without_leaving(self, parsed: Parsed, question: OpenQuestion) -> list[Parsed]:
        """Return the message; where it leaves what is open and goes on to something else, one after the other.

        The second is understood by itself: beside "nah leave it" it was heard as something said of what is left.
        """
        if parsed.get("sentiment") is None:  # a button
            return [parsed]
        leaves, wish = split_leaving(str(parsed.get("text") or ""), question)
        if not wish:
            return [parsed]
        return split_wishes(parsed, leaves, await self.parse_message(UserMessage(wish)), question)


def parts_of(message: UserMessage, heard: Parsed, *, first: int = 0) -> list[UserMessage]:
    """Return each request of the message as if only it had been sent, in order; each has an id of its own.

    `first` is the place of the first of them in the message.
    """
    return [_part_of(message, part, place) for place, part in enumerate(heard.get("parts") or [heard], first)]


def _part_of(message: UserMessage, part: Parsed, place: int) -> UserMessage:
    said = copy.copy(message)
    said.text = str(part.get("text") or message.text)
    said.parse_data = dict(part)
    said.message_id = f"{message.message_id}:{place}"
    return said


def _question_of(tracker: DialogueStateTracker) -> OpenQuestion:
    memory = tracker.get_slot("memory") or {}
    replies = ((memory.get("question") or {}).get("facts") or {}).get("quick_replies") or ()
    return OpenQuestion(
        str(tracker.get_slot("flow") or "none"),
        str(tracker.get_slot("asking") or "none"),
        {str(reply["title"]): str(reply["payload"]) for reply in replies},
        _shows_newer_list(tracker),
    )


def _shows_newer_list(tracker: DialogueStateTracker) -> bool:
    """Say whether the products on the screen are others than those that were there when the question came up."""
    memory = tracker.get_slot("memory") or {}
    over = (memory.get("question") or {}).get("over")
    return tracker.get_slot("shown") == "products" and over is not None and over != memory.get("product_ids")


def _news_of(message: UserMessage, tracker: DialogueStateTracker) -> list[Event]:
    """Return what makes the poll that was brought just before the one that is shown."""
    poll = (message.metadata or {}).get("poll_brought")
    if not poll:
        return []
    memory = {**(tracker.get_slot("memory") or {}), "poll_id": poll["poll_id"], "poll_choices": list(poll["choices"])}
    return [SlotSet("shown", "poll"), SlotSet("memory", memory)]


def _before(tracker: DialogueStateTracker, message: UserMessage) -> Before:
    memory, last = tracker.get_slot("memory") or {}, tracker.latest_message
    brought = bool((message.metadata or {}).get("poll_brought"))
    products, told = tracker.get_slot("shown") == "products", memory.get("told") or {}
    which = memory.get("asked_which") or {}
    return Before(
        intent=str((last.intent or {}).get("name") or "") if last and not brought else "",
        products_shown=products and bool(memory.get("product_ids")),
        on_product=bool(memory.get("product_id")),
        gift_shown=products and (memory.get("chosen_by") or {}).get("as") in ("gift", "group"),
        compared=_count_compared(memory) if products else 0,
        alert_set=bool(memory.get("alert_id")),
        cart_shown=tracker.get_slot("shown") == "cart",
        turned_down=told.get("kind") == "turned_down",
        handed_over=told.get("kind") == "handed_over",
        told_of_order="" if told.get("kind") in _OF_NO_ORDER else str(told.get("kind") or ""),
        refused=str(told.get("flow") or "") if told.get("kind") == "refused" else "",
        order_shown=tracker.get_slot("shown") == "orders",
        own_review_told=bool(memory.get("own_review_of")),
        look_said=any(name in ("colour", "size") for name, _ in memory.get("said_before") or ()),
        deed_done=bool(memory.get("deed")),
        asked_which=str(which.get("intent") or ""),
        which_titles=tuple(which.get("titles") or ()),
        audience_told=bool(memory.get("audience_of")),
        taken_told=bool(memory.get("taken_of")),
        circle_id=str(memory.get("circle_id") or ""),
        poll_brought=brought,
        polls_listed=len(memory.get("poll_ids") or ()) if tracker.get_slot("shown") == "poll" else 0,
        poll_shown=tracker.get_slot("shown") == "poll",
        poll_choices=tuple(memory.get("poll_choices") or ()) if tracker.get_slot("shown") == "poll" else (),
    )


def _count_compared(memory: Mapping[str, Any]) -> int:
    compared = memory.get("compared") or []
    return len(compared) if compared == memory.get("product_ids") else 0


def _state_of(heard: Parsed, message: UserMessage, tracker: DialogueStateTracker) -> list[Event]:
    level = mix_mood(float(tracker.get_slot("mood_level") or 0.0), heard)
    new = {
        "mood_level": level,
        "mood": name_mood(level, heard),
        "signed_in": bool((message.metadata or {}).get("customer_id")),
    }
    return [SlotSet(name, value) for name, value in new.items() if tracker.get_slot(name) != value]
