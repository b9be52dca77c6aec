"""What is said beside an open question, whatever it asks: a human, an end, where to, what it costs."""

import re

from bot.dialogue.before import OpenQuestion
from bot.dialogue.of_cart import shows_misspelt
from bot.dialogue.of_list import swaps_one
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, is_sure, names_in
from language.audiences import asks_who_sees_mine
from language.costs import asks_cost, asks_cost_of_change, asks_what_it_costs
from language.order_wishes import (
    asks_if_changeable,
    asks_if_in_time,
    means_in_order,
    read_change_asked,
    stops,
    wants_money_back,
)
from language.own_reviews import asks_own_review
from language.past_orders import read_past_ask
from language.presents import asks_to_wrap
from language.shop_rules import read_rule_asked

FEW = 5  # words
# What a free text may well sound like; a question with any other clear meaning is a question.
LIKE_A_TEXT = UNCLEAR | {"inform", "compliment", "complain", "small_talk", "give_feedback", "affirm", "deny"}
ASKS_FACTS = re.compile(r"\b(?:how (?:long|much|many|fast|do)|when|where|what|which|who|why)\b", re.IGNORECASE)
_PRESENT_FOR = re.compile(
    r"\b(?:present|gift|birthday|surprise)\b(?! ?cards?).*\bfor\b|\bfor\b.*\b(?:present|gift|birthday)\b(?! ?cards?)",
    re.I,
)
_HUMAN = re.compile(r"\b(?:humans?|real (?:person|people)|live agent)\b", re.IGNORECASE)
_NO_HUMAN = re.compile(
    r"\b(?:are|r) (?:you|u)\b|\byou(?:'re)? (?:a |not )?(?:human|real)|\b(?:no|not|without|don'?t|never|never mind)\b"
    r"|\bhuman (?:right|being'?s)|\bis (?:this|it)\b",
    re.IGNORECASE,
)
_FORGETS = re.compile(
    r"\b(?:forget|delete|erase|wipe|clear|remove)\b.{0,20}\b(?:chats?|conversations?|convos?|chat history)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"(?:(?:oops|no+|nope|wait|sorry|hm+|oh|please|pls|ok|actually)\W+)*"
    r"(?:undo|take back|(?:take|put) (?:it|that|this|them) (?:back|out)|forget (?:it|that)|leave it)"
    r"(?: (?:it|that|again))?\W*",
    re.IGNORECASE,
)
_IS_ALL = re.compile(
    r"\W*(?:(?:no+|nope|nah|ok|thanks|thx|oh)\W+)*(?:that(?:'?s| is| will be| would be| was) (?:all|it)"
    r"|i'?m (?:done|good|fine)|nothing else|none of (?:them|these|those))"
    r"(?:\W+(?:for now|today|thanks|thank you|thx|then))*\W*",
    re.IGNORECASE,
)
_CANCELS = re.compile(
    r"\W*(?:(?:nah|no|oh|ok|please|pls|just|wait|hm+|actually)\W+)*cancel(?: (?:it|that|this))?\W*", re.IGNORECASE
)
_SENDS = re.compile(
    r"^(?:(?:please|pls|ok|and|can you|could you)\W+)*(?:send|ship|deliver|post)"
    r" (?:it |this |them |that |the order )?to\b",
    re.IGNORECASE,
)
_MAY_BE_SENT = UNCLEAR | {"share_product", "change_address", "add_friend", "inform", "recommend_gift", "ask_shipping"}
_PAYS_BACK = frozenset({"cancel_order", "return_order", "exchange_order"})
_OF_THE_MONEY = re.compile(
    r"^(?!.*\b(?:orders?|parcels?|packages?|deliver\w*|arrives?|ship\w*)\b)(?:(?:and|ok|so|but|hm+|wait)\W+)*"
    r"(?:how (?:much|long)|when|what(?:'s| is| does| do)?\b.*\b(?:cost|get|refund|money)|where (?:will|does) )\b.*",
    re.IGNORECASE,
)
_OF_THIS_MONEY = re.compile(r"\bhow much (?:do|will|would|am) i (?:actually |then )?(?:get|getting)\b", re.IGNORECASE)
_IN_GENERAL = re.compile(r"\b(?:something|anything|things|usually|in general|from [a-z]\w+)\b", re.IGNORECASE)
_OF_THE_LABEL = re.compile(
    r"\b(?:postage|label|costs? (?:me )?(?:extra|anything)|any fees?|a fee|who pays|3\.90)\b", re.IGNORECASE
)
_WHY_PAY = re.compile(r"\bwhy\b.{0,20}\b(?:pay|charged?|cost)", re.IGNORECASE)
_TAKE_TEXT = frozenset({"address", "reason"})
_TAKE_WORDS = _TAKE_TEXT | {"text"}
_MAY_COST = frozenset({"return_order", "exchange_order", "change_items"})
_ASKS_SHOP = frozenset({"ask_returns", "ask_payment"})
_OF_THE_TIME = re.compile(r"^(?:(?:and|ok|so|but|hm+|wait)\W+)*(?:how long|when)\b", re.IGNORECASE)
_SIZE_KNOWN = re.compile(
    r"\b(?:my|his|her|their) (?:\w+ )?size\b|\b(?:my|the) usual\b|\bi (?:usually|always|normally) (?:wear|take|have)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:address|home|house|work|office|flat|street|st|road|rd|straße|str|\d+)\b", re.IGNORECASE)
