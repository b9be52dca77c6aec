"""What is heard of products while no question is open: of the list, the comparison or the ideas that are shown."""

import re

from bot.dialogue.before import Before
from bot.dialogue.of_list import hear_of_list
from bot.dialogue.of_presents import hear_of_ideas
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, names_in
from language.fact_questions import asks_fact
from language.past_prices import compares_with_past
from language.refusals import turns_down
from retrieval.goods import find_good
from retrieval.synonyms import read_synonyms
from retrieval.terms import split_terms

# "No just asking", "nah only looking": nothing shown is turned down
_ONLY_LOOKS = re.compile(
    r"^(?:(?:no+|nope|nah|not? (?:really|now|yet)|thanks|thank you|thx|ok|sorry|hm+|oh|well|not buying)\W+)*"
    r"(?:(?:i'?m|i am|i was|we'?re|we are|it'?s|was)\s+)?(?:just|only)\s+"
    r"(?:asking|looking|browsing|curious|checking|wondering|window[- ]?shopping|having a (?:look|browse)|a question"
    r"|want(?:ed)? to (?:know|see|look|ask))(?: (?:around|about|it|that|thanks|thank you|for now|now|first))*\W*$",
    re.IGNORECASE,
)
_MAY_ONLY_LOOK = UNCLEAR | {"deny", "reject_suggestion", "inform", "refine_search", "small_talk"}
# "Not the meadow, the tarn", "not tin republic, the lantern one": the other of those shown
_THE_OTHER = re.compile(
    r"^(?:(?:hm+|no|nope|nah|sorry|wait)\W+)*not\s+[^,;]+?(?:\s*[,;.–-]+\s*(?:but |rather |i mean(?:t)? )?|\s+but\s+)"
    r"(?:the|that)\s+\S",
    re.IGNORECASE,
)
_MAY_TURN_DOWN = UNCLEAR | {"choose_option", "product_details", "deny", "inform", "search_product"}
_OWNS = re.compile(
    r"^(?:(?:no|nope|oh|but|well|sorry|hm+)\W+)*(?:i|we|he|she|they|my \w+|our \w+)\s+"
    r"(?:already (?:has|have|had|own|owns|got|bought)\b|(?:has|have|owns?|'?ve got|got)\b.*\balready\b"
    r"|(?:has|have|owns?) (?:that|this|those|these)(?: ones?)?\W*$)"
    r"|\b(?:i|we|he|she|they)(?:'ve)? (?:has|have|owns?|got)\b.{0,12}\b(?:enough|plenty|loads|tons|(?:so|too) many)\b",
    re.IGNORECASE,
)
_MAY_OWN = UNCLEAR | {
    "add_to_cart",
    "inform",
    "search_product",
    "choose_option",
    "product_details",
    "deny",
    "refine_search",
    "small_talk",
    "reject_suggestion",
    "recommend_gift",
}
_MAY_ASK_FACT = UNCLEAR | {
    "inform", "search_product", "refine_search", "find_matching", "check_stock", "ask_size_advice", "product_details",
    "help", "small_talk", "choose_option", "greet", "ask_product_question", "read_reviews", "compare_products",
}  # fmt: skip
_MAY_COMPARE_PRICES = UNCLEAR | {
    "compare_products", "refine_search", "search_product", "inform", "ask_product_question", "small_talk", "complain",
}  # fmt: skip
_HOW_IT_IS = re.compile(r"\b(?:not?|without|with|under|below|for|in|but|less than|max|up to)\b", re.IGNORECASE)
_SHIPS = re.compile(r"\b(?:ship|send|deliver|post)\b", re.IGNORECASE)
_INTO_CART = re.compile(  # what is shown
    r"^(?:(?:ok|okay|yes|yeah|yep|nice|great|good|cool|perfect|fine|then|so|and|into|in|to)\W+)+"
    r"(?:(?:the|my)\W+)?(?:cart|basket|bag|trolley)\W*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?$|^(?:how|what|why|when|where|who|which|is|are|do|does|can|could)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:(?:and|ok|but|so)\W+)*(?:where|how|what|whats|which|made (?:where|of what)|can|could|does|do|is|are|will)\b",
    re.IGNORECASE,
)
_SHOW_ME = re.compile(
    r"^(?:(?:please|pls|can you|ok)\W+)*(?:show me|open|let me see|look at)\s+(?:the\s+)?", re.IGNORECASE
)
# "Best headphones", as into a search box: no praise
_BEST_OF = re.compile(
    r"^(?:(?:hi|hello|hey|ok|and|your|what'?s|what is|what are|which is|show me|the)\W+)*"
    r"(?:best|top|top[- ]rated|highest rated|cheapest|least expensive|most affordable)\s+"
    r"(?!.*\b(?:ever|i|my|we|you|thanks?|thank)\b)\S",
    re.IGNORECASE,
)
_MAY_BE_BEST = UNCLEAR | {"compliment", "inform", "small_talk", "give_feedback"}
_NEEDS = re.compile(
    r"^(?:(?:hi|hey|yo|hello|ok|so|and|pls|please|i|we|im|i'?m|just|really)\W+)*"
    r"(?:need|want|wanna (?:buy|get)|looking? ?(?:for|4)|lookin (?:for|4)|searching for|gimme|show me|got any)\s+\S",
    re.IGNORECASE,
)
_SYNONYMS = frozenset(read_synonyms())
_NAMED = 4  # words of a message that is hardly more than the name of a thing


