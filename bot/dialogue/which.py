"""Who answers in words which product is meant: "the 700", after a question that ends no task and waits for no slot."""

from bot.dialogue.before import Before
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, as_intent, intent_of
from language.values import read_ordinal
from retrieval.terms import split_terms

_MAY_ANSWER = UNCLEAR | {
    "choose_option", "inform", "product_details", "search_product", "refine_search", "set_alert", "read_reviews",
    "check_stock", "ask_product_question",
}  # fmt: skip
_NO_NAMES = frozenset(split_terms("the that this one ones please pls i mean meant no ok oh sorry its it is rather for"))


def hear_which(parsed: Parsed, text: str, before: Before) -> Parsed:
    """Return the message as what was wanted of the product that it names of those just asked about.

    The message itself where it names none of them, or all alike.
    """
    short = len(text.split()) <= SHORT and not text.endswith("?")
    if not before.asked_which or not short or intent_of(parsed) not in {*_MAY_ANSWER, before.asked_which}:
        return parsed
    titles = _named(text, before.which_titles)
    if not 0 < len(titles) < len(before.which_titles):
        return parsed
    named = titles[0] if len(titles) == 1 else text
    return {**as_intent(parsed, before.asked_which), "entities": [{"entity": "product", "value": named}]}


def _named(text: str, titles: tuple[str, ...]) -> list[str]:
    """Return those of the titles that have all that the text calls one of them, or that stand at the place it says."""
    words = set(split_terms(text)) - _NO_NAMES
    if called := [title for title in titles if words and words <= set(split_terms(title))]:
        return called
    place = read_ordinal(text)
    return [titles[place - 1 if place > 0 else place]] if place and -len(titles) <= place <= len(titles) else []