_OF_SIZES = frozenset({"ask_size_advice", "choose_option", "add_to_cart", "change_cart", "refine_search"})
# "Does german layout exist": a question, and nothing is chosen by it yet
_ASKS_IF_THERE = re.compile(
    r"(?:(?:and|but|ok|hm+|wait|oh|so|um+)\W+)*(?:(?:is|are) there\b|(?:have|has) (?:you|u|it) got\b"
    r"|(?:do|does)(?:n'?t)? .{2,40}\b(?:exist|come in|sell|have|got|make|do)\b"
    r"|(?:is|are) (?:it|they|the|a|that|this)\b.{1,30}\b(?:available|in stock|sold out|an option|made)\b)",
    re.IGNORECASE,
)
_ASKS_FOR_ONE = re.compile(
    r"(?:(?:and|but|ok|hm+|wait|oh|so|um+)\W+)*(?:is|are) there (?:an?|any|also an?) [\w -]{2,20}\b"
    r"(?:ones?|version|layout)\W*",
    re.IGNORECASE,
)
_MAY_ASK_IF_THERE = frozenset({"search_product", "product_details", "view_cart", "track_order", "find_similar"})
# "And a lumbra arc as well", beside what is being added
_ONE_MORE = re.compile(
    r"^(?:(?:oh|ok|yes|wait|ah)\W+)*(?:and|also|plus)\b(?!.*(?:\?|\b(?:wish ?list|show|find|compare|under|below)\b))"
    r"|^(?!.*\b(?:wish ?list|show|find|compare)\b)[^?]*\b(?:too|as well|also)\W*$",
    re.IGNORECASE,
)
_THINGS = frozenset({"product", "product_type", "brand"})
_MAY_BE_MORE = UNCLEAR | {
    "refine_search",
    "search_product",
    "product_details",
    "add_to_wishlist",
    "inform",
    "choose_option",
    "find_similar",
    "find_matching",
    "compare_products",
}
# "Skip that one", of the several that are being added
_SKIPS_ONE = re.compile(
    r"(?:(?:nah|no|ok|then|please|pls|just|oh|hm+)\W+)*(?:(?:skip|drop|leave|forget) (?:out )?(?:that|this)"
    r" one(?: out)?|skip (?:it|that|this)|(?:not|without) (?:that|this) one|next(?: one)?)(?: then| please| pls)?\W*",
    re.IGNORECASE,
)
_OTHER_AMOUNT = re.compile(
    r"(?:(?:no|ok|oh|hm+|actually|wait|sorry)\W+)*(?:make (?:it|that)|rather|better|let'?s say|say)\W+[€$£]?\d",
    re.IGNORECASE,
)
_ONLY_CHATS = re.compile(r"\b(?:just|only)\b.{0,20}\b(?:chats?|conversations?|messages)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead|rather)\b", re.IGNORECASE)
_CHANGES = {
    intent: re.compile(words, re.IGNORECASE)
    for intent, words in {
        "change_address": r"\baddress\b|\bsend it (?:somewhere|elsewhere)\b",
        "change_payment": r"\b(?:pay(?:ment)?|card|paypal)\b",
        "change_items": r"\bchange the (?:size|colou?r|items?)\b",
        "exchange_order": r"\b(?:exchange|swap|replace\w*"
        r"|(?:new|another|other|bigger|larger|smaller|different) (?:one|size|colou?r|pair))\b",
        "return_order": r"\b(?:return|send (?:it |them )?back|money back)\b",
        "cancel_order": r"\bcancel\b",
    }.items()
}


