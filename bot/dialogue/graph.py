"""Rasa's graph of components without its scheduler: nothing runs in parallel, and planning took longer than running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner


class InOrderRunner:
    """Runs the components of a loaded graph one after the other; the order is found once for each target.

    What they raise comes through as it is.
    """

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._schema: GraphSchema = loaded._graph_schema
        self._nodes: Mapping[str, GraphNode] = loaded._instantiated_nodes
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    def run(self, inputs: Mapping[str, Any] | None = None, targets: Sequence[str] | None = None) -> dict[str, Any]:
        """Return what each target gives; `inputs` by the names of the placeholders that they stand for."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        given = {name: (name, value) for name, value in (inputs or {}).items()}  # a node hands on its name as well
        for name in self._orders[wanted]:
            given[name] = self._nodes[name](*(given[need] for need in self._schema.nodes[name].needs.values()))
        return dict(given[name] for name in wanted)

    def _order(self, targets: Sequence[str]) -> tuple[str, ...]:
        """Return the nodes that the targets need, and they themselves, each after those that it needs."""
        ordered: dict[str, None] = {}

        def add(name: str) -> None:
            if name in ordered or name not in self._nodes:  # what is no node is an input
                return
            for need in self._schema.nodes[name].needs.values():
                add(need)
            ordered[name] = None

        for target in targets:
            add(target)
        return tuple(ordered)
