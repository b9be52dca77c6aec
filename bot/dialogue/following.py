"""What is heard while no question is open: in the light of what was said and shown just before."""

import re
from collections.abc import Mapping
from typing import Any

from bot.dialogue.answers import SHORT, UNCLEAR, Parsed, as_intent, forgets_chats, intent_of, names_in, wants_human
from bot.dialogue.before import Before
from bot.dialogue.shown_products import hear_of_list
from language.corrections import gives_other_stars, is_for_another

# What goes on with a question that is answered already: "and to Ireland?", "what about the lamp".
_GOES_ON = re.compile(
    r"^(?:and|what about|how about|or|but what if|what if|also|even|i(?:'m| am)? (?:live in|in|from))\b"
    r"(?!.*\b(?:show|find|buy|need|want|looking|size|colou?r|under|less)\b)",
    re.IGNORECASE,
)
_GONE_ON_WITH = frozenset({"ask_shipping", "ask_returns", "ask_payment", "track_order", "refund_status"})
# What to do about what is late, once that was told
_WHAT_NOW = re.compile(
    r"^(?:(?:and|so|ok|well|hm+|but|alright)\W+)*(?:(?:and |so )?(?:what|now) (?:now|next|what|can (?:i|we|you) do"
    r"|(?:do|should|shall) (?:i|we) do|happens (?:now|next|then))|and (?:now|then))\W*$",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(
    r"^(?:(?:but|and|ok|so|oh|hm+|well)\W+)*(?:why(?: not| can'?t (?:you|i)| is that| so| that)?|how (?:come|so)"
    r"|what'?s the reason)\W*$",
    re.IGNORECASE,
)
_LOST_RULE = re.compile(
    r"^(?:(?:and|so|but|ok)\W+)*what (?:if|happens (?:if|when|to)) (?:a|my|the) (?:lost )?"
    r"(?:parcel|package|order|delivery)(?:'s| is| gets| got| was| goes)? ?(?:lost|missing)?\W*$",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"^(?:(?:oops|ooops|no+|nope|wait|sorry|hm+|oh|please|pls|ok|actually|damn|shit|stop|but"
    r"|can (?:you|u|i|we)|could you)\W+)*"
    r"(?:(?:undo|revert|reverse|take back|(?:take|put) (?:it|that|this|them) back)"
    r"(?: (?:it|that|this|the last (?:one|thing|step|change)))?"
    r"|(?:i )?did(?:n'?t| not) (?:mean|want) (?:to|that|it)|(?:that|it) was (?:a|my) mistake|as it was(?: before)?)"
    r"(?: (?:again|please|pls|now))*\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*[.,!?;]+\s*")
_OF_PEOPLE = frozenset({"who_bought", "friends_reviews", "friend_activity", "show_wishlist"})  # "and ana?"
_OTHER_ORDER = re.compile(r"\b(?:older|other|others|earlier|previous|before|rest)\b", re.IGNORECASE)
_MAY_GO_ON = UNCLEAR | {"inform", "search_product", "refine_search", "choose_option", "product_details", "find_similar"}
_OF_THEM = re.compile(r"^(?:and |but |well,? |oh,? )?(?:he|she|they)(?:'?s|'?re)? \w", re.IGNORECASE)
_I_VOTE = re.compile(
    r"^(?:(?:ok|well|then)\W+)?(?:i(?:'d|'ll| will| would)? vote|my vote|change my vote)\b", re.IGNORECASE
)
# "Not the carbon one", "no sedana", "anything but nomadry": of what is shown
_TURNS_DOWN = re.compile(
    r"^(?:(?:hm+|but|and|ok|well|nope|no)\W+)*(?:just )?(?:not|no|without|except|(?:any|every)thing but)\s+"
    r"(?!bad\b|sure\b|really\b|now\b|yet\b|thanks?\b|thank\b|problem\b|worries\b|idea\b|way\b|limit\b|matter\b|more\b"
    r"|need\b|rush\b|hurry\b|one\b|clue\b|at all\b|today\b|quite\b|so\b|too\b|that\b|what i\b|for\b|interested in any)",
    re.IGNORECASE,
)
_MAY_TURN_DOWN = UNCLEAR | {"choose_option", "product_details", "deny", "inform", "search_product"}
_OWNS = re.compile(
    r"^(?:(?:no|nope|oh|but|well|sorry|hm+)\W+)*(?:i|we|he|she|they|my \w+|our \w+)\s+"
    r"(?:already (?:has|have|had|own|owns|got|bought)\b|(?:has|have|owns?|'?ve got|got)\b.*\balready\b"
    r"|(?:has|have|owns?) (?:that|this|those|these)(?: ones?)?\W*$)",
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
_OTHER_ALERT = re.compile(
    r"^(?:(?:no|ok|hm+|actually|wait|sorry)\W+)*(?:make (?:it|that)|rather|better|let'?s say)\b|\binstead\b",
    re.IGNORECASE,
)
_MAY_CHANGE_ALERT = UNCLEAR | {
    "change_cart",
    "add_to_cart",
    "search_product",
    "refine_search",
    "inform",
    "reject_suggestion",
}
_SENDS_CART = re.compile(r"^(?:please )?(?:send|ship|deliver|post) (?:it |this |them |that )?to\b", re.IGNORECASE)
_OF_POLL = re.compile(  # that was just sent or shown
    r"\b(?:what|how) (?:did|do|does|have|has)\b.{0,20}"
    r"\b(?:say|said|answer\w*|think|choose|chosen|pick\w*|want|vote\w*|decide\w*)"
    r"|\b(?:did|has|have)\b.{0,12}\b(?:they|any ?(?:one|body)|every ?(?:one|body)|all|some ?(?:one|body))\b"
    r"|^(?:(?:and|so|ok)\W+)*how(?:'s| is) (?:it|that) going\b|\bany (?:answers?|news|votes?|replies)\b",
    re.IGNORECASE,
)
_MAY_BE_OF_POLL = UNCLEAR | {"friends_reviews", "friend_activity", "small_talk", "ask_if_bot", "ask_friends", "inform"}
_ENDS_POLL = re.compile(
    r"^(?:(?:ok|please|pls|and|now|then|you can)\W+)*"
    r"(?:(?:close|stop|end|finish|withdraw|cancel|delete) (?:it|that|this)|take (?:it|that|this) (?:back|down))"
    r"(?: (?:now|please|pls))?\W*$",
    re.IGNORECASE,
)
_GIVE_STARS = frozenset({"rate_product"})
_SENDS_WISHES = re.compile(
    r"^(?:(?:please|pls|can you|could you|can u|and|ok)\W+)*(?:send|share|forward|show|mail|give)\b.{0,12}"
    r"\bmy (?:wish ?list|favou?rites|wishes)\b.{0,6}\b(?:to|with)\b",
    re.IGNORECASE,
)
_OF_CIRCLES = re.compile(
    r"^(?:what|show|list|who(?:'s| is| are))\b.*\b(?:my|the|our|i have|are my) ?circles?\b"
    r"|^(?:which|what) circles\b|^circles\W*$"
    r"|^my circles\W*$|^who(?:'s| is| are) in (?:my |the )?[\w ]{2,30}\W*$|\bwhom? (?:do|am) i follow(?:ing)?\b",
    re.IGNORECASE,
)
_ENDS_CIRCLE = re.compile(
    r"^(?:(?:please|pls|can you|could you|ok)\W+)*(?:delete|dissolve|disband|get rid of|close|remove)"
    r" (?:(?:the |my )?(?:circle|group)\b|.{1,40}\bcircle\W*$)",
    re.IGNORECASE,
)
_CHANGES_CIRCLES = frozenset({"add_friend", "block_person", "ask_friends", "friends_reviews", "talk_to_human"})
_HIDES = re.compile(r"^(?:(?:please|pls|can you|could you|and|but)\W+)*hide\b", re.IGNORECASE)
_MAY_HIDE = UNCLEAR | {"cancel_order", "remove_from_cart", "erase_data", "reject_suggestion", "inform", "block_person"}
_PRESENT_FOR = re.compile(r"\b(?:present|gift|birthday|surprise)\b(?! ?cards?)", re.IGNORECASE)
_COSTS = re.compile(  # of delivery, when that was talked about
    r"^(?:(?:and|ok|so|but)\W+)*(?:(?:what|how much) (?:does|would|is|will) (?:it|that|this)(?: cost)?|how much)\W*$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:please )?(?:delete|remove|cancel|stop|drop|end|forget)\b(?!.*\b(?:cart|basket|bag|order)\b)", re.IGNORECASE
)
_MAY_END_ALERT = UNCLEAR | {"remove_from_cart", "cancel_order", "erase_data", "reject_suggestion", "never_mind"}
_QUESTION = re.compile(r"\?$|^(?:how|what|why|when|where|who|which|is|are|do|does|can|could)\b", re.IGNORECASE)
_SHOW_ME = re.compile(
    r"^(?:(?:please|pls|can you|ok)\W+)*(?:show me|open|let me see|look at)\s+(?:the\s+)?", re.IGNORECASE
)
_NAMED = 4  # words of a message that is hardly more than the name of a thing
_SURE_ENOUGH = 0.52  # to change the cart, which is done at once; of held-out messages one in 170 is right and below it
_SAYS_SO = re.compile(  # in words that leave no doubt, however they were heard
    r"\b(?:carts?|basket|bag|trolley)\b|^(?:(?:ok|and|then|please|pls|yes|can you|could you)\W+)*"
    r"(?:add|put|buy|order|take|remove|get|i'?ll (?:take|have|buy))\b",
    re.IGNORECASE,
)
_CHANGES_CART = frozenset({"add_to_cart", "change_cart", "remove_from_cart"})


def hear_in_context(parsed: Parsed, before: Before) -> Parsed:
    """Return the message as heard when nothing is asked.

    "She likes tea", after ideas for a present, asks for others; "and to Ireland?", after a question on delivery, is one
    more; "not the carbon one" and "I have that already" turn down what is shown; the name of a thing alone asks for
    it; and the cart is changed only by who clearly says so.
    """
    if parsed.get("sentiment") is None:  # a button, which says what it says
        return parsed
    text = str(parsed.get("text") or "").strip()
    intent = _reread(parsed, text, before)
    if intent != intent_of(parsed):
        return as_intent(parsed, intent)
    if intent in _CHANGES_CART and _confidence(parsed) < _SURE_ENOUGH and not _SAYS_SO.search(text):
        return as_intent(parsed, "nlu_fallback")
    return parsed


def _reread(parsed: Parsed, text: str, before: Before) -> str:
    intent = intent_of(parsed)
    if before.deed_done and any(_TAKES_BACK.match(clause) for clause in _CLAUSE.split(text)):
        return "refine_search"
    if before.turned_down and _WHY_NOT.match(text):
        return "explain_recommendation"
    of_talk = _whatever_was_shown(intent, text) or _of_cart(parsed, text, before) or _of_shown(parsed, text, before)
    if of_talk:
        return of_talk
    if before.intent == "report_late" and _WHAT_NOW.match(text):
        return "report_late"
    if _LOST_RULE.match(text):
        return "ask_shipping"
    if before.poll_shown and _ENDS_POLL.match(text):
        return "poll_status"
    if before.intent in _GIVE_STARS and gives_other_stars(text) and not _names_thing(parsed):
        return "rate_product"
    if before.poll_shown and intent in _MAY_BE_OF_POLL and _OF_POLL.search(text) and not _names_thing(parsed):
        return "poll_status"
    if len(text.split()) <= SHORT and intent in _MAY_GO_ON and _goes_on(parsed, text, before):
        return before.intent
    return _name_alone(parsed, text, before) or intent


def _whatever_was_shown(intent: str, text: str) -> str:
    if wants_human(text):
        return "talk_to_human"
    if forgets_chats(text):
        return "erase_data"
    if _I_VOTE.match(text):
        return "poll_status"
    if _SENDS_WISHES.match(text):
        return "share_product"
    if _ENDS_CIRCLE.match(text):
        return "add_friend"
    if _OF_CIRCLES.search(text) and intent not in _CHANGES_CIRCLES:
        return "friend_activity"
    return "privacy_settings" if _HIDES.match(text) and intent in _MAY_HIDE else ""


def _of_cart(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the cart that is shown, or of the alert that was set; "" for nothing."""
    intent, short, person = intent_of(parsed), len(text.split()) <= SHORT, "person" in names_in(parsed)
    if before.intent == "set_alert" and short and _speaks_of_alert(parsed, text, before):
        return "set_alert"
    if not before.cart_shown:
        return ""
    if person and _PRESENT_FOR.search(text) and intent != "checkout":
        return "recommend_gift"
    sends = not person and short and _SENDS_CART.match(text) and intent in {"share_product", "change_address"}
    return "checkout" if sends else ""


def _of_shown(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the products that are shown; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if of_list := hear_of_list(parsed, text, before):
        return of_list
    if before.gift_shown and intent in UNCLEAR | {"inform"} and not text.endswith("?") and _OF_THEM.match(text):
        return "recommend_gift"
    if before.gift_shown and short and is_for_another(text):
        return "recommend_gift"
    of_things = before.products_shown or _names_thing(parsed)
    if of_things and intent in _MAY_OWN and _OWNS.search(text) and not text.endswith("?"):
        return "recommend_gift" if before.gift_shown else "reject_suggestion"
    turns_down = before.products_shown and short and intent in _MAY_TURN_DOWN and _TURNS_DOWN.match(text)
    return "reject_suggestion" if turns_down else ""


def _speaks_of_alert(parsed: Parsed, text: str, before: Before) -> bool:
    intent = intent_of(parsed)
    if intent in _MAY_END_ALERT and _ENDS.match(text):
        return True
    amount = "price" in names_in(parsed) or any(sign.isdigit() for sign in text)
    return before.alert_set and amount and intent in _MAY_CHANGE_ALERT and _OTHER_ALERT.search(text) is not None


def _goes_on(parsed: Parsed, text: str, before: Before) -> bool:
    of_that = before.intent in _GONE_ON_WITH or (before.intent in _OF_PEOPLE and "person" in names_in(parsed))
    if of_that and (_GOES_ON.match(text) or (before.intent == "ask_shipping" and _COSTS.match(text))):
        return True
    return before.intent == "track_order" and _OTHER_ORDER.search(text) is not None


def _name_alone(parsed: Parsed, text: str, before: Before) -> str:
    """Return what the name of a product or of a kind alone asks for; "" when it is something else.

    How things shall be, "a quiet one", is said of those shown.
    """
    unclear = intent_of(parsed) in UNCLEAR | {"inform", "greet", "rate_product"}
    if not unclear or len(_SHOW_ME.sub("", text).split()) > _NAMED or _QUESTION.search(text):
        return ""
    named = names_in(parsed)
    if "product" in named:
        return "product_details"
    if before.products_shown and named and named <= {"feature", "material"}:
        return "refine_search"
    return "search_product" if named and named <= {"product_type", "brand", "material", "feature"} else ""


def _names_thing(parsed: Parsed) -> bool:
    return bool(names_in(parsed) & {"product", "product_type", "brand"})


def _confidence(parsed: Parsed) -> float:
    heard: Mapping[str, Any] = parsed["intent"]
    confidence = heard.get("confidence")
    return 1.0 if confidence is None else float(confidence)
