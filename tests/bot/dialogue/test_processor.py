"""Several requests of one message, each as if it had been sent alone."""

import asyncio
from typing import Any

from bot.dialogue.before import OpenQuestion
from bot.rasa_compat import prepare


def test_each_request_has_an_id_of_its_own_so_that_an_open_question_is_asked_again_after_the_next() -> None:
    prepare()
    from rasa.core.channels.channel import UserMessage

    from bot.dialogue.processor import parts_of

    message = UserMessage("cancel the mug and where is my lamp", message_id="m1")
    parts = parts_of(message, {"parts": [{"text": "cancel the mug"}, {"text": "where is my lamp"}]})
    assert [(part.text, part.message_id) for part in parts] == [
        ("cancel the mug", "m1:0"),
        ("where is my lamp", "m1:1"),
    ]
    (whole,) = parts_of(message, {"text": message.text, "parts": []})
    assert (whole.text, whole.message_id) == (message.text, "m1:0")


def test_what_is_asked_for_beside_nah_leave_it_is_understood_by_itself() -> None:
    prepare()
    from bot.dialogue.processor import TurnProcessor

    class Hearing(TurnProcessor):
        def __init__(self) -> None:
            pass

        async def parse_message(self, message: Any, *_: Any) -> Any:
            return {"text": message.text, "intent": {"name": "search_product"}, "parts": []}

    whole = {"text": "nah leave it. show me kettles", "intent": {"name": "reject_suggestion"}, "sentiment": {}}
    question = OpenQuestion("report_problem", "choice")
    said = asyncio.run(Hearing()._without_leaving(whole, question))
    assert [one["text"] for one in said] == ["nah leave it", "show me kettles"]
    assert [one["intent"]["name"] for one in said] == ["never_mind", "search_product"]
    button = {**whole, "sentiment": None}
    assert asyncio.run(Hearing()._without_leaving(button, question)) == [button]


def test_a_list_that_was_shown_after_the_question_is_newer_than_it() -> None:
    prepare()
    from bot.dialogue.processor import _question_of

    class Tracker:
        def __init__(self, shown: str, over: list[str], now: list[str]) -> None:
            memory = {"question": {"response": "problem_damaged", "facts": {}, "over": over}, "product_ids": now}
            self.slots: dict[str, Any] = {"flow": "report_problem", "shown": shown, "memory": memory}

        def get_slot(self, name: str) -> Any:
            return self.slots.get(name)

    def newer(*given: Any) -> bool:
        tracker: Any = Tracker(*given)
        return _question_of(tracker).list_newer

    assert newer("products", [], ["kettle-1"])
    assert not newer("products", ["kettle-1"], ["kettle-1"])
    assert not newer("orders", [], ["kettle-1"])