def hear_aside(parsed: Parsed, text: str, question: OpenQuestion) -> str:
    """Return what is meant beside the question, whatever it is: a human, an end, the money of it; "" for nothing."""
    if wants_human(text):
        return "affirm" if question.buttons.get("Yes, a human please") else "talk_to_human"
    if forgets_chats(text):
        return "erase_data"
    if question.asking != "text" and (shows_misspelt(text) or asks_own_review(text)):
        return "view_cart" if shows_misspelt(text) else "read_reviews"
    if question.asking not in ("text", "confirm", "choice") and _IS_ALL.fullmatch(text):
        return "never_mind"
    if _leaves_what_is_open(text, question):
        return "deny" if question.asking == "confirm" else "never_mind"
    in_time = (intent_of(parsed) in UNCLEAR and asks_if_in_time(text)) or bool(read_rule_asked(text))
    if question.asking not in _TAKE_WORDS and (in_time or asks_to_wrap(text) or asks_who_sees_mine(text)):
        return "privacy_settings" if asks_who_sees_mine(text) else "ask_shipping"
    if question.flow in _CHANGES and question.asking != "address" and asks_if_changeable(text):
        return "track_order"
    if question.flow == "add_to_cart" and asks_if_changeable(text) and read_change_asked(text) == "cancel_order":
        return "track_order"
    of_things = question.flow in _CHANGES or question.flow == "add_to_cart"
    if of_things and question.asking not in _TAKE_TEXT and read_past_ask(text):
        return "track_order"
    return _heard_in_flow(parsed, text, question) or _wanted_instead(text, question)


def _leaves_what_is_open(text: str, question: OpenQuestion) -> bool:
    """Say whether nothing shall come of what is asked about: "cancel it", "stop, dont order"."""
    if question.flow != "cancel_order" and _CANCELS.fullmatch(text):
        return True
    return question.flow != "none" and question.asking not in _TAKE_TEXT and stops(text)


def _heard_in_flow(parsed: Parsed, text: str, question: OpenQuestion) -> str:
    """Return what is meant beside the question of this flow, and of no other; "" for nothing."""
    if question.flow in _MAY_COST and _asks_own_cost(parsed, text):
        if question.asking == "confirm":
            return "refund_status"
        if question.flow in _PAYS_BACK:
            return "ask_returns"
    if question.flow == "add_to_cart":
        return "change_items" if means_in_order(text) else _heard_while_adding(parsed, text)
    if question.flow == "checkout":
        return _heard_while_paying(parsed, text, question.asking)
    if question.flow == "set_alert" and _OTHER_AMOUNT.match(text):
        return "set_alert"
    if question.flow == "erase_data" and _ONLY_CHATS.search(text):
        return "erase_data"
    return _heard_of_money(parsed, text, question.asking) if question.flow in _PAYS_BACK else ""


def wants_human(text: str) -> bool:
    """Say whether a few words ask for a human: "ok human then"; not "are you human"."""
    return len(text.split()) <= FEW and _HUMAN.search(text) is not None and not _NO_HUMAN.search(text)


