"""Workers: order within a conversation, company between, and what becomes of a turn whose worker dies."""

import asyncio
import os
import re
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversations.replies import Reply
from bot.dialogue import worker
from bot.dialogue.engine import APOLOGY
from bot.dialogue.nursery import CannotLoad
from bot.dialogue.turns import Answer, Turn
from bot.dialogue.workers import WorkerEngine

ENDLESS = re.compile(r"(a+)+$")
MANY = 40  # conversations: some for each worker


class Clerk:
    """Says who it is, what is said, and how many turns of the conversation it has answered; knows some orders."""

    def __init__(self) -> None:
        self.loaded_by = os.getpid()

    def start(self) -> None:
        self._answered: dict[str, int] = {}
        self._ails = ""

    def stop(self) -> None:
        pass

    def ailment(self) -> str:
        return self._ails

    async def answer(self, turn: Turn) -> Answer:
        await self._obey(turn.text)
        count = self._answered[turn.conversation_id] = self._answered.get(turn.conversation_id, 0) + 1
        return Answer((Reply(f"{os.getpid()} {self.loaded_by} {turn.text} {count}"),), intent="clerk")

    async def _obey(self, order: str) -> None:
        word, _, rest = order.partition(" ")
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "raise":
            raise RuntimeError("an engine must not, but may")
        file = Path(rest)
        if word == "wait-for":
            await until(file.exists)
        if word == "match":
            ENDLESS.match("a" * 60 + "b")  # no other thread of Python's runs meanwhile
        if word == "ail":
            self._ails = "as it was told to"
            await asyncio.Event().wait()
        if word == "die-unless":
            die_unless(file)


def die_unless(file: Path) -> None:
    if not file.exists():
        file.touch()
        os.kill(os.getpid(), signal.SIGKILL)


async def until(so: Callable[[], bool], *, longest_s: float = 20.0) -> None:
    deadline = time.monotonic() + longest_s
    while not so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def hire() -> Clerk:
    return Clerk()


class ImpatientClerk(Clerk):
    """Its process is given up after a few seconds in which nothing of it runs."""

    def start(self) -> None:
        super().start()
        worker._LONGEST_STILL_S = 4.0


def hire_impatient() -> Clerk:
    return ImpatientClerk()


def hire_if(there: Path) -> Clerk:
    if not there.exists():
        raise LookupError("there is no clerk")
    return Clerk()


def hire_nobody() -> Clerk:
    raise LookupError("there is no clerk")


@pytest.fixture(scope="module")
def engine() -> Iterator[WorkerEngine]:
    engine = WorkerEngine(hire, 2)
    engine.start()
    yield engine
    engine.stop()


def new_conversation() -> str:
    return f"conv_{uuid.uuid4().hex}"


async def say(engine: WorkerEngine, conversation: str, text: str) -> list[str]:
    """Return the worker's process, the nursery's, what was said, and the count; one word for an apology."""
    answer = await engine.answer(Turn(conversation, text))
    return ["apology"] if answer.replies == (APOLOGY,) else answer.replies[0].text.split(" ")


async def company(engine: WorkerEngine, conversation: str, *, same: bool) -> str:
    """Return another conversation, of the same worker or of another."""
    (pid, *_) = await say(engine, conversation, "hello")
    while True:
        other = new_conversation()
        if ((await say(engine, other, "hello"))[0] == pid) is same:
            return other


async def test_each_conversation_has_one_worker_and_all_workers_have_some(engine: WorkerEngine) -> None:
    conversations = [new_conversation() for _ in range(MANY)]
    first = {each: (await say(engine, each, "one"))[0] for each in conversations}
    again = {each: (await say(engine, each, "two"))[0] for each in conversations}
    assert first == again
    assert len(set(first.values())) == 2
    assert str(os.getpid()) not in first.values()


async def test_workers_share_what_was_loaded_once(engine: WorkerEngine) -> None:
    loaded_by = {(await say(engine, new_conversation(), "hello"))[1] for _ in range(MANY)}
    assert len(loaded_by) == 1


async def test_answers_of_a_conversation_come_in_the_order_of_its_turns(engine: WorkerEngine) -> None:
    conversation = new_conversation()
    heard = await asyncio.gather(*(say(engine, conversation, f"turn-{number}") for number in range(50)))
    assert [(text, count) for _, _, text, count in heard] == [(f"turn-{n}", str(n + 1)) for n in range(50)]


async def test_a_slow_turn_keeps_no_other_conversation_waiting(engine: WorkerEngine, tmp_path: Path) -> None:
    slow = new_conversation()
    others = [await company(engine, slow, same=True), await company(engine, slow, same=False)]
    file = tmp_path / "go"
    waiting = asyncio.create_task(say(engine, slow, f"wait-for {file}"))
    for other in others:
        await say(engine, other, "are you there?")
    assert not waiting.done()
    file.touch()
    assert (await waiting)[2] == "wait-for"


async def test_whoever_gives_up_waiting_disturbs_nobody(engine: WorkerEngine, tmp_path: Path) -> None:
    conversation = new_conversation()
    file = tmp_path / "go"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await say(engine, conversation, f"wait-for {file}")
    file.touch()
    assert (await say(engine, conversation, "hello"))[2] == "hello"


