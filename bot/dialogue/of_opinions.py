"""What is heard as a question to all reviewers: which of a kind of thing they praise for something."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in, values_in
from language.friends_word import SAYS_WHAT, read_friends_word
from language.opinion_wishes import read_opinion_wish
from language.values import read_ordinal
from language.worth import is_pointed_at, read_worth_asked
from retrieval.aspects import read_aspect_asked

_MAY_ASK_REVIEWERS = UNCLEAR | {
    "search_product", "refine_search", "read_reviews", "friends_reviews", "ask_product_question", "product_details",
    "recommend_for_me", "compare_products", "find_similar", "choose_option", "who_bought", "friend_activity", "inform",
    "small_talk", "compliment", "help", "recommend_for_group", "ask_size_advice", "complain",
}  # fmt: skip
_HEARD = frozenset({"friends_reviews", "read_reviews"})
_MAY_ASK_ASPECT = UNCLEAR | {
    "refine_search", "search_product", "inform", "small_talk", "product_details", "choose_option", "complain",
    "friends_reviews", "recommend_for_me", "compare_products",
}  # fmt: skip
_OF_FRIENDS = frozenset({"friends_reviews", "friend_activity", "who_bought"})
# "What do they say about the second": those who were just quoted, and no friends
_THEY_SAY = re.compile(
    r"^(?:(?:and|so|ok|but)\W+)*what (?:do|does|are|else do) (?:they|others|people|reviewers|buyers|everyone)\s+"
    r"(?:say|saying|think|thinking|write|writing|tell)\b(?!.*\b(?:these|those|them)\b)",
    re.IGNORECASE,
)
# "Do they disagree", of those who were just heard, and of no poll
_AGREE = re.compile(
    r"^(?:(?:and|so|ok|but|hm+)\W+)*(?:do|did) (?:they|(?:my |the )?(?:friends|others|people|reviewers)|you all)\b"
    r".{0,16}\b(?:dis)?agree\b|^(?:(?:and|so|but)\W+)*(?:does )?any(?:one|body) (?:who )?disagree\w*",
    re.IGNORECASE,
)


def hear_of_opinions(parsed: Parsed, text: str, before: Before) -> str:
    """Return the intent of a question such as "which tents do people say are easy to pitch"; "" for anything else.

    Without a kind of thing it is of the products that are shown: "which of these do people say is light".
    """
    if _asks_on(parsed, text, before) or _asks_worth(parsed, text, before):
        return "read_reviews"
    if before.intent in _HEARD and before.on_product and _AGREE.match(text):
        return before.intent
    on_aspect = before.intent == "read_reviews" and before.on_product and intent_of(parsed) in _MAY_ASK_ASPECT
    if on_aspect and read_aspect_asked(text):
        return "read_reviews"
    if intent_of(parsed) not in _MAY_ASK_REVIEWERS or parsed.get("parts") or "product" in names_in(parsed):
        return ""
    if read_friends_word(text, values_in(parsed, *SAYS_WHAT), values_in(parsed, "person")):
        return "search_product"
    wish = read_opinion_wish(text, values_in(parsed, "product_type"))
    if wish is None or not (wish.kind or before.products_shown):
        return ""
    return "friends_reviews" if wish.friends and not wish.wish else "search_product"


def _asks_worth(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether it asks if one thing is any good, by its name, by its place in a list, or as the one talked about."""
    asked = read_worth_asked(text) if intent_of(parsed) in _MAY_ASK_REVIEWERS else ""
    if not asked or names_in(parsed) & {"person", "feature", "price", "order_id"}:
        return False
    placed = before.products_shown and read_ordinal(asked) is not None
    return placed or "product" in names_in(parsed) or (before.on_product and is_pointed_at(asked))


def _asks_on(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether it asks what reviewers, whose list is shown, say of one of it."""
    of_list = before.products_shown and before.intent not in _OF_FRIENDS and "person" not in names_in(parsed)
    return of_list and intent_of(parsed) == "friends_reviews" and _THEY_SAY.match(text) is not None
