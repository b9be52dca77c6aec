"""Many windows on one small server: who writes is answered, and who is cut off is counted."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.product import copy_of
from benchmarks.programs import MemoryWatch
from benchmarks.sockets import Crowd, hold, run_echo
from bot.database import open_store
from settings import Settings


def test_all_are_answered_and_a_server_that_goes_away_drops_everybody(tmp_path: Path) -> None:
    open_store(Settings(data_dir=tmp_path / "shop")).close()
    with copy_of(tmp_path / "shop") as shop, run_echo(shop) as product, MemoryWatch(product.program) as memory:
        tally = asyncio.run(hold(product.url, Crowd(idle=5, active=3, seconds=0.5, pause_s=0.1), ["hello"]))
        figures = tally.figures()
        lost = asyncio.run(_talk_while_it_ends(product.url, product.program.stop))
    assert (figures["dropped"], figures["lost"]) == (0, 0)
    assert figures["answers"] == len(tally.answered_ms) >= 3
    assert all(stored <= told for stored, told in zip(tally.acknowledged_ms, tally.answered_ms, strict=True))
    assert lost == 4
    assert memory.peak_mb >= memory.peak_shared_once_mb > 10


async def _talk_while_it_ends(url: str, end: Callable[[], None]) -> int:
    """Return how many were cut off when the server ended after everybody had come."""
    texts = Texts(["hello"])
    talking = asyncio.create_task(hold(url, Crowd(idle=3, active=1, seconds=60, pause_s=0.1), texts))
    await texts.asked_for.wait()
    await asyncio.to_thread(end)
    return (await talking).drops


class Texts(list[str]):
    """Tells when somebody begins to read it out."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__(texts)
        self.asked_for = asyncio.Event()

    def __iter__(self) -> Iterator[str]:
        self.asked_for.set()
        return super().__iter__()
