"""A process may die at any moment between an effect and the stored answer: the effect happens once, and is told."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.cli.serve import load_engine
from bot.database import TABLES
from bot.dialogue.beat import Beat
from bot.dialogue.engine import RasaEngine
from bot.dialogue.turns import Answer, Turn
from bot.dialogue.workers import WorkerEngine
from bot.rasa_compat import prepare
from settings import Settings
from shop.carts import CartOwner, find_cart
from shop.orders.records import Order, OrderStatus
from shop.sql.store import SqlStore
from tests.conftest import move_in
from tests.journeys.conftest import SECRET
from tests.journeys.talk import Talk

Begin = Callable[[], Talk]


def load_mortal_engine(settings: Settings, deathbed: Path) -> RasaEngine:
    """Load the assistant; its process dies at each action whose name stands in the folder, once, having acted.

    Whoever asks "what hangs?" hangs its dialogue.
    """
    prepare()
    from bot.dialogue.actions import InProcessActions

    act = InProcessActions._run

    def die_after(self: InProcessActions, call: dict[str, Any], effect: Any) -> Any:
        answer = act(self, call, effect)
        order = deathbed / call["next_action"]
        if order.exists():
            order.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    def hang(_engine: RasaEngine, agent: Any, turn: Turn) -> Any:
        if turn.text == "what hangs?":
            time.sleep(3600)
        return parse(_engine, agent, turn)

    parse = RasaEngine._parse
    RasaEngine._parse = hang  # type: ignore[method-assign, assignment]
    InProcessActions._run = die_after  # type: ignore[method-assign]
    engine = load_engine(settings, SECRET)
    engine._beat = Beat(longest_s=4.0)
    return engine


@pytest.fixture(scope="module")
def deathbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deathbed")


@pytest.fixture(scope="module")
def new_mortal_talk(
    demo_folder: Path,
    demo_database: Path,
    trained_model: Path,
    deathbed: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Begin]:
    """Call it for a new conversation with a worker that may die; all are in one shop."""
    folder = tmp_path_factory.mktemp("mortal")
    move_in(folder, demo_folder, demo_database, trained_model)
    settings = Settings(data_dir=folder, action_timeout_s=60)
    engine = WorkerEngine(partial(load_mortal_engine, settings, deathbed), 1)
    engine.start()
    store, loop = SqlStore(settings.store_url, TABLES), asyncio.new_event_loop()
    yield lambda: Talk(engine, store, loop)
    loop.close()
    store.close()
    engine.stop()


def pieces(talk: Talk) -> list[int]:
    owner = CartOwner(talk.customer_id) if talk.customer_id else CartOwner(talk.guest_id, guest=True)
    return [line.quantity for line in find_cart(talk.store, owner).lines]


def cancelled(talk: Talk) -> int:
    with talk.store.read() as tx:
        return tx.count(Order, customer_id=talk.customer_id, status=OrderStatus.CANCELLED)


def put_kettle_into_cart(talk: Talk) -> None:
    talk.say("I am looking for a kettle")
    talk.say("add the first one to my cart")
    if talk.slot("flow") != "none":
        talk.choose(talk.last[-1].quick_replies[0].title)
    assert pieces(talk) == [1]


def test_one_more_is_one_more_although_the_worker_died_when_it_was_in_the_cart(
    new_mortal_talk: Begin, deathbed: Path
) -> None:
    talk = new_mortal_talk()
    put_kettle_into_cart(talk)
    (deathbed / "action_change_cart").touch()
    (deathbed / "action_add_to_cart").touch()
    talk.say("add another one of these")
    assert len(list(deathbed.iterdir())) < 2, "nobody died"
    for order in deathbed.iterdir():
        order.unlink()
    assert pieces(talk) == [2]
    assert talk.last[-1].cart is not None
    assert talk.last[-1].cart.lines[0].quantity == 2
    talk.say("add another one of these")
    assert pieces(talk) == [3]


def test_an_order_is_cancelled_once_and_said_to_be_although_the_worker_died_over_it(
    new_mortal_talk: Begin, deathbed: Path
) -> None:
    talk = new_mortal_talk()
    talk.sign_in("Maya")
    before = cancelled(talk)
    ask_to_cancel(talk)
    (deathbed / "action_confirm").touch()
    talk.say("yes, cancel it")
    assert not list(deathbed.iterdir()), "nobody died"
    assert cancelled(talk) == before + 1
    assert talk.actions == ["action_confirm"]
    assert "cancel" in talk.text.lower()
    assert talk.slot("asking") == "none"


def test_a_plain_answer_is_given_although_the_worker_died_over_it(new_mortal_talk: Begin, deathbed: Path) -> None:
    talk = new_mortal_talk()
    (deathbed / "action_search").touch()
    talk.say("I am looking for a kettle")
    assert not list(deathbed.iterdir()), "nobody died"
    assert talk.last[0].products


def test_a_message_that_hangs_its_worker_is_apologised_for_and_the_next_are_answered(new_mortal_talk: Begin) -> None:
    poisoned, other = new_mortal_talk(), new_mortal_talk()

    async def ask_both() -> tuple[Answer, Answer]:
        turns = [
            Turn(poisoned.id, "what hangs?", guest_id="guest_a"),
            Turn(other.id, "show me kettles", guest_id="g_b"),
        ]
        bad, good = await asyncio.gather(*(other.engine.answer(turn) for turn in turns))
        return bad, good

    bad, good = other.loop.run_until_complete(ask_both())
    assert bad.failed
    assert good.replies[0].products


@pytest.mark.parametrize("what", ["more", "fewer", "order", "plain"])
def test_an_answer_that_was_not_stored_is_given_again_and_nothing_is_done_twice(new_talk: Begin, what: str) -> None:
    talk = new_talk()
    talk.sign_in("Maya")
    put_kettle_into_cart(talk)
    talk.say("add another one of these")
    talk.say("add another one of these")
    before = cancelled(talk)
    words = {
        "more": "add another one of these",
        "fewer": "remove one kettle from my cart",
        "order": "yes, cancel it",
        "plain": "show me tents",
    }[what]
    if what == "order":
        ask_to_cancel(talk)
    lost = talk.ask(words)
    found = talk.say(words)
    assert found.replies == lost.replies
    assert pieces(talk)[-1] == 3 + (what == "more") - (what == "fewer")
    assert cancelled(talk) == before + (what == "order")


def ask_to_cancel(talk: Talk) -> None:
    with talk.store.read() as tx:
        pending = tx.find(Order, customer_id=talk.customer_id, status=OrderStatus.PENDING)
    talk.say(f"please cancel my order {pending[0].id}")
    if talk.slot("asking") == "reason":
        talk.choose(talk.last[-1].quick_replies[0].title)
    assert talk.slot("asking") == "confirm"
