"""A thing that is asked for by its name and that the shop lacks: "high chair" is no chair, "rubber boots" no boots."""

from actions.context import current_shelf
from actions.turn import ActionTurn, Entity
from retrieval.terms import split_terms

_PARTS = frozenset({"product_type", "feature", "material", "size", "occasion"})  # that may be heard in such a name


def hear_missing(turn: ActionTurn) -> None:
    """Take the name of such a thing as the one kind that the message names, whatever was heard in parts of it."""
    if turn.entity("product"):
        return
    said = current_shelf().find_missing(turn.text)
    if not said:
        return
    words = set(split_terms(said))
    rest = tuple(one for one in turn.entities if not (one.name in _PARTS and words.issuperset(split_terms(one.value))))
    if not any(one.name == "product_type" for one in rest):
        turn.entities = (*rest, Entity("product_type", said))
