"""What is heard as the answer to an open question, whatever the words alone would mean."""

import json
import re
from collections.abc import Mapping

from bot.dialogue import present_asked
from bot.dialogue.asides import ASKS_FACTS, FEW, LIKE_A_TEXT, hear_aside
from bot.dialogue.before import OpenQuestion
from bot.dialogue.buttons import words_of_button
from bot.dialogue.leaving import picks_from_list
from bot.dialogue.of_people import shows_only_to
from bot.dialogue.of_polls import mends_poll
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, as_intent, intent_of, is_sure, names_in, values_in
from language.aftersales import drops_named, keeps_only_named
from language.audiences import says_audience
from language.corrections import new_house_number
from language.order_wishes import means_in_order, wants_money_back
from language.people_picks import read_people_pick
from language.presents import keeps_secret
from language.ways_out import read_way_out

_ALSO_ANSWERS = {
    "reason": UNCLEAR | {"complain", "report_damaged", "report_late", "reject_suggestion", "compliment"},
    "address": UNCLEAR | {"change_address", "small_talk"},
}
_ASKED_VALUES = {
    "order": {"order_id"},
    "variant": {"colour", "size"},
    "new_variant": {"colour", "size"},
    "payment": {"payment_method"},
    "rating": {"rating"},
    "budget": {"price"},
    "person": {"person"},
}
_LEAVES = frozenset({"never_mind", "talk_to_human"})
_LIKE_A_REVIEW = LIKE_A_TEXT | {"report_damaged", "report_late", "rate_product", "write_review"}
_BEGUN_BY = {
    "privacy": {"privacy_settings"},
    "report_problem": {"report_damaged", "report_late"},
    "write_review": {"write_review", "rate_product"},
}
_YES = re.compile(r"^(?:yes|yep|yeah|yup|ok|okay|sure|right|correct|fine|please do|go ahead|do (?:it|that|so))\b", re.I)
# Beside the yes and what was proposed: "ok how long" and "ok thanks" are none
_PLAIN = re.compile(
    r"(?:yes|yep|yeah|yup|y|ok|okay|k|sure|right|correct|fine|please|pls|plz|do|go|ahead|it|that|so|for|the|my|this"
    r"|them|now|then|order|send|buy|place|cancel|return|exchange|change|confirm|publish|erase|block|unfriend|share|add"
    r"|put|in|pay|all|both|definitely|absolutely|of|course|thing|good|great|perfect|and|back|\W)+",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"(?:(?:yes|yep|yeah|ok|okay|sure|fine|right|alright|i)\W+)*(?:accept(?:ed)?|agreed?|approved?)"
    r"(?: (?:it|that|this|please|pls))*\W*",
    re.IGNORECASE,
)
# To an offer that came with a no: a question, and no plain yes
_WHY_NOT = re.compile(r"(?:(?:but|and|so|hm+)\W+)*(?:why not|how come|why is that)\s*\?+", re.IGNORECASE)
# "Yes to Elbchaussee 12", to an offer: a yes, and what it needs next
_YES_AND = re.compile(r"^(?:yes|yep|yeah|yup|sure)\b(?! (?:but|and)\b)", re.I)
_SAYS_MORE = UNCLEAR | {"inform", "change_address", "change_payment", "choose_option"}
_NO = re.compile(r"^(?:no|nope|nah|don'?t|do not|please don'?t|rather not)\b", re.I)
_KEEPS_AS_IT_IS = re.compile(  # "nah leave them public"
    r"^(?:no+|nope|nah|actually no|no no)\W+(?:(?:just|please|pls|better|rather)\W+)*(?:leave|keep)\W+"
    r"(?:it|them|that|this|those|everything|all|things)\b(?!.*\b(?:but|except|instead|out)\b)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:chang\w+ my mind|need\w*|want(?:ed)? it|mistake|accident|wrong|twice|cheaper|too \w+)\b", re.I
)
_ASKS = re.compile(  # one sentence without a question mark; a review hardly begins so
    r"^(?:how (?:much|many|long|do|can|is)|what'?s?|when|where'?s?|who|can (?:i|you)|could you|do (?:i|you)|is there"
    r"|show me|find me|tell me|cancel|track)\b[^.!?]*",
    re.IGNORECASE,
)
_ASKS_OF_SOMEBODY = re.compile(  # and does not name them: "can karl see my wishlist"
    r"^(?:(?:and|but|wait|no|ok|so)\W+)*(?:can|could|does|do|did|is|are|has|have|what|who|how|where|when|why|which)\s+\w+\s+\w",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"^\W*(?:h(?:i+|ey+|ello+|iya|owdy|allo)|yo|sup|good (?:morning|evening|afternoon|day)|morning)\b", re.I
)
_ASKS_HUMAN = re.compile(
    r"\b(?:humans?|persons?|people|agents?|some(?:one|body)|staff|support|team|employees?|operators?|representatives?"
    r"|help|services?|call|talk|speak|chat|phone|ring|assistant|manager)\b",
    re.IGNORECASE,
)
_LIKE_A_NAME = {"greet": _GREETS, "talk_to_human": _ASKS_HUMAN}  # unless it has such words
_STREET = re.compile(r"\d|,")
_AMENDED = {  # what a proposal can be mended by
    "share_product": {"person"},
    "ask_friends": {"person", "date"},
    "block_person": {"person"},
    "add_friend": {"person"},
    "exchange_order": {"colour", "size"},
    "change_items": {"colour", "size"},
}
_AMENDS = re.compile(
    r"^(?:(?:no+|nope|wait|sorry|actually|but|hm+|ok|well|yes|yeah|yep|sure|and)\W+)*(?:just|only|not|without|leave|drop"
    r"|make|for|until|till|also|add|plus|and|rather|better|to|with|except|instead|i meant?|send it|in)\b"
    r"|^(?:no+|nope|wait)\b.*\binstead\W*$",
    re.IGNORECASE,
)
_OF_PIECES = frozenset({"return_order", "exchange_order"})
_CHOOSE_FRIENDS = frozenset({"ask_friends", "share_product"})
_OF_ORDERS = frozenset({"change_items", "cancel_order", "return_order", "exchange_order", "change_payment"})
_MAY_NAME_THING = UNCLEAR | {"product_details", "search_product", "choose_option", "inform", "check_stock"}
# "And the boots?", to the question which order
_THING = re.compile(
    r"^(?:(?:and|what about|how about|it'?s|the one with|with|ok|no|but|i mean(?:t)?|oh)\W+)*(?:my |the |that |those )?"
    r"(?!show|find|search|buy|need|want)[\w'-]+(?: [\w'-]+){0,2}\W*$",
    re.IGNORECASE,
)
_ON_SECOND_THOUGHT = re.compile(
    r"^(?:(?:hm+|wait|oh|ok|well|um+)\W+)*(?:no+|nope|actually|rather|sorry|better|or)\b", re.IGNORECASE
)
_THE_ONES = re.compile(  # "the merino ones", to the question which product
    r"(?:(?:ok|oh|hm+|well|no|just|only)\W+)*(?:the|those|that|these) [a-z][\w-]*(?: [a-z][\w-]*)? ones?"
    r"(?: (?:please|pls|then))*\W*$",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"(?:just )?(?:the )?(?:very )?same(?: (?:one|again|please|pls))*\W*", re.IGNORECASE)
