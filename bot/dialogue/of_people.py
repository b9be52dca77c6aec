"""What is heard of people while no question is open: circles, who knows what, who sees what, votes asked for."""

import re

from bot.dialogue.before import Before
from bot.dialogue.of_products import names_thing
from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in, values_in
from language.audiences import (
    asks_who_sees_mine,
    limits_audience,
    refuses_audience,
    says_audience,
)
from language.circle_names import read_new_name
from language.people_picks import asks_who_does, read_people_pick
from language.sent_reviews import sends_review
from language.sent_things import asks_what_i_sent
from language.whose_friends import asks_whose_friends

_NAMES_FRIENDS = re.compile(r"\b(?:friends|mates|buddies|pals|people i know)\b", re.IGNORECASE)
_SHARES_IT = re.compile(
    r"^(?:(?:please|pls|can you|could you|can u|and|ok|now)\W+)*(?:share|forward|send) (?:it|this|that|them|these)"
    r" (?:w/|with|to)\W?",
    re.IGNORECASE,
)
_I_VOTE = re.compile(
    r"^(?:(?:ok|well|then)\W+)?(?:i(?:'d|'ll| will| would)? vote|my vote|change my vote)\b", re.IGNORECASE
)
_OFF_WISHLIST = re.compile(  # which the same action does
    r"\b(?:take|remove|delete|drop|throw|kick|get)\b(?!.*\bhide\b).{1,60}\b(?:off|from|out of)\b.{0,6}"
    r"\b(?:wish ?list|favou?rites|favs)\b",
    re.IGNORECASE,
)
_OF_OWN_WISHES = frozenset({"add_to_wishlist", "show_wishlist"})
_PLACES = re.compile(r"\b(?:human|agent|support|address|home|house|office|work|somewhere|elsewhere)\b|\d", re.I)
_LETS_VOTE = re.compile(
    r"\b(?:let|have|make|get)\s+(?:(?:all|some) (?:of )?)?(?:my |our |the )?"
    r"(?:friends|mates|people|everyone|everybody|them)\s+(?:to )?(?:vote|choose|pick|decide)\b",
    re.IGNORECASE,
)
_SENDS_WISHES = re.compile(
    r"^(?:(?:please|pls|can you|could you|can u|and|ok)\W+)*(?:send|share|forward|show|mail|give)\b.{0,12}"
    r"\bmy (?:wish ?list|favou?rites|wishes)\b.{0,6}\b(?:to|with)\b",
    re.IGNORECASE,
)
_SHOWS_WISHES_TO = re.compile(  # "show ana my wishlist", where it names somebody
    r"^(?:(?:please|pls|can you|could you|can u|and|ok)\W+)*(?:send|share|forward|show|mail|give)\W+"
    r"(?!me\b)(?:[\w'-]+\W+){1,4}?my (?:wish ?list|favou?rites|wishes)\W*$",
    re.IGNORECASE,
)
_OF_CIRCLES = re.compile(
    r"^circles?\W*$|^(?:what|show|list|who(?:'s| is| are))\b.*\b(?:my|the|our|i have|are my) ?circles?\b"
    r"|^(?:which|what) circles\b|^circles\W*$"
    r"|^my circles\W*$|^who(?:'s| is| are) in (?:my |the )?[\w ]{2,30}\W*$|\bwhom? (?:do|am) i follow(?:ing)?\b",
    re.IGNORECASE,
)
_ENDS_CIRCLE = re.compile(
    r"^(?:(?:please|pls|can you|could you|ok)\W+)*(?:delete|dissolve|disband|get rid of|close|remove)"
    r" (?:(?:the |my )?(?:circle|group)\b|.{1,40}\bcircle\W*$)",
    re.IGNORECASE,
)
_TELL_OF_CIRCLES = frozenset({"add_friend", "friend_activity", "block_person"})
_MAY_BE_OF_CIRCLE = UNCLEAR | {
    "add_to_cart",
    "change_cart",
    "remove_from_cart",
    "inform",
    "block_person",
    "choose_option",
    "deny",
}
_INTO_CIRCLE = re.compile(
    r"^(?:(?:ok|oh|wait|sorry|please|pls|now|then|no|actually|but)\W+)*"
    r"(?:and|also|plus|add|put|include|take|kick|throw|remove|leave|not|without|except)\b"
    r"(?!.*\b(?:friends?|carts?|basket|bag)\b)",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^(?:and )?who(?:'s| is|s)\b", re.IGNORECASE)
_CHANGES_CIRCLES = frozenset({"add_friend", "block_person", "ask_friends", "friends_reviews", "talk_to_human"})
_HIDES = re.compile(r"^(?:(?:please|pls|can you|could you|and|but)\W+)*hide\b", re.IGNORECASE)
_ONLY_SEES = re.compile(
    r"\bonly\b.{1,25}\b(?:see|sees|visible)\b|\b(?:visible|shown) (?:only )?to\b.{1,25}\bonly\b", re.IGNORECASE
)
_SHOWS_ONLY = re.compile(  # "show the linen only to besties"
    r"^(?:(?:please|pls|can you|could you|and|ok|no)\W+)*(?:show|keep|make)\b(?! me\b).{2,40}"
    r"\b(?:only|just) (?:to|for)\b(?! (?:sale|under|less)\b)"
    r"|^(?:(?:please|pls|can you|could you|and|ok|no)\W+)*(?:only|just) show\b(?! me\b).{2,40} to\b(?! me\b)",
    re.IGNORECASE,
)
_KNOWS = re.compile(  # of whom advice is wanted, and nothing to vote on
    r"\b(?:people|friends?|any(?:one|body)|some(?:one|body)|who|mates?)\b.{0,14}"
    r"\b(?:knows?\b(?! (?:if|whether|how|what|which|where|when)\b)|experience with)",
    re.IGNORECASE,
)
_TELL_OF_AUDIENCE = frozenset({"privacy_settings", "affirm", "deny"})
_MAY_LIMIT = UNCLEAR | {"inform", "refine_search", "talk_to_human", "poll_status", "friends_reviews", "share_product"}


_WHICH_OF_THEM = re.compile(  # of friends spoken of just before
    r"\b(?:which|who|whom) of (?:the (?:two|three|four)|them|those)\b.*\b(?:knows?|tried|owns?|used|experience|into)\b",
    re.IGNORECASE,
)
_OF_FRIENDS = frozenset({"friend_activity", "who_bought", "friends_reviews", "show_wishlist", "ask_size_advice"})
_WOULD_SAY = re.compile(  # of what is shown or named: no poll, least of all of whom a present is for
    r"^(?!.*\b(?:birthday|bday|christmas|xmas|present|gift|wedding)\b)"
    r"(?:(?:and|but|so|ok|hm+|well)\W+)*(?:(?:what|how|which(?: ones?)?) (?:would|might|will)\b.{1,25}"
    r"\b(?:say|think|like|feel|find|take|pick|choose|prefer|go for)\b"
    r"|(?:would|might|will|(?:do |d'?)?(?:you|u) think)\b.{1,30}\b(?:like|love|want|enjoy|hate|say|happy|pleased)\b)",
    re.IGNORECASE,
)
_WHO_IS_IN_IT = re.compile(
    r"^(?:(?:and|so|ok)\W+)*who(?:['’]?s| is| are) in (?:it|there|that)\b(?: now| again)?\W*$", re.IGNORECASE
)
_GAVE = re.compile(  # "what did he give the glide max"
    r"^(?:(?:and|but|so|ok)\W+)*(?:what|how(?: many stars)?) (?:did|has|does) (?:he|she|\w+)\b.{0,10}"
    r"\b(?:give|given|rate|rated)\b(?!.{0,6}\b(?:me|us)\b)",
    re.IGNORECASE,
)
_WROTE = re.compile(  # of friends spoken of just before
    r"^(?:(?:and|but|so|ok)\W+)*what (?:did|has|does|do|have) (?:he|she|they|\w+) (?:actually |exactly )?"
    r"(?:write|written|say|said|think)\b(?!.*\b(?:me|us)\b)",
    re.IGNORECASE,
)
_OF_MINE = re.compile(  # "and my reviews?", after it was told who sees something else
    r"^(?:(?:and|but|so|ok|hm+)\W+)*(?:what about|how about|and|what is with|same (?:for|with))\W+(?:who sees )?my "
    r"(?:reviews?|ratings?|wish ?lists?|wishes|purchases?|orders|sizes?|profile|name)(?: then| though| too)*\W*$",
    re.IGNORECASE,
)
_MAY_WONDER = UNCLEAR | {
    "friends_reviews", "ask_friends", "accept_friend", "small_talk", "recommend_gift", "poll_status", "show_wishlist",
    "inform", "friend_activity", "who_bought", "help", "recommend_for_me",
}  # fmt: skip
_MAY_ASK_SENT = UNCLEAR | {
    "share_product", "friend_activity", "track_order", "inform", "show_wishlist", "recommend_gift", "who_bought",
    "read_reviews", "ask_friends", "help", "search_product", "choose_option", "refine_search", "report_late",
    "refund_status",
}  # fmt: skip
_MAY_ASK_FRIENDS = UNCLEAR | {
    "friends_reviews", "friend_activity", "who_bought", "small_talk", "help", "inform", "add_friend", "show_wishlist",
    "search_product", "recommend_for_group", "ask_friends",
}  # fmt: skip
_MAY_SHOW = UNCLEAR | {"share_product", "search_product", "refine_search", "show_wishlist", "add_to_wishlist", "inform"}
_MAY_PICK = UNCLEAR | {
    "poll_status",
    "who_bought",
    "friend_activity",
    "refine_search",
    "inform",
    "small_talk",
    "search_product",
}
_VOTES = re.compile(r"(?:has |have )?(?:vote|answer|chose|pick|open|respond|repl)", re.IGNORECASE)  # in a poll
_MAY_NAME = UNCLEAR | {"choose_option", "inform", "greet"}
_TO_ANOTHER = re.compile(  # what was sent to somebody else just before
    r"^(?:(?:ok|please|pls|oh|now)\W+)*(?:and|also|plus)\W+(?:also\W+)?(?:to|with)\b(?!.*\b(?:wish|cart|circle)).{2,40}$",
    re.IGNORECASE,
)
_NAME_ALONE = 2  # words: "ana's", "kofi please"
_MAY_HIDE = UNCLEAR | {
    "share_product",
    "cancel_order",
    "remove_from_cart",
    "erase_data",
    "reject_suggestion",
    "inform",
    "block_person",
}


def _picks_by_doing(text: str, before: Before) -> bool:
    """Say whether friends are meant by what they do: "who of my friends runs", "only the ones who run"."""
    pick = read_people_pick(text) if before.intent in _OF_FRIENDS else None
    asked = asks_who_does(text)
    of_them = before.intent in _OF_FRIENDS or _NAMES_FRIENDS.search(text) is not None
    return bool(pick and pick.doing) or (bool(asked) and of_them and not _VOTES.match(asked))


def hear_of_people(parsed: Parsed, text: str) -> str:
    """Return what is meant of friends, votes, circles and who sees what, whatever was shown; "" for nothing."""
    intent = intent_of(parsed)
    if _OFF_WISHLIST.search(text) and intent not in _OF_OWN_WISHES:
        return "add_to_wishlist"
    if _I_VOTE.match(text):
        return "poll_status"
    if _LETS_VOTE.search(text) and intent == "poll_status":
        return "ask_friends"
    named = "person" in names_in(parsed)
    shares = _SHARES_IT.match(text) and intent in UNCLEAR | {"talk_to_human"} and not _PLACES.search(text)
    if shares or _SENDS_WISHES.match(text) or (named and (_SHOWS_WISHES_TO.match(text) or sends_review(text))):
        return "share_product"
    if asks_of_activity(parsed, text):
        return "friend_activity"
    if asks_who_sees_mine(text):
        return "privacy_settings"
    if _ENDS_CIRCLE.match(text) or (read_new_name(text) or ("",))[0]:
        return "add_friend"
    if _OF_CIRCLES.search(text) and intent not in _CHANGES_CIRCLES:
        return "friend_activity"
    if intent == "ask_friends" and names_thing(parsed) and _KNOWS.search(text):
        return "who_bought"
    hides = (_HIDES.match(text) and intent in _MAY_HIDE) or (_ONLY_SEES.search(text) and intent == "share_product")
    hides = hides or (_SHOWS_ONLY.match(text) and intent in _MAY_SHOW)
    return "privacy_settings" if hides else ""


def asks_of_activity(parsed: Parsed, text: str) -> bool:
    """Say whether it asks whose friends others are, or what the shopper sent."""
    if intent_of(parsed) in _MAY_ASK_FRIENDS and asks_whose_friends(text, values_in(parsed, "person")):
        return True
    return intent_of(parsed) in _MAY_ASK_SENT and asks_what_i_sent(text)


def hear_of_friends_beside(parsed: Parsed, text: str) -> str:
    """Return what is asked of friends that answers no open question, whatever it is; "" for anything else."""
    if asks_of_activity(parsed, text):
        return "friend_activity"
    asked = asks_who_does(text) if _NAMES_FRIENDS.search(text) else ""
    return "who_bought" if asked and intent_of(parsed) in _MAY_PICK and not _VOTES.match(asked) else ""


def shows_only_to(text: str) -> bool:
    """Say whether something is to be seen by some alone: "show the linen only to besties", "let only Maya see it"."""
    return _SHOWS_ONLY.match(text) is not None or _ONLY_SEES.search(text) is not None


def hear_of_audience(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of who may see what was just told of: "only me please"; "" for nothing."""
    if before.intent in _TELL_OF_AUDIENCE and _OF_MINE.match(text):
        return "privacy_settings" if before.intent == "privacy_settings" or before.audience_told else ""
    if not before.audience_told or before.intent not in _TELL_OF_AUDIENCE or names_thing(parsed):
        return ""
    by_name = intent_of(parsed) in _MAY_LIMIT and limits_audience(text)
    return "privacy_settings" if says_audience(text) or refuses_audience(text) or by_name else ""


def hear_of_named(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of people who are named: who is in a circle just made, who somebody is; "" for nothing."""
    intent = intent_of(parsed)
    if before.circle_id and before.intent in _TELL_OF_CIRCLES and read_new_name(text):
        return "add_friend"
    if before.circle_id and _WHO_IS_IN_IT.match(text):
        return "friend_activity"
    if intent in _MAY_WONDER and (_GAVE.match(text) or (before.intent in _OF_FRIENDS and _WROTE.match(text))):
        return "friends_reviews"
    if intent in _MAY_PICK and _picks_by_doing(text, before):
        return "who_bought"
    if before.intent in _OF_FRIENDS and names_thing(parsed) and _WHICH_OF_THEM.search(text):
        return "who_bought"
    return _hear_of_one(parsed, text, before) if "person" in names_in(parsed) else ""


def _hear_of_one(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant where somebody is named."""
    intent = intent_of(parsed)
    if intent in _MAY_WONDER and _WOULD_SAY.match(text):
        return "friends_reviews"
    if names_thing(parsed):
        return ""
    if before.on_product and not before.gift_shown and intent in _MAY_NAME and _TO_ANOTHER.match(text):
        return "share_product"
    if before.intent in _OF_FRIENDS and intent in _MAY_NAME and len(text.split()) <= _NAME_ALONE:
        return before.intent  # asked of somebody else, or only now of somebody
    in_circle = before.circle_id and before.intent in _TELL_OF_CIRCLES and intent in _MAY_BE_OF_CIRCLE
    if in_circle and _INTO_CIRCLE.match(text):
        return "add_friend"
    return "friend_activity" if intent in UNCLEAR and _WHO_IS.match(text) else ""
