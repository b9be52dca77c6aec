"""A graph that runs in order gives what Rasa's own runner gives, and what Rasa looks up anew stays what it was."""

from typing import Any

import pytest

from bot.rasa_compat import prepare

prepare()

from rasa.core.actions.action import ActionListen, action_for_name_or_text  # noqa: E402 - Rasa is imported once prepared
from rasa.engine.exceptions import GraphComponentException  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import Event, SlotSet  # noqa: E402

from bot.dialogue.graph import InOrderRunner  # noqa: E402
from bot.dialogue.once import compute_once  # noqa: E402


class Sum(GraphComponent):
    """Adds what it is given; a negative number breaks it."""

    @classmethod
    def create(cls, config: Any, model_storage: Any, resource: Any, execution_context: Any) -> "Sum":
        return cls()

    def add(self, first: int, second: int) -> int:
        if first < 0:
            raise ValueError("negative")
        return first + second


def node(**needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Sum, constructor_name="create", fn="add", config={}, eager=True)


@pytest.fixture(scope="module")
def loaded() -> DaskGraphRunner:
    nodes = {
        "last": node(first="left", second="right"),
        "left": node(first="one", second="two"),
        "right": node(first="left", second="two"),
        "beside": node(first="one", second="one"),
    }
    schema = GraphSchema(nodes)
    return DaskGraphRunner(schema, None, ExecutionContext(schema, "model"))  # type: ignore[arg-type]


@pytest.mark.parametrize("targets", [["last"], ["left"], ["beside", "right"]])
def test_targets_are_as_rasa_finds_them(loaded: DaskGraphRunner, targets: list[str]) -> None:
    runner = InOrderRunner(loaded)
    for inputs in ({"one": 1, "two": 2}, {"one": 5, "two": 7}):
        assert runner.run(inputs, targets) == loaded.run(inputs, targets)


def test_what_a_component_raises_is_told_as_rasa_does(loaded: DaskGraphRunner) -> None:
    with pytest.raises(GraphComponentException, match="left"):
        InOrderRunner(loaded).run({"one": -1, "two": 2}, ["last"])


def test_events_and_actions_are_found_as_before() -> None:
    compute_once()
    compute_once()
    domain = Domain.from_dict({"actions": ["action_search"]})
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="no_such_event"):
        Event.resolve_by_type("no_such_event")
    assert isinstance(action_for_name_or_text("action_listen", domain, None), ActionListen)
    assert action_for_name_or_text("action_search", domain, None).name() == "action_search"
