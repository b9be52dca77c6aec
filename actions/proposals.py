"""What a yes belongs to: an action that proposes registers by the name of its proposal.

An action that asks "shall I?" is a `Proposer` beside a `ShopAction`; action_confirm and action_decline find it by
`turn.memory.proposal`. That is its flow's name, or an offer such as "offer:set_alert".
"""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from inspect import isabstract
from typing import Any, ClassVar

import actions
from actions.tasks import ask_for
from actions.turn import ActionTurn, ShopAction


class Proposer(ABC):
    """Something that waits for a yes. A subclass sets `proposal`, which only one may have.

    `class ActionReturnOrder(Proposer, ShopAction)`: a guest's yes to an action that needs a customer asks them to
    sign in. An offer that is no action of its own is a class with `Proposer` alone. Made without arguments.
    """

    proposal: ClassVar[str]

    @abstractmethod
    def confirm(self, turn: ActionTurn) -> None:
        """Do what was proposed, and end the flow. A ShopError is told to the shopper."""

    @abstractmethod
    def decline(self, turn: ActionTurn) -> None:
        """Leave it, or ask what to change; nothing was done yet."""

    def propose_again(self, turn: ActionTurn, gathered: Mapping[str, Any]) -> bool:
        """Put forward once more what was just declined, from what was gathered; return False where that cannot be."""
        return False


def ask_for_yes(
    turn: ActionTurn,
    flow: str,
    response: str,
    *,
    proposal: str = "",
    token: str = "",
    gathered: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """Ask whether to do it. From now on yes and no go to the `proposal`, the flow's own if none is named.

    `gathered` is what the flow knows, for `turn.memory.flow`; None keeps what it has there, {} if it begins now.
    """
    known = turn.memory.flow if turn.flow == flow else {}
    ask_for(turn, flow, "confirm", response, gathered=known if gathered is None else gathered, **facts)
    turn.memory.proposal, turn.memory.token = proposal or flow, token


def find_proposer(proposal: str) -> Proposer | None:
    """Return who waits for a yes under this name; None when nobody does."""
    kind = _proposers().get(proposal)
    return kind() if kind else None


def sign_in_missing(turn: ActionTurn, proposer: Proposer) -> bool:
    """Say whether this is for customers only and the shopper is none."""
    return isinstance(proposer, ShopAction) and proposer.needs_customer and turn.customer_id is None


@cache
def _proposers() -> dict[str, type[Proposer]]:
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)
    found: dict[str, type[Proposer]] = {}
    for kind in _subclasses(Proposer.__subclasses__()):
        other = found.setdefault(kind.proposal, kind)
        if other is not kind:
            raise RuntimeError(f"{kind.__name__} and {other.__name__} both wait for the yes to {kind.proposal!r}.")
    return found


def _subclasses(kinds: list[type[Proposer]]) -> list[type[Proposer]]:
    """Return these and all below them that can be made."""
    below = [found for kind in kinds for found in _subclasses(kind.__subclasses__())]
    return [kind for kind in kinds if not isabstract(kind)] + below
