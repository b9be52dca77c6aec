"""Which of a list are good for something: by what is stated of each, else by a help article on their kind."""

from actions.finding.citations import cite
from actions.finding.help_pages import answer_from_help
from actions.finding.product_questions import facts_of_each, say_of_none
from actions.finding.superlatives import read_purpose, read_superlative
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.listed import asks_which_suit
from retrieval.terms import split_terms, split_wanted

_MOST = 6  # products that are told of one by one


def tell_which_suit(turn: ActionTurn) -> bool:
    """Answer which of those shown are good for what is named; return whether that was asked, and of none by name."""
    purpose = read_purpose(turn.text)
    named = any(turn.entity(name) for name in ("product", "product_type", "ordinal", "quantity"))
    if not purpose or named or read_superlative(turn.text) or not asks_which_suit(turn.text):
        return False
    shown = read_products(turn, turn.memory.product_ids) if turn.shown == "products" else []
    if not 1 < len(shown) <= _MOST:
        return False
    values, told = facts_of_each(turn, shown, f"good for {purpose}?", lambda text: speaks_of(text, purpose))
    if told:
        turn.say("facts_of_list", values=values, **cite(turn, told))
        return True
    return answer_from_help(turn, shown[0], turn.text) or say_of_none(turn)


def speaks_of(text: str, purpose: str) -> bool:
    """Say whether what is stated may be of the purpose: flat laces and wide feet say nothing of flat feet."""
    words = set(split_wanted(purpose))
    shared = words.intersection(split_terms(text))
    return not shared or shared == words
