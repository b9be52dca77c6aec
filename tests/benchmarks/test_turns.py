"""What drives the systems: scripts, shoppers, and the count of turns."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.fingerprint import fingerprint
from benchmarks.product import prepared_folder
from benchmarks.stock.action_server import put_into_words
from benchmarks.talks import Cast, Record, Script, play, play_in_parallel, read_scripts, turns_per_s
from bot.database import BOT_KINDS
from bot.dialogue.engine import APOLOGY
from bot.nlg.phrases import load_phrasebook
from shop.demo.fill import fill
from tests.fakes.store import MemoryStore


class Parrot:
    """A system that repeats what it hears, and says nothing to "hush"."""

    def __init__(self) -> None:
        self.heard: list[tuple[str | None, str]] = []
        self.most_lines = 0
        self._lines = 0

    @asynccontextmanager
    async def line(self, customer_id: str | None) -> AsyncIterator["ParrotLine"]:
        self._lines += 1
        self.most_lines = max(self.most_lines, self._lines)
        try:
            yield ParrotLine(self, customer_id)
        finally:
            self._lines -= 1


class ParrotLine:
    def __init__(self, parrot: Parrot, customer_id: str | None) -> None:
        self._parrot = parrot
        self._customer_id = customer_id

    async def say(self, text: str) -> tuple[str, ...]:
        self._parrot.heard.append((self._customer_id, text))
        await asyncio.sleep(0.001)
        return () if text == "hush" else (text,)


async def test_a_script_is_said_in_its_order_and_silence_and_apologies_are_no_answers() -> None:
    parrot, record = Parrot(), Record()
    said = ("hello", "hush", APOLOGY.text, "bye")
    await play(parrot, Script("test", "friend", said), "ana", record)
    assert parrot.heard == [("ana", text) for text in said]
    assert (len(record.ms), record.silent, record.apologies, len(record.ended)) == (4, 1, 1, 2)


async def test_so_many_talk_at_a_time_and_every_turn_counts() -> None:
    parrot = Parrot()
    scripts = [Script("one", "guest", ("a", "b")), Script("two", "guest", ("c",))]
    record = await play_in_parallel(parrot, scripts, Cast(MemoryStore()), 5, 0.1)
    assert parrot.most_lines == 5
    assert len(record.ms) == len(parrot.heard)
    assert {text for _, text in parrot.heard} == {"a", "b", "c"}


def test_throughput_is_that_of_the_middle() -> None:
    idle_at_both_ends = [0.0, 5.0, 5.1, 5.2, 5.3, 5.4, 9.0]
    assert turns_per_s(Record(ended=idle_at_both_ends), 1) == pytest.approx(10)
    assert turns_per_s(Record(ended=[1.0, 2.0]), 1) == 0.0


def test_every_script_has_who_can_play_it() -> None:
    store = MemoryStore()
    fill(store, today=datetime.now(UTC).date(), further_kinds=BOT_KINDS)
    cast, scripts = Cast(store), read_scripts()
    players = {script.name: (script.shopper, cast.next_for(script)) for script in scripts}
    assert {shopper for shopper, _ in players.values()} == {"guest", "friend", "buyer"}
    assert all((customer is None) == (shopper == "guest") for shopper, customer in players.values())


def test_what_an_action_says_goes_out_as_words_with_its_facts() -> None:
    phrases = load_phrasebook()
    said = {"response": "please_sign_in", "text": None, "facts": {"action": "action_view_cart", "values": {}}}
    spoken = put_into_words(said, phrases, 0)
    assert spoken["text"]
    assert spoken["custom"] == {"action": "action_view_cart"}
    assert put_into_words({"text": "plain"}, phrases, 0) == {"text": "plain"}


def test_a_fingerprint_differs_by_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    first = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == first
    (tmp_path / "a").write_text("two")
    second = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({first, second, fingerprint(tmp_path)}) == 3


def test_a_data_folder_without_a_model_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="train there first"):
        prepared_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []
