"""The question on a product that was just not answered, for friends who may know."""

from collections.abc import Sequence

from actions.turn import ActionTurn
from actions.which_product import read_products
from retrieval.evidence import asks_yes_or_no
from shop.questions.polls import LONGEST_QUESTION

_KNOWN, _UNKNOWN = "I know it", "I don't know"  # of a question that is no matter of yes and no; comments tell it
_NOT_STATED = frozenset({"fact_not_known", "fact_not_known_offer", "near_fact"})


def left_open(turn: ActionTurn, product_ids: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what was asked of this one product and is not stated, and the choices; "" where nothing was.

    Without choices, yes and no are meant.
    """
    told = turn.memory.told
    products = read_products(turn, product_ids) if told.response in _NOT_STATED else []
    if len(products) != 1 or told.values.get("title") != products[0].title or not told.values.get("question"):
        return "", ()
    question = str(told.values["question"])
    return f"{products[0].title}: {question}"[:LONGEST_QUESTION], () if asks_yes_or_no(question) else (_KNOWN, _UNKNOWN)
