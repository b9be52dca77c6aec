"""What Rasa remembers of a conversation: all slots and the last turns, however long it is."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.conversations.records import DialogueState
from bot.rasa_compat import prepare
from shop.store import Store

prepare()

from rasa.shared.core.domain import Domain  # noqa: E402 - Rasa is imported once it is prepared
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.dialogue.deeds import Deeds  # noqa: E402
from bot.dialogue.tracker_store import SnapshotTrackerStore  # noqa: E402

DOMAIN = Domain.from_dict(
    {
        "intents": ["inform"],
        "actions": ["action_tell"],
        "slots": {
            "flow": {"type": "text", "initial_value": "none", "mappings": [{"type": "custom"}]},
            "count": {"type": "any", "mappings": [{"type": "custom"}]},
        },
    }
)


def turn(number: int) -> Iterator[Event]:
    yield UserUttered(f"message {number}", {"name": "inform", "confidence": 1.0})
    yield ActionExecuted("action_tell")
    yield BotUttered("said", data={"custom": {"products": ["card"] * 50}}, metadata={"facts": "many"})
    yield SlotSet("count", number)
    yield ActionExecuted("action_listen")


async def hold(store: SnapshotTrackerStore, turns: int, sender: str = "conv") -> DialogueStateTracker:
    """Return the conversation as it is read after these turns, each saved as it comes."""
    for number in range(1, turns + 1):
        tracker = await store.get_or_create_tracker(sender, append_action_listen=True)
        tracker.update_with_events(list(turn(number)), DOMAIN)
        await store.save(tracker)
    found = await store.retrieve(sender)
    assert found is not None
    return found


def kept(store: Store, sender: str = "conv") -> DialogueState:
    with store.read() as tx:
        state = tx.get(DialogueState, sender)
    assert state is not None
    return state


async def test_slots_outlive_the_turns_in_which_they_were_set(store: Store) -> None:
    snapshots = SnapshotTrackerStore(DOMAIN, Deeds(store), kept_turns=3)
    tracker = await snapshots.get_or_create_tracker("conv", append_action_listen=True)
    tracker.update_with_events([SlotSet("flow", "return_order")], DOMAIN)
    await snapshots.save(tracker)
    found = await hold(snapshots, 20)
    assert (found.get_slot("flow"), found.get_slot("count")) == ("return_order", 20)


async def test_the_last_turns_are_there_in_order(store: Store) -> None:
    found = await hold(SnapshotTrackerStore(DOMAIN, Deeds(store), kept_turns=3), 20)
    said = [event.text for event in found.events if isinstance(event, UserUttered)]
    assert said == ["message 18", "message 19", "message 20"]
    assert found.latest_action_name == "action_listen"


async def test_a_thousand_turns_are_kept_in_no_more_than_twenty(store: Store) -> None:
    snapshots = SnapshotTrackerStore(DOMAIN, Deeds(store))
    await hold(snapshots, 20, "short")
    await hold(snapshots, 200, "long")
    short, long = kept(store, "short"), kept(store, "long")
    assert len(long.events) <= len(short.events) + 40  # the numbers in the texts have a digit more
    assert long.turns == 200


async def test_how_many_turns_came_before_is_known(store: Store) -> None:
    found = await hold(SnapshotTrackerStore(DOMAIN, Deeds(store), kept_turns=3), 20)
    assert found.earlier_turns == 17


async def test_cards_are_not_kept_twice(store: Store) -> None:
    await hold(SnapshotTrackerStore(DOMAIN, Deeds(store)), 2)
    assert "card" not in kept(store).events


async def test_conversations_are_listed_and_deleted(store: Store) -> None:
    snapshots = SnapshotTrackerStore(DOMAIN, Deeds(store))
    await hold(snapshots, 1)
    assert await snapshots.keys() == ["conv"]
    await snapshots.delete("conv")
    assert await snapshots.retrieve("conv") is None


async def test_nothing_is_known_of_a_new_conversation(store: Store) -> None:
    assert await SnapshotTrackerStore(DOMAIN, Deeds(store)).retrieve("never held") is None


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest) -> Any:
    from tests.fakes.store import MemoryStore

    return MemoryStore() if request.param == "memory" else request.getfixturevalue("sqlite_store")
