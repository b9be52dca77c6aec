"""What is heard while no question is open: in the light of what was said and shown just before."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.answers import hear_as_answer
from bot.dialogue.asides import forgets_chats, wants_human
from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.of_cart import hear_of_cart, hear_of_costs
from bot.dialogue.of_feelings import hear_of_feelings
from bot.dialogue.of_occasions import hear_of_occasion
from bot.dialogue.of_opinions import hear_of_opinions
from bot.dialogue.of_orders import hear_of_orders, hear_of_rest
from bot.dialogue.of_people import hear_of_audience, hear_of_friends_beside, hear_of_named, hear_of_people
from bot.dialogue.of_polls import answers_news, hear_of_poll, hear_of_vote, may_be_vote
from bot.dialogue.of_presents import hear_of_presents
from bot.dialogue.of_products import hear_name_alone, hear_of_products, names_thing
from bot.dialogue.parsed import MAY_GO_ON, SHORT, UNCLEAR, Parsed, as_intent, intent_of, names_in
from bot.dialogue.which import hear_which
from language.aftersales import only_asks_why
from language.audiences import read_said_asked
from language.corrections import gives_other_stars
from language.costs import asks_what_it_costs
from language.fishing import seeks_others_data
from language.likings import doubts_liking
from language.order_wishes import calms_down, changes_ordered
from language.own_reviews import asks_own_review
from language.shop_rules import read_rule_asked
from language.waiting import gives_up_waiting
from retrieval.colours import names_colour

# What goes on with a question that is answered already: "and to Ireland?", "what about the lamp".
_GOES_ON = re.compile(
    r"^(?:and|n|nd|&|what about|how about|or|but what if|what if|also|even|i(?:'m| am)? (?:live in|in|from))\b"
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
_LOST_RULE = re.compile(
    r"^(?:(?:and|so|but|ok)\W+)*what (?:if|happens (?:if|when|to)) (?:a|my|the) (?:lost )?"
    r"(?:parcel|package|order|delivery)(?:'s| is| gets| got| was| goes)? ?(?:lost|missing)?\W*$",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"^(?:(?:oops|ooops|no+|nope|wait|sorry|hm+|oh|please|pls|ok|actually|damn|shit|stop|but"
    r"|can (?:you|u|i|we)|could you)\W+)*"
    r"(?:(?:undo|revert|reverse|take back|(?:take|put|bring) (?:it|that|this|them) back"
    r"|un-?cancel|reinstate)"
    r"(?: (?:it|that|this|the last (?:one|thing|step|change)))?"
    r"|(?:i )?did(?:n'?t| not) (?:mean|want) (?:to|that|it)|(?:that|it) was (?:a|my) mistake|as it was(?: before)?)"
    r"(?: (?:again|please|pls|now))*\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*[.,!?;]+\s*")
_OF_PEOPLE = frozenset({"who_bought", "friends_reviews", "friend_activity", "show_wishlist", "ask_size_advice"})
_OF_WISHES = frozenset({"show_wishlist", "add_to_wishlist"})
_NOTES = re.compile(r"^(?:(?:and|please|pls|can you|with)\W+)*(?:add|put|write|with)?\s*(?:an? )?note\b", re.IGNORECASE)
_OF_OWN_REVIEW = frozenset({"write_review", "rate_product"})
_DELETES_IT = re.compile(
    r"^(?:(?:ok|please|pls|no|now|can you|and)\W+)*(?:delete|remove|take down|unpublish|erase)"
    r" (?:it|that|this|mine|the (?:\w+ )?one)(?: (?:again|please|pls|too))*\W*$",
    re.IGNORECASE,
)
_EDITS_IT = re.compile(
    r"^(?:(?:ok|please|pls|no|now|can (?:you|i)|could (?:you|i)|and|i want to|i'?d like to|let me)\W+)*"
    r"(?:change|edit|rewrite|update|fix|correct|add to) (?:it|that|this|(?:the|my) (?:text|words|review))"
    r"(?: (?:please|pls|then|now))*\W*$",
    re.IGNORECASE,
)
_DELETES_ONE = re.compile(  # of one's own reviews, after they were listed
    r"^(?:(?:ok|please|pls|no|now|can you|and)\W+)*(?:delete|remove|take down|unpublish|erase) "
    r"(?:the|that|my|this) (?:\w+ )?(?:ones?|reviews?|ratings?|first|second|third|last)\b",
    re.IGNORECASE,
)
_MAY_TAKE_DOWN = UNCLEAR | {"remove_from_cart", "erase_data", "cancel_order", "write_review", "choose_option", "inform"}
_AS_GUEST = re.compile(
    r"\b(?:ordered|bought|order|paid|checked out)\b.{0,24}\b(?:as (?:a )?guest|without (?:an? )?(?:account|login))\b",
    re.IGNORECASE,
)
_MAY_BE_GUEST = UNCLEAR | {"search_product", "refine_search", "inform", "small_talk", "greet", "checkout"}
_ADDS_WORDS = re.compile(
    r"^(?:(?:ok|please|pls|no|now|can (?:you|i)|could (?:you|i)|and|i want to|i'?d like to|let me)\W+)*"
    r"(?:add|write|put in) (?:some|a few|a|my|more|also)? ?(?:text|words|comments?|something)"
    r"(?: (?:to it|too|as well|please|pls))*\W*$",
    re.IGNORECASE,
)
_NAMES_CART = re.compile(r"\b(?:carts?|basket|bag|trolley)\b", re.IGNORECASE)
_OF_REVIEWS = frozenset({"read_reviews", "friends_reviews", "product_question", "product_details", "ask_size_advice"})
_SOME_REVIEWS = re.compile(  # "any bad ones", "only 1 star", after a word on reviews
    r"^(?:(?:and|ok|so|but|any|only|just|show(?: me)?|the|what about|how about|are there|give me|now)\W+)*"
    r"(?:bad|negative|critical|worst|good|positive|recent|newest|latest|verified"
    r"|(?:[1-5]|one|two|three|four|five)[ -]stars?)"
    r"(?: (?:ones?|reviews?|ratings?|too|please|pls|tho|though))*\W*$",
    re.IGNORECASE,
)
_MAY_ASK_REVIEWS = UNCLEAR | {
    "refine_search",
    "inform",
    "rate_product",
    "search_product",
    "choose_option",
    "small_talk",
}
_AND_FRIENDS = re.compile(
    r"^(?:(?:and|ok|but)\W+)*(?:(?:what|how) about )?(?:any of )?(?:my|the|our) (?:friends|mates|people)\W*$",
    re.IGNORECASE,
)
_OTHER_ORDER = re.compile(r"\b(?:older|other|others|earlier|previous|before|rest)\b", re.IGNORECASE)
_MAY_ASK_RULES = UNCLEAR | {
    "export_data", "who_bought", "ask_if_bot", "ask_payment", "ask_shipping", "ask_returns", "small_talk", "help",
    "checkout", "privacy_settings", "share_product", "friend_activity", "complain", "erase_data", "add_to_cart",
    "inform",
}  # fmt: skip
_OF_CHATS = frozenset({"erase_data", "export_data", "talk_to_human"})
_MAY_DOUBT = UNCLEAR | {"small_talk", "recommend_for_me", "inform", "reject_suggestion", "complain", "ask_if_bot"}
_GIVE_STARS = frozenset({"rate_product"})
_HOW_LONG = re.compile(  # of delivery, when that was talked about
    r"^(?:(?:and|ok|so|but)\W+)*(?:how (?:long|fast|soon|quick\w*|many days)|when)"
    r"(?: (?:does|would|will|do|is|it|that|this|they|take|takes|be|arrive|come|get here|there|usually))*\W*$",
    re.IGNORECASE,
)
_GREETS = re.compile(r"\W*(?:yo+|sup|wassup|heya|hiya|hey+|what'?s up)(?: (?:there|you|bot|all))?\W*", re.IGNORECASE)
_JOKES = re.compile(
    r"\W*(?:(?:lo+l|ha(?:ha)+|hehe|rofl|lmao|jk|j/k|(?:just|only|i'?m|im|was) (?:just |only )?(?:kidding|joking))\W*)+",
    re.IGNORECASE,
)
_MAY_GREET = UNCLEAR | {"affirm", "small_talk", "inform", "compliment"}
_OF_TROUBLE = frozenset({"track_order", "report_late", "report_damaged", "complain", "refund_status", "cancel_order"})
_UPSET = 0.3  # frustration, 0 to 1
_PAYING = frozenset({"checkout", "ask_payment"})
_MAY_PAY = UNCLEAR | {"reject_suggestion", "deny", "inform", "change_payment", "refine_search", "choose_option"}
_PAYS_BY = re.compile(r"\b(?:paypal|gift ?cards?|credit cards?|debit cards?|visa|mastercard|by card)\b", re.IGNORECASE)
_SURE_ENOUGH = 0.52  # to change the cart, which is done at once; of held-out messages one in 170 is right and below it
_SAYS_SO = re.compile(  # in words that leave no doubt, however they were heard
    r"\b(?:carts?|basket|bag|trolley)\b|^(?:(?:ok|and|then|please|pls|yes|can you|could you)\W+)*"
    r"(?:add|put|buy|order|take|remove|get|i'?ll (?:take|have|buy)|(?:i|we)(?:'?ll| will)? (?:take|buy))\b",
    re.IGNORECASE,
)
_TAKE_TEXT = frozenset({"text", "address"})
_TAKE_WORDS = _TAKE_TEXT | {"person", "reason", "product"}
_NAME_PEOPLE = frozenset({"share_product", "ask_friends", "recommend_gift"})  # "and Jonas" comes to these
_POLITE = re.compile(r"\b(?:please|pls|plz|ones?|in)\b", re.IGNORECASE)
_OF_FRIENDS = _OF_PEOPLE | {"add_friend", "accept_friend", "block_person"}
_YES_NO = frozenset({"affirm", "deny"})
_CHANGES_CART = frozenset({"add_to_cart", "change_cart", "remove_from_cart"})


def hear_in_talk(parsed: Parsed, question: OpenQuestion, before: Before) -> Parsed:
    """Return the message as heard, be a question open or not.

    An offer outside every task need not be answered: what does not answer it is heard as if nothing was asked.
    """
    parsed = _with_colour(_as_spelt(parsed, question))
    if question.asking == "none":
        return hear_in_context(parsed, before)
    if question.asking == "confirm" and question.flow not in _NAME_PEOPLE and _asks_of_another(parsed, before):
        return as_intent(parsed, before.intent)
    if before.poll_brought and question.asking not in _TAKE_TEXT and answers_news(parsed, before):
        return as_intent(parsed, "poll_status")
    text = str(parsed.get("text") or "").strip()
    if question.asking not in _TAKE_WORDS - {"product"} and (of_reviewers := hear_of_opinions(parsed, text, before)):
        return as_intent(parsed, of_reviewers)
    if question.asking not in _TAKE_TEXT and (of_friends := hear_of_friends_beside(parsed, text)):
        return as_intent(parsed, of_friends)
    if question.asking not in _TAKE_WORDS and hear_of_feelings(parsed, text, before) == "complain":
        return as_intent(parsed, "complain")
    heard = hear_as_answer(parsed, question)
    votes = before.poll_brought and may_be_vote(text, before.poll_choices)
    if heard is not parsed or question.flow != "none" or (intent_of(heard) in _YES_NO and not votes):
        return heard
    return hear_in_context(parsed, before)


def _as_spelt(parsed: Parsed, question: OpenQuestion) -> Parsed:
    """Return the message with its typing errors put right, where that tells what is looked for.

    What is somebody's own words, such as a review, stays as it was written.
    """
    respelt = parsed.get("respelt")
    own_words = question.flow != "none" and question.asking in _TAKE_WORDS
    return respelt if respelt and not own_words else parsed


def _asks_of_another(parsed: Parsed, before: Before) -> bool:
    """Say whether it goes on, beside what waits for a yes, with what was just asked of somebody: "and Karl?"."""
    goes_on = _GOES_ON.match(str(parsed.get("text") or "").strip()) is not None
    return goes_on and before.intent in _OF_PEOPLE and names_in(parsed) == {"person"}


def _with_colour(parsed: Parsed) -> Parsed:
    """Return the message with the colour that it names and nothing else: "orange" alone was heard as no value."""
    text = _POLITE.sub("", str(parsed.get("text") or "")).strip(" .!")
    if parsed.get("sentiment") is None or names_in(parsed) or not names_colour(text):
        return parsed
    return {**as_intent(parsed, "inform"), "entities": [{"entity": "colour", "value": text.lower()}]}


def hear_in_context(parsed: Parsed, before: Before) -> Parsed:
    """Return the message as heard when nothing is asked.

    "She likes tea", after ideas for a present, asks for others; "and to Ireland?", after a question on delivery, is one
    more; "not the carbon one" and "I have that already" turn down what is shown; the name of a thing alone asks for
    it; and the cart is changed only by who clearly says so.
    """
    if parsed.get("sentiment") is None:  # a button, which says what it says
        return parsed
    text = str(parsed.get("text") or "").strip()
    if (of_which := hear_which(parsed, text, before)) is not parsed:
        return of_which
    intent = _reread(parsed, text, before)
    if intent != intent_of(parsed):
        return as_intent(parsed, intent)
    if parsed.get("parts"):
        return _hear_parts(parsed, before)
    said_so = _SAYS_SO.search(text) or changes_ordered(text)  # what is of an order is told apart by the action
    if intent in _CHANGES_CART and _confidence(parsed) < _SURE_ENOUGH and not said_so:
        return as_intent(parsed, "nlu_fallback")
    return parsed


def _hear_parts(parsed: Parsed, before: Before) -> Parsed:
    """Return the message with each of its requests on orders, and on delivery after one on that, heard as such."""
    parts: list[Parsed] = []
    for part in parsed["parts"]:
        if not _takes_anger_back(part):
            parts.append(_hear_part(part, before))
            before = replace(before, intent=intent_of(parts[-1]))
    return {**parsed, "parts": parts}


def _takes_anger_back(part: Parsed) -> bool:
    return intent_of(part) == "complain" and calms_down(str(part.get("text") or ""))


def _hear_part(part: Parsed, before: Before) -> Parsed:
    text = str(part.get("text") or "")
    intent = hear_of_orders(part, text, before) or _of_delivery(text, before)
    return as_intent(part, intent) if intent else part


def _of_delivery(text: str, before: Before) -> str:
    """Return what is meant by "how long" and "how much", where delivery was asked about; "" for anything else."""
    asks_on = _HOW_LONG.match(text) or asks_what_it_costs(text)
    return "ask_shipping" if before.intent == "ask_shipping" and asks_on else ""


def _reread(parsed: Parsed, text: str, before: Before) -> str:
    """Return the intent as it is meant; that of the message where nothing else is."""
    if before.deed_done and any(_TAKES_BACK.match(clause) for clause in _CLAUSE.split(text)):
        return "refine_search"
    if before.handed_over and gives_up_waiting(text):
        return "talk_to_human"
    if before.intent in _OF_FRIENDS and not before.products_shown and names_in(parsed) == {"colour"}:
        return "nlu_fallback"  # among people nothing is red
    if of_feelings := hear_of_feelings(parsed, text, before):
        return of_feelings
    meant = hear_of_vote(text, before) or hear_of_audience(parsed, text, before)
    meant = meant or hear_of_occasion(parsed, text) or hear_of_presents(parsed, text, before)
    meant = meant or hear_of_opinions(parsed, text, before)
    meant = meant or _whatever_was_shown(parsed, text)
    if not parsed.get("parts"):
        meant = meant or hear_of_orders(parsed, text, before)
    if not meant and before.turned_down and only_asks_why(text):
        return "explain_recommendation"
    return (
        meant
        or hear_of_rest(parsed, text, before)
        or hear_of_costs(parsed, text, before)
        or hear_of_cart(parsed, text, before)
        or hear_of_products(parsed, text, before)
        or _in_few_words(parsed, text, before)
        or _on_topic(parsed, text, before)
        or hear_of_named(parsed, text, before)
        or hear_of_poll(parsed, text, before)
        or _goes_on(parsed, text, before)
        or hear_name_alone(parsed, text, before)
        or intent_of(parsed)
    )


def _whatever_was_shown(parsed: Parsed, text: str) -> str:
    if intent_of(parsed) in _MAY_ASK_RULES and read_rule_asked(text):
        return "ask_shipping"
    if read_said_asked(text) and intent_of(parsed) not in _OF_CHATS:
        return "privacy_settings"
    if _AS_GUEST.search(text) and intent_of(parsed) in _MAY_BE_GUEST:
        return "track_order"
    if wants_human(text):
        return "talk_to_human"
    if seeks_others_data(text):
        return "out_of_scope"
    if asks_own_review(text):
        return "read_reviews"
    return "erase_data" if forgets_chats(text) else hear_of_people(parsed, text)


def _on_topic(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant in the light of the message before; "" for nothing."""
    topic = before.intent
    if _WHAT_NOW.match(text) and (topic == "report_late" or (topic == "complain" and before.order_shown)):
        return "report_late"
    if before.products_shown and intent_of(parsed) in _MAY_DOUBT and doubts_liking(text):
        return "explain_recommendation"
    if _LOST_RULE.match(text) or _of_delivery(text, before):
        return "ask_shipping"
    off_list = intent_of(parsed) == "remove_from_cart" and not _NAMES_CART.search(text)
    if topic in _OF_WISHES and (off_list or _NOTES.match(text)):
        return "add_to_wishlist"
    if (topic in _OF_OWN_REVIEW or before.own_review_told) and _DELETES_IT.match(text):
        return "write_review"
    if topic == "read_reviews" and intent_of(parsed) in _MAY_TAKE_DOWN and _DELETES_ONE.match(text):
        return "write_review"
    if before.own_review_told and _EDITS_IT.match(text):
        return "write_review"
    if (topic in _OF_OWN_REVIEW or before.own_review_told) and _ADDS_WORDS.match(text):
        return "write_review"
    if (topic in _GIVE_STARS or before.own_review_told) and gives_other_stars(text) and not names_thing(parsed):
        return "rate_product"
    return _of_reviews(parsed, text, topic)