def forgets_chats(text: str) -> bool:
    """Say whether what was said is to be forgotten: "forget this chat"."""
    return len(text.split()) <= SHORT and _FORGETS.search(text) is not None


def _asks_own_cost(parsed: Parsed, text: str) -> bool:
    """Say whether it asks what the change under way costs, and not what a product does."""
    named = names_in(parsed) & {"product", "product_type", "brand", "ordinal"}
    if intent_of(parsed) in _ASKS_SHOP | {"ask_shipping"} or _OF_THE_LABEL.search(text):
        return False  # a rule of the shop, which is told of this order where it can be
    return not named and len(text.split()) <= SHORT + 2 and asks_cost_of_change(text, pays_back=False)


def _heard_while_adding(parsed: Parsed, text: str) -> str:
    """Return what is meant while a colour or a size is asked for: where to, the usual size, what it costs."""
    intent, short, named = intent_of(parsed), len(text.split()) <= SHORT, names_in(parsed)
    if _TAKES_BACK.fullmatch(text):
        return "never_mind"
    if intent in _MAY_BE_SENT and _SENDS.match(text) and _PLACE.search(text):
        return "add_to_cart"
    if _SKIPS_ONE.fullmatch(text):
        return "deny"
    if swaps_one(parsed, text):
        return "change_cart"
    if short and named & _THINGS and intent in _MAY_BE_MORE and _ONE_MORE.match(text):
        return "add_to_cart"
    if not short or named & {"product", "product_type"}:
        return ""
    if intent in LIKE_A_TEXT | _OF_SIZES | _MAY_ASK_IF_THERE and _ASKS_IF_THERE.match(text):
        return "check_stock"
    if intent == "ask_product_question" and _ASKS_FOR_ONE.fullmatch(text):
        return "check_stock"
    if _SIZE_KNOWN.search(text) and intent in LIKE_A_TEXT | _OF_SIZES and not ASKS_FACTS.search(text):
        return "inform"
    of_it = intent != "ask_shipping" and "person" not in named
    asked = text.partition(",")[0] if named & {"colour", "size"} else text  # "blue, how much is it" answers first
    return "view_cart" if asks_what_it_costs(text) or (of_it and asks_cost(asked)) else ""


def _heard_while_paying(parsed: Parsed, text: str, asking: str) -> str:
    """Return what is meant before an order is placed: for whom it is, where to, how long that takes."""
    short = len(text.split()) <= SHORT
    if "person" in names_in(parsed) and _PRESENT_FOR.search(text):
        return "checkout"
    if intent_of(parsed) in _MAY_BE_SENT and _SENDS.match(text):
        return "checkout"
    return "ask_shipping" if asking == "confirm" and short and _OF_THE_TIME.match(text) else ""


def _heard_of_money(parsed: Parsed, text: str, asking: str) -> str:
    """Return what is meant before something is cancelled or goes back: what that costs, when the money comes."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if _OF_THE_LABEL.search(text) and (short or _WHY_PAY.search(text)):
        return "ask_returns"
    of_rules = is_sure(parsed) or _IN_GENERAL.search(text) is not None
    of_the_shop = intent in _ASKS_SHOP and of_rules and not _OF_THIS_MONEY.search(text)
    if not short or not _OF_THE_MONEY.match(text) or of_the_shop:
        return ""
    return "refund_status" if asking == "confirm" else "ask_returns"


def _wanted_instead(text: str, question: OpenQuestion) -> str:
    """Return which other change is wanted: "no don't cancel it, change the address instead"; "" for none."""
    if question.flow == "exchange_order" and question.asking not in _TAKE_TEXT and wants_money_back(text):
        return "return_order"
    if question.flow not in _CHANGES or question.asking != "confirm":
        return ""
    if not _INSTEAD.search(text):
        return ""
    wanted = (intent for intent, words in _CHANGES.items() if intent != question.flow and words.search(text))
    return next(wanted, "")