_LOOKS = frozenset({"colour", "size"})
_ASKS_FOR_LOOK = UNCLEAR | {
    "check_stock", "add_to_cart", "change_cart", "product_details", "search_product", "refine_search", "exchange_order",
    "change_items", "choose_option", "inform", "ask_product_question", "reject_suggestion", "view_cart",
}  # fmt: skip
_OF_VARIANTS = frozenset({"change_items", "exchange_order"})
_ONLY_A_VALUE = UNCLEAR | {"inform", "refine_search", "choose_option", "reject_suggestion"}
_TAKE_ADDRESS = frozenset({"change_address", "checkout"})
_SENDS_WORDS = frozenset({"share_product", "add_friend"})
_ADDS_WORDS = re.compile(
    r"\b(?:note|message|saying)\b|^(?:(?:and|also|please|pls)\W+)*add\s*:|\b(?:tell|say to) (?:her|him|them)\b"
    r"|^(?:(?:and|ok|yes|please|pls|but|also|then|just|can you)\W+)*(?:say|write|tell \w+)\b"
    r"(?!\W+(?:yes|no|nothing|me)\b)\W*\w",
    re.IGNORECASE,
)
_MAY_BE_SECRET = frozenset({"ask_friends", "recommend_gift"})
_MAY_HIDE = UNCLEAR | {
    "share_product", "block_person", "privacy_settings", "friend_activity", "deny", "inform", "reject_suggestion",
}  # fmt: skip
_SENDS = re.compile(  # before it is said to whom
    r"(?:(?:ok|okay|yes|yeah|yep|sure|please|pls|now|then|just)\W+)*(?:send|ask|post)(?: it| that| this| them)?"
    r"(?: (?:please|pls|now|then))*\W*",
    re.IGNORECASE,
)
_LIKE_WORDS = UNCLEAR | {"greet", "small_talk", "compliment", "goodbye"}
_NO_WORDS_FOR_ANYBODY = re.compile(  # said to the assistant
    r"^(?:how|what|when|where|who|why|which|can|could|do|does|is|are|will)\b"
    r"|\b(?:dunno|not sure|don'?t (?:know|understand|want)|let me|wait|hold on|you(?:'re| are) (?:a |an )?\w+|bot)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3  # that are taken for a message
_LONGER = 14  # words in which a way out of a problem is taken


def hear_as_answer(parsed: Parsed, question: OpenQuestion) -> Parsed:
    """Return the message as heard while the question is open: what only answers it is `inform`, a yes or a no.

    Who writes what a button says has pressed it. A free text (a review) is whatever the shopper writes, unless they
    clearly leave or ask something else.
    """
    if question.asking == "none":
        return parsed
    text = str(parsed.get("text") or "").strip()
    payload = _button_of(text, question.buttons)
    if payload is not None:
        return _as_payload(parsed, payload)
    aside = picks_from_list(parsed, text, question) or hear_aside(parsed, text, question)
    aside = aside or _hear_of_people(parsed, text, question)
    if question.flow == present_asked.FLOW:
        aside = aside or present_asked.hear_about_present(parsed, text, question.asking)
    if aside:
        return as_intent(parsed, aside)
    if question.flow in _OF_PIECES and _narrows(parsed, text):
        return as_intent(parsed, "inform")
    if question.asking == "text":
        return parsed if is_sure(parsed) and _leaves_text(parsed, text) else as_intent(parsed, "inform")
    if question.asking == "confirm":
        if _amends(parsed, text, question.flow):
            return as_intent(parsed, question.flow)
        return _as_yes_or_no(parsed, text, question.flow)
    wants_money = question.asking == "reason" and wants_money_back(text)
    if question.flow == "report_problem" and (wants_money or _puts_first(parsed, text)):
        return as_intent(parsed, "inform")
    chooses = (question.flow, question.asking) == ("report_problem", "choice") and _chooses_way_out(text)
    return as_intent(parsed, "inform") if chooses or _answers(parsed, text, question.flow, question.asking) else parsed


def _hear_of_people(parsed: Parsed, text: str, question: OpenQuestion) -> str:
    """Return what is meant while friends are to be asked or shown something: "say: hi"; "" for nothing."""
    flow, asking = question.flow, question.asking
    if flow in _MAY_BE_SECRET and intent_of(parsed) in _MAY_HIDE and keeps_secret(text, values_in(parsed, "person")):
        return flow  # and nobody is blocked for it
    if flow == "ask_friends" and (mends_poll(parsed, text, asking) or (asking == "person" and _SENDS.fullmatch(text))):
        return flow
    if flow in _CHOOSE_FRIENDS and asking in ("person", "confirm") and read_people_pick(text):
        return flow
    if flow == "privacy" and ((asking in ("confirm", "visibility") and says_audience(text)) or shows_only_to(text)):
        return "privacy_settings"
    if flow == "share_product" and asking == "person" and _ADDS_WORDS.search(text):
        return flow
    return "inform" if (flow, asking) == ("add_friend", "confirm") and _is_message(parsed, text) else ""


def _narrows(parsed: Parsed, text: str) -> bool:
    """Say whether it leaves out some of what goes back: "only the jacket then", "not the socks"."""
    if len(text.split()) > SHORT or text.endswith("?") or not names_in(parsed) & {"product", "product_type"}:
        return False
    return keeps_only_named(text) or drops_named(text)


def _names_only_look(parsed: Parsed, text: str) -> bool:
    """Say whether it asks for a colour or a size, of what is to become another: "can i get it in L"."""
    named, short = names_in(parsed), len(text.split()) <= SHORT
    return short and bool(named & _LOOKS) and named <= _LOOKS and intent_of(parsed) in _ASKS_FOR_LOOK


def _puts_first(parsed: Parsed, text: str) -> bool:
    """Say whether it tells which of several things comes first: "boots first please"."""
    return len(text.split()) <= FEW and "first" in text.lower() and bool(names_in(parsed) & {"product", "product_type"})


def _names_thing_of_order(parsed: Parsed, text: str) -> bool:
    """Say whether it only names a thing, by which the order can be told: "and the boots?"."""
    named = names_in(parsed) & {"product", "product_type"}
    return (
        bool(named) and intent_of(parsed) in _MAY_NAME_THING and len(text.split()) <= FEW and bool(_THING.match(text))
    )


def _chooses_way_out(text: str) -> bool:
    way = read_way_out(text)
    return len(text.split()) <= _LONGER and way not in ("", "human") and not ASKS_FACTS.search(text)


def _leaves_text(parsed: Parsed, text: str) -> bool:
    asks = text.endswith("?") or (len(text.split()) <= SHORT and _ASKS.fullmatch(text))
    return intent_of(parsed) in _LEAVES or bool(asks and intent_of(parsed) not in LIKE_A_TEXT)


def _answers(parsed: Parsed, text: str, flow: str, asking: str) -> bool:
    if asking == "new_variant" and (_THE_SAME.fullmatch(text) or _names_only_look(parsed, text)):
        return True
    if asking == "order" and _names_thing_of_order(parsed, text):
        return True
    if asking == "product" and intent_of(parsed) in _MAY_NAME_THING | _ONLY_A_VALUE and _THE_ONES.match(text):
        return True
    if text.endswith("?") or (asking == "person" and _ASKS_OF_SOMEBODY.match(text)):
        return False
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if asking == "reason" and short and _REASON.search(text):
        return True
    if flow == "write_review" and asking == "product" and intent in _LIKE_A_REVIEW and len(text.split()) > FEW:
        return not names_in(parsed) & {"product", "product_type", "order_id"}
    if asking == "person" and intent in _LIKE_A_NAME and not _LIKE_A_NAME[intent].search(text):
        return short  # a name by itself: "Aoife", "running crew"
    if asking == "address" and intent != "change_address" and not _STREET.search(text):
        return intent in UNCLEAR and short
    if short and not is_sure(parsed) and names_in(parsed) & _ASKED_VALUES.get(asking, set()):
        return True
    return intent in _ALSO_ANSWERS.get(asking, UNCLEAR if short else frozenset())


def _names_another(parsed: Parsed, text: str) -> bool:
    """Say whether another colour or size is wanted: "wait no 40", "actually no, size 39 in black"."""
    few = len(text.split()) <= FEW and intent_of(parsed) in _ONLY_A_VALUE
    return few or (_names_only_look(parsed, text) and _ON_SECOND_THOUGHT.match(text) is not None)


def _amends(parsed: Parsed, text: str, flow: str) -> bool:
    """Say whether it mends what is proposed: "no, just Maya", "for a week"."""
    if flow in _OF_ORDERS and means_in_order(text):
        return True  # it is of the order already, and is proposed again
    if flow in _TAKE_ADDRESS and new_house_number(text):
        return True
    if flow in _SENDS_WORDS and _ADDS_WORDS.search(text):
        return True
    named = names_in(parsed) & _AMENDED.get(flow, set())
    if flow in _OF_VARIANTS and named and not text.endswith("?") and _names_another(parsed, text):
        return True
    return bool(named) and len(text.split()) <= SHORT and not text.endswith("?") and _AMENDS.match(text) is not None


def _is_message(parsed: Parsed, text: str) -> bool:
    """Say whether these are words to go with a friend request, which is asked for with the proposal."""
    like_words = intent_of(parsed) in _LIKE_WORDS and len(text.split()) >= _FEWEST_WORDS
    to_friend = not text.endswith("?") and not _NO_WORDS_FOR_ANYBODY.search(text)
    return like_words and to_friend and not _YES.match(text) and not _NO.match(text)


def _as_yes_or_no(parsed: Parsed, text: str, flow: str) -> Parsed:
    """Hear "yes, cancel it" as a yes: what was proposed is only named again."""
    if flow == "none" and _WHY_NOT.fullmatch(text):
        return as_intent(parsed, "explain_recommendation")
    if _KEEPS_AS_IT_IS.match(text):
        return as_intent(parsed, "deny")
    if flow == "none" and _YES_AND.match(text) and intent_of(parsed) in _SAYS_MORE and not text.endswith("?"):
        return as_intent(parsed, "affirm")
    if flow != "none" and _ACCEPTS.fullmatch(text):
        return as_intent(parsed, "affirm")  # what was proposed, and no friend
    begins = _BEGUN_BY.get(flow, {flow})
    if text.endswith("?") or not (intent_of(parsed) in begins or len(text.split()) <= 3):
        return parsed
    if _YES.match(text) and (intent_of(parsed) in begins or _PLAIN.fullmatch(text)):
        return as_intent(parsed, "affirm")
    return as_intent(parsed, "deny") if _NO.match(text) and intent_of(parsed) in begins else parsed


def _button_of(text: str, buttons: Mapping[str, str]) -> str | None:
    said = _fold(text)
    titles = {_fold(title): payload for title, payload in buttons.items()}
    return titles.get(said) if said else None


def _as_payload(parsed: Parsed, payload: str) -> Parsed:
    """Return the message as the button would have been: `payload` is `/intent` or `/intent{"entity": "value"}`."""
    name, _, values = payload.lstrip("/").partition("{")
    entities = json.loads("{" + values) if values else {}
    heard = [{"entity": entity, "value": value} for entity, value in entities.items()]
    words = words_of_button(str(parsed.get("text") or ""), heard)
    return {**as_intent(parsed, name), "entities": heard, "text": words}


def _fold(text: str) -> str:
    """Return the words that count: "Publish it" is "publish"."""
    words = re.findall(r"[\w'★€.-]+", text.casefold().rstrip(".!"))
    return " ".join(word for word in words if word not in ("it", "that", "please"))