def _in_few_words(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant by a greeting, a curse about an order, or a way to pay alone; "" for anything else."""
    intent = intent_of(parsed)
    if intent in _MAY_GREET and _GREETS.fullmatch(text):
        return "greet"
    if intent in _MAY_GREET and _JOKES.fullmatch(text):
        return "small_talk"
    if before.intent in _OF_TROUBLE and intent == "out_of_scope" and _frustration(parsed) >= _UPSET:
        return "complain"
    return before.intent if before.intent in _PAYING and intent in _MAY_PAY and _PAYS_BY.search(text) else ""


def _frustration(parsed: Parsed) -> float:
    return float((parsed.get("sentiment") or {}).get("frustration", 0.0))


def _of_reviews(parsed: Parsed, text: str, topic: str) -> str:
    """Return what goes on with reviews: "any bad ones", "and my friends?"; "" for anything else."""
    if topic == "read_reviews" and intent_of(parsed) in _MAY_ASK_REVIEWS and _SOME_REVIEWS.match(text):
        return "read_reviews"
    return "friends_reviews" if topic in _OF_REVIEWS and _AND_FRIENDS.match(text) else ""


def _goes_on(parsed: Parsed, text: str, before: Before) -> str:
    """Return the intent before where the message goes on with it: "and to Ireland?"; "" where it does not."""
    if len(text.split()) > SHORT or intent_of(parsed) not in MAY_GO_ON:
        return ""
    of_that = before.intent in _GONE_ON_WITH or (before.intent in _OF_PEOPLE and "person" in names_in(parsed))
    on = of_that and _GOES_ON.match(text)
    return before.intent if on or (before.intent == "track_order" and _OTHER_ORDER.search(text)) else ""


def _confidence(parsed: Parsed) -> float:
    heard: Mapping[str, Any] = parsed["intent"]
    confidence = heard.get("confidence")
    return 1.0 if confidence is None else float(confidence)