def hear_of_products(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the products that are shown; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if intent in _MAY_COMPARE_PRICES and compares_with_past(text):
        return "product_details"
    if (before.products_shown or before.on_product) and _asks_fact(parsed, text, before):
        return "ask_product_question"
    if of_ideas := hear_of_ideas(parsed, text, before):
        return of_ideas
    if of_list := hear_of_list(parsed, text, before):
        return of_list
    if before.products_shown and intent in {"view_cart", "inform"} | UNCLEAR and _INTO_CART.match(text):
        return "add_to_cart"
    if before.products_shown and "ordinal" in names_in(parsed) and intent == "change_address" and _SHIPS.search(text):
        return "add_to_cart"
    of_things = before.products_shown or names_thing(parsed)
    if of_things and intent in _MAY_OWN and _OWNS.search(text) and not text.endswith("?"):
        return "recommend_gift" if before.gift_shown else "reject_suggestion"
    if intent in _MAY_ONLY_LOOK and _ONLY_LOOKS.match(text):
        return "deny"
    if before.products_shown and intent in _MAY_TURN_DOWN | {"reject_suggestion"} and _THE_OTHER.match(text):
        return "choose_option"
    refused = before.products_shown and short and intent in _MAY_TURN_DOWN and turns_down(text)
    return "reject_suggestion" if refused else ""


def _asks_fact(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether it asks what a thing is like: "machine wash?"; "machine washable", of a list, asks for such ones."""
    intent = intent_of(parsed)
    wishes = not (before.on_product or text.endswith("?") or _ASKS.match(text)) and intent != "ask_product_question"
    if "product" in names_in(parsed) and intent not in UNCLEAR:  # a whole question, which was heard as it is
        return False
    return intent in _MAY_ASK_FACT and not wishes and asks_fact(text)


def hear_name_alone(parsed: Parsed, text: str, before: Before) -> str:
    """Return what the name of a product or of a kind alone asks for; "" when it is something else.

    How things shall be, "a quiet one", is said of those shown.
    """
    if _asks_best(parsed, text) or (intent_of(parsed) in UNCLEAR and tuple(split_terms(text)) in _SYNONYMS):
        return "search_product"
    if intent_of(parsed) in UNCLEAR and len(text.split()) <= _NAMED and not _QUESTION.search(text) and find_good(text):
        return "search_product"
    if intent_of(parsed) == "nlu_fallback" and (_begins_with_kind(parsed, text) or _needs_thing(parsed, text)):
        return "search_product"
    unclear = intent_of(parsed) in UNCLEAR | {"inform", "greet", "rate_product"}
    if not unclear or len(_SHOW_ME.sub("", text).split()) > _NAMED or _QUESTION.search(text):
        return ""
    named = names_in(parsed)
    if "product" in named:
        return "product_details"
    if before.products_shown and named and named <= {"feature", "material"}:
        return "refine_search"
    return "search_product" if named and named <= {"product_type", "brand", "material", "feature"} else ""


def _needs_thing(parsed: Parsed, text: str) -> bool:
    """Say whether it says that something is needed, and was most likely heard as that: "need new kicks 4 runnin"."""
    ranking = parsed.get("intent_ranking") or ()
    likely = next((str(guess["name"]) for guess in ranking if guess.get("name") not in UNCLEAR), "")
    return likely == "search_product" and _NEEDS.match(text) is not None


def _begins_with_kind(parsed: Parsed, text: str) -> bool:
    """Say whether it names a kind of thing and then how that shall be: "jumper not itchy not blue"."""
    kinds = [str(one["value"]).casefold() for one in parsed.get("entities") or () if one["entity"] == "product_type"]
    begins = any(text.casefold().startswith(kind) for kind in kinds)
    return begins and len(text.split()) <= SHORT and _HOW_IT_IS.search(text) is not None


def _asks_best(parsed: Parsed, text: str) -> bool:
    """Say whether the best of a kind is looked for: "best tent", which sounds like praise."""
    short = len(text.split()) <= SHORT and not text.endswith("!")
    return (
        intent_of(parsed) in _MAY_BE_BEST
        and "product_type" in names_in(parsed)
        and short
        and bool(_BEST_OF.match(text))
    )


def names_thing(parsed: Parsed) -> bool:
    """Say whether the message names a product, a kind of thing or a brand."""
    return bool(names_in(parsed) & {"product", "product_type", "brand"})
