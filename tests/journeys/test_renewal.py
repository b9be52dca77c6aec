"""A model takes the place of the one before in the middle of a conversation."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.engine import RasaEngine
from bot.dialogue.rooms import Rooms
from shop.sql.store import SqlStore
from tests.journeys.talk import Talk


@pytest.fixture
def model(trained_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(trained_model, tmp_path / "model.tar.gz"))


@pytest.fixture
def engine(model: Path, rooms: Rooms) -> Iterator[RasaEngine]:
    engine = RasaEngine(model, rooms)
    engine.start()
    yield engine
    engine.stop()


def test_a_conversation_goes_on_where_it_was_with_the_new_model_and_with_the_old_where_the_new_is_broken(
    engine: RasaEngine, model: Path, trained_model: Path, demo_store: SqlStore
) -> None:
    loop = asyncio.new_event_loop()
    talk = Talk(engine, demo_store, loop)
    talk.say("I am looking for a kettle")
    first, second, *_ = talk.last[-1].products
    model.write_bytes(b"half a model")
    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever Rasa has for a broken file
        engine.renew()
    talk.say("tell me more about the second one")
    assert second.title in talk.text
    shutil.copy(trained_model, model)
    asked_before = _listen_to(engine._agent)
    engine.renew()
    talk.say("add the first one to my cart")
    assert not asked_before
    if talk.slot("flow") != "none":
        talk.choose(talk.last[-1].quick_replies[0].title)
    assert talk.last[-1].cart is not None
    assert [line.title for line in talk.last[-1].cart.lines] == [first.title]
    loop.close()


def _listen_to(agent: Any) -> list[str]:
    """Return what this model is asked from now on."""
    asked: list[str] = []
    parse = agent.parse_message

    async def parse_message(text: str) -> Any:
        asked.append(text)
        return await parse(text)

    agent.parse_message = parse_message
    return asked
