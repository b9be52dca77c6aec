"""The conversations that benchmarks hold, and the shoppers of the demo shop who hold them."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml

from bot.dialogue.engine import APOLOGY
from shop.friends import Friendship
from shop.orders.records import Order, OrderStatus
from shop.store import Store

SCRIPTS = Path(__file__).with_name("turn_scripts.yml")


@dataclass(frozen=True)
class Script:
    """What one shopper says, in order."""

    name: str
    shopper: str  # guest, friend or buyer
    messages: tuple[str, ...]


class Cast:
    """Who plays a script: a guest, or the next customer who has friends or an order that has not left yet."""

    def __init__(self, store: Store) -> None:
        with store.read() as tx:
            friends = {friendship.customer_id for friendship in tx.find(Friendship)}
            buyers = {order.customer_id for order in tx.find(Order, status=OrderStatus.PENDING)}
        self._turns = {"friend": itertools.cycle(sorted(friends)), "buyer": itertools.cycle(sorted(buyers))}

    def next_for(self, script: Script) -> str | None:
        """Return a customer's id; None for a guest."""
        return None if script.shopper == "guest" else next(self._turns[script.shopper])


class Line(Protocol):
    """A conversation with a running system."""

    async def say(self, text: str) -> tuple[str, ...]:
        """Return what is answered, once all of it is there; () when the system stays silent."""


class System(Protocol):
    """A running system that can be talked to."""

    def line(self, customer_id: str | None) -> AbstractAsyncContextManager[Line]:
        """Open a new conversation of this customer, or of a guest."""


@dataclass
class Record:
    """How a system did: milliseconds of each turn, and how many stayed without words or came to an apology alone."""

    ms: list[float] = field(default_factory=list)
    silent: int = 0
    apologies: int = 0
    ended: list[float] = field(default_factory=list)  # time.perf_counter() at the end of each of the others

    def add(self, answers: tuple[str, ...], started: float) -> None:
        """Take a turn that has just ended; `started` is a time.perf_counter()."""
        now = time.perf_counter()
        self.ms.append((now - started) * 1000)
        if not any(answers):
            self.silent += 1
        elif set(answers) == {APOLOGY.text}:
            self.apologies += 1
        else:
            self.ended.append(now)


def read_scripts(path: Path = SCRIPTS) -> list[Script]:
    """Return the scripts of the file, in its order."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))["scripts"]
    return [Script(one["name"], one["as"], tuple(one["messages"])) for one in found]


async def play(system: System, script: Script, customer_id: str | None, record: Record) -> None:
    """Say the script's messages, each after the answer to the one before."""
    async with system.line(customer_id) as line:
        for text in script.messages:
            started = time.perf_counter()
            record.add(await line.say(text), started)


async def play_in_parallel(
    system: System, scripts: list[Script], cast: Cast, conversations: int, seconds: float
) -> Record:
    """Hold this many conversations at a time, one after the other, until the time is over."""
    record, until = Record(), time.perf_counter() + seconds
    shared = itertools.cycle(scripts)

    async def keep_talking(own: Iterator[Script]) -> None:
        while time.perf_counter() < until:
            script = next(own)
            await play(system, script, cast.next_for(script), record)

    await asyncio.gather(*(keep_talking(shared) for _ in range(conversations)))
    return record


def turns_per_s(record: Record, conversations: int) -> float:
    """Return the throughput of the middle of a run: its beginning and its end have idle places.

    The middle is what lies between the first and the last `conversations` turns; 0.0 when there is nothing between.
    """
    ended = sorted(record.ended)[conversations : -conversations or None]
    return (len(ended) - 1) / (ended[-1] - ended[0]) if len(ended) > 1 else 0.0