async def test_a_turn_that_nobody_waits_for_any_more_is_not_asked_again(engine: WorkerEngine, tmp_path: Path) -> None:
    conversation = new_conversation()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await say(engine, conversation, f"wait-for {tmp_path / 'ever'}")
    killed = await say(engine, conversation, f"die-unless {tmp_path}/died")
    assert killed[-1] == "1"
    (tmp_path / "ever").touch()
    assert (await say(engine, conversation, "hello"))[-1] == "2", "the turn that was given up was answered, too"


async def test_an_engine_that_raises_is_an_apology(engine: WorkerEngine) -> None:
    assert await say(engine, new_conversation(), "raise it") == ["apology"]


async def test_what_a_worker_was_answering_when_it_died_is_answered_by_the_next(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    conversation = new_conversation()
    (before, *_) = await say(engine, conversation, "hello")
    turns = [f"die-unless {tmp_path}/died", "second", "third"]
    heard = await asyncio.gather(*(say(engine, conversation, text) for text in turns))
    assert [words[2] for words in heard] == ["die-unless", "second", "third"]
    assert {words[0] for words in heard}.isdisjoint({before})
    assert [words[-1] for words in heard] == ["1", "2", "3"]


async def test_a_turn_that_kills_its_workers_is_an_apology_and_the_others_are_answered(engine: WorkerEngine) -> None:
    poisoned = new_conversation()
    good = await company(engine, poisoned, same=True)
    bad, fine = await asyncio.gather(say(engine, poisoned, "die"), say(engine, good, "hello"))
    assert bad == ["apology"]
    assert fine[2] == "hello"


async def test_a_worker_that_says_it_cannot_go_on_is_replaced_and_the_others_turns_are_answered(
    engine: WorkerEngine,
) -> None:
    poisoned = new_conversation()
    good = await company(engine, poisoned, same=True)
    (before, *_) = await say(engine, good, "hello")
    bad, fine = await asyncio.gather(say(engine, poisoned, "ail"), say(engine, good, "wait"))
    assert bad == ["apology"]
    assert (await say(engine, good, "hello"))[0] != before
    assert fine[2] == "wait"
    assert engine.ailment() == ""


async def test_a_worker_in_which_nothing_runs_any_more_is_replaced() -> None:
    engine = WorkerEngine(hire_impatient, 1)
    engine.start()
    try:
        bad, fine = await asyncio.gather(say(engine, "conv_bad", "match it"), say(engine, "conv_good", "hello"))
        assert (bad, fine[2]) == (["apology"], "hello")
    finally:
        engine.stop()


async def test_a_nursery_that_dies_is_begun_anew() -> None:
    engine = WorkerEngine(hire, 1)
    engine.start()
    try:
        pid, nursery, *_ = await say(engine, "conv_one", "hello")
        os.kill(int(nursery), signal.SIGKILL)
        os.kill(int(pid), signal.SIGKILL)
        _, other_nursery, *_ = await say(engine, "conv_one", "still there?")
        assert other_nursery != nursery
    finally:
        engine.stop()


async def test_after_a_renewal_others_answer_and_what_was_asked_before_is_answered_once(tmp_path: Path) -> None:
    engine = WorkerEngine(hire, 2)
    engine.start()
    file = tmp_path / "go"
    try:
        busy = new_conversation()
        idle = await company(engine, busy, same=False)
        _, nursery, _, count = await say(engine, busy, "hello")
        before = asyncio.create_task(say(engine, busy, f"wait-for {file}"))
        await asyncio.sleep(0)
        renewal = asyncio.create_task(asyncio.to_thread(engine.renew))
        while (await say(engine, idle, "hello"))[1] == nursery:
            assert not renewal.done()
        behind = asyncio.create_task(say(engine, busy, "and now?"))
        await asyncio.sleep(0.1)
        assert not before.done()
        assert not behind.done()
        file.touch()
        assert ((await before)[1], int((await before)[-1])) == (nursery, int(count) + 1)
        assert ((await behind)[1] != nursery, (await behind)[-1]) == (True, "1")
        await renewal
        await until(lambda: not is_alive(int(nursery)))
    finally:
        engine.stop()


async def test_where_nothing_can_be_loaded_anew_the_workers_go_on(tmp_path: Path) -> None:
    there = tmp_path / "clerk"
    there.touch()
    engine = WorkerEngine(partial(hire_if, there), 1)
    engine.start()
    try:
        before = await say(engine, "conv_one", "hello")
        there.unlink()
        with pytest.raises(CannotLoad):
            await asyncio.to_thread(engine.renew)
        after = await say(engine, "conv_one", "hello")
        assert (after[:2], after[-1]) == (before[:2], "2")
    finally:
        engine.stop()


async def test_nothing_is_left_after_stop() -> None:
    engine = WorkerEngine(hire, 2)
    engine.start()
    pids = {int(pid) for each in range(MANY) for pid in (await say(engine, f"conv_{each}", "hello"))[:2]}
    assert len(pids) == 3
    waiting = asyncio.create_task(engine.answer(Turn("conv_one", "wait-for ever")))
    await asyncio.sleep(0)
    engine.stop()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: not any(map(is_alive, pids)))


def test_what_cannot_be_loaded_is_said_at_the_start() -> None:
    engine = WorkerEngine(hire_nobody, 2)
    with pytest.raises(CannotLoad):
        engine.start()
    engine.stop()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
