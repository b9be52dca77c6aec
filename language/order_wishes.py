"""Short wishes that follow on an order just talked about: the money then, another one, how long one has."""

import re

_WANTS_MONEY = re.compile(
    r"^(?:(?:ok|okay|then|fine|well|no|nah|so|just|please|pls|alright|in that case|rather|give me|let me have"
    r"|i(?:'ll take| want| need|'d like| would like)?|can i (?:have|get))\W+)*"
    r"(?:(?:my |the |a |all )?(?:money back|refund)|(?<=just )my money)"
    r"(?: (?:then|please|pls|instead|now|for (?:it|them|this|that)))*\W*$",
    re.IGNORECASE,
)
_CHANGES_IT = re.compile(
    r"\b(?:change|swap|switch|exchange|make) (?:it|them|'?em|that|this|those)\b.{0,40}\b(?:to|for|into|in)\b"
    r"|\b(?:change|swap|switch) the (?:size|colou?r|width|length)\b(?! of (?:the|an?) \w+ in)",
    re.IGNORECASE,
)
_CHANGES_MINE = re.compile(
    r"\b(?:change|swap|switch) the (?:size|colou?r)s? (?:of|on|for|in) (?:my|the \w+ (?:i|in my)|what i)\b",
    re.IGNORECASE,
)
_SENDS_AGAIN = re.compile(
    r"\bre-?send\b|\bsend (?:it|them|me one|those|that|the \w+)\b.{0,12}\bagain\b"
    r"|\bsend (?:me )?(?:another|a new|new|a second)\b",
    re.IGNORECASE,
)
_COUNTS_AS_LOST = re.compile(
    r"\b(?:how long|when|after how|at what point|from when)\b.{0,40}\b(?:lost|missing|gone)\b(?!.*\breturn)",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"^(?:(?:and|so|ok|but|hm+|well)\W+)*"
    r"(?:how (?:long|many days|much time) (?:do|have|would) i (?:have|got|get)?(?: left)?"
    r"|until when(?: (?:can|must) i)?|(?:what(?:'?s| is) )?the deadline|by when|till when)\W*$",
    re.IGNORECASE,
)
_STILL_RETURNS = re.compile(
    r"\b(?:can|could|may|am) i (?:still |also |even )*(?:able to |allowed to )?(?:return|exchange|swap|send|give)\b"
    r"|\b(?:too late|still possible|still time|in time)\b.{0,20}\b(?:return|exchange|swap|send)\b"
    r"|\bhow (?:long|many days|much time)\b.{0,24}\b(?:return|exchange|send)\b",
    re.IGNORECASE,
)
_RETURNABLE = re.compile(
    r"\b(?:is|are|was|were|isn'?t|aren'?t)\b.{1,50}\b(?:returnable|exchangeable)\b"
    r"|\b(?:can|could|may) (?:my|the|our|it|this|that|they|those|these|both|all)\b.{0,40}?"
    r"\b(?:go back|come back to you|be (?:returned|exchanged|sent back|given back|taken back))\b",
    re.IGNORECASE,
)
_CAN_I_STILL = re.compile(
    r"\b(?:can|could|may|am) (?:i|we) still (?:be )?(?:able to |allowed to )?(?:return|exchange"
    r"|(?:send|give) .{2,30} back)\b"
    r"|\btoo late to (?:return|exchange|send|give)\b",
    re.IGNORECASE,
)
_CHANGES = r"(?:cancel|change|edit|modify|alter|amend|update|correct|call off|adjust)"
_CHANGING = r"(?:cancell?ing|changing|editing|modifying|cancell?ation|cancell?ations|changes|a change)"
_CHANGEABLE = re.compile(
    r"\b(?:is|are|was|were|isn'?t|aren'?t)\b.{1,50}\b(?:changeable|changable|cancell?able"
    r"|editable|modifiable|amendable)\b"
    r"|\b(?:can|could|may) (?:my|the|our|it|this|that|they|those|these|both|all)\b.{0,40}?"
    r"\bstill be (?:changed|cancell?ed|edited|modified|altered|amended)\b"
    rf"|\b(?:can|could|may|am) (?:i|we) (?:still|even) (?:be )?(?:able to |allowed to )?{_CHANGES}\b"
    rf"|\b(?:can|could) (?:i|we) {_CHANGES}\b.{{2,40}}\bstill\b\W*$"
    rf"|\btoo late (?:now )?(?:to|for) (?:{_CHANGES}|{_CHANGING})\b"
    rf"|\b(?:is|are) (?:it |there )?(?:still )?(?:possible|time|ok|okay|allowed) to (?:still )?{_CHANGES}\b"
    rf"|\b{_CHANGING}\b.{{0,24}}\bstill (?:possible|an option|ok|okay|work\w*)\b"
    rf"|\b(?:is|are) (?:still )?{_CHANGING}\b.{{0,24}}\b(?:still|possible|too late|an option)\b"
    rf"|\b(?:until when|till when|by when|how long)\b.{{0,24}}\b(?:can|could|may|have|got)\b.{{0,16}}\b{_CHANGES}\b",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"\b(?:return|exchange|refund|reviews?|ratings?|wish ?list|alerts?|profile|email|password|account|polls?|votes?"
    r"|friends?|settings?|subscription|my mind|stars|gift card|name|nickname|circles?|cart|basket|bag|trolley)\b",
    re.IGNORECASE,
)
# "Can I still change it to 39" is a wish
_INTO_ANOTHER = re.compile(
    r"\b(?:change|switch|edit|modify|update|alter)\b.{0,40}\b(?:to|into) (?!be\b)\w|\bfor (?:an? |the |size )?\d",
    re.IGNORECASE,
)
_TOO_LATE = re.compile(r"\btoo late\b", re.IGNORECASE)
_WHEN = re.compile(
    r"^(?:(?:and|so|ok|but|hm+|well)\W+)*(?:how long(?: (?:does|will|would) (?:it|that|this) (?:take|be))?|when"
    r"|when (?:will|is) (?:it|that)(?: be)?(?: here)?|by when|til+ when)\W*$",
    re.IGNORECASE,
)
_OF_CANCELLING = re.compile(r"\b(?:cancel\w*|call off)\b", re.IGNORECASE)
_OF_ADDRESS = re.compile(r"\b(?:address|where (?:it|they) go(?:es)?|delivered to|deliver)\b", re.IGNORECASE)
_OF_PAYMENT = re.compile(r"\b(?:pay\w*|paid|card|paypal)\b", re.IGNORECASE)
_OF_ITEMS = re.compile(r"\b(?:sizes?|colou?rs?|items?|widths?|lengths?|shoes?|things?)\b", re.IGNORECASE)
_HOW_MUCH_BACK = re.compile(
    r"\bhow much\b.{0,20}?\b(?:do|will|would|can|could|am|is|'ll|'d)\b.{0,16}"
    r"\b(?:get|getting|refunded|receive|back|refund)\b"
    r"|\bwhat (?:will|would|do) i get back\b|\bhow much (?:is|would be) (?:the|my) refund\b",
    re.IGNORECASE,
)
_CALMS = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|my bad|forgive me)\b(?! but\b).{0,12}\b(?:for|about)\b.{0,20}"
    r"\b(?:that|earlier|before|being|my|shout\w*|yell\w*|swear\w*|snapp\w*|caps|tone)\b"
    r"|\bi (?:was|got) (?:just |only |a (?:bit|little) |so |too |really )*"
    r"(?:upset|rude|stressed|harsh|angry|mad|frustrated|annoyed|unfair)\b"
    r"|\b(?:i'?m|i am) (?:no longer|not) (?:upset|angry|mad|annoyed)\b|\bcalmed down\b|\bno hard feelings\b"
    r"|\bnot your fault\b|\bdidn'?t mean to (?:be rude|shout|yell|snap)\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:says?|said|marked|shows?|status|supposedly|apparently|claims?)\b.{0,24}\bdelivered\b.{0,30}"
    r"\b(?:but|yet|however|and|except|though)\b.{0,30}\b(?:not|n'?t|dont|nothing|never|no|isnt|havent|didnt|where)\b"
    r"|\b(?:never|not|n'?t|dont|didnt|havent|nothing)\b.{0,30}\b(?:says?|marked|shows?|although|even though)\b.{0,20}"
    r"\bdelivered\b",
    re.IGNORECASE,
)
_LOOKED_AROUND = re.compile(
    r"\bneighbou?rs?\b.{0,30}\b(?:not|n'?t|dont|havent|no|nothing|either|asked)\b"
    r"|\b(?:asked|checked with) .{0,16}\bneighbou?rs?\b"
    r"|\b(?:looked|checked|searched) (?:everywhere|all over)\b|\bno(?:body|\W?one) (?:has|took|signed|knows)\b",
    re.IGNORECASE,
)
_NOT_GOT = re.compile(
    r"\b(?:never|didn'?t|did not|haven'?t|havent|didnt|have not) (?:ever )?"
    r"(?:got|get|received?|gotten|seen) (?:my|the|our)\b"
    r"|\b(?:my|the) .{2,30} (?:never|hasn'?t|hasnt|didn'?t|didnt|has not|did not) "
    r"(?:come|came|arrived?|shown? up|turned up)\b",
    re.IGNORECASE,
)
_WHEN_MONEY = re.compile(
    r"\b(?:when|how (?:long|soon))\b.{0,24}\b(?:get|see|have|receive|back|till|until|for)\b.{0,12}"
    r"\b(?:my|the) (?:money|refund|cash)\b",
    re.IGNORECASE,
)
_OWN_MONEY = re.compile(r"\bmy (?:money|refund|cash)\b", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:if|would|could|once|after|in case)\b", re.IGNORECASE)
_WHERE_MINE = re.compile(
    r"^(?:(?:and|so|ok|but|hi|hey|hello)\W+)*(?:where(?:'?s| is| are|s)?|when (?:does|do|will|is|are)) my "
    r"(?!carts?\b|basket|bag\b|trolley|wish|list|friends?|review|discount|coupon)",
    re.IGNORECASE,
)
_WHERE_PARCEL = re.compile(
    r"^(?:(?:and|so|ok|but|hi|hey|hello|yo|hiya|um+|please|pls|excuse me|sorry|good \w+)\W+)*"
    r"(?:where(?:'?s| is| are|s)?|when (?:does|do|will|is|are)|any (?:news|update)s? (?:on|about|of))"
    r"(?: (?:the hell|on earth|the heck|the fuck|the f))?(?: (?:is|are))? (?:all )?(?:my|our) "
    r"(?:stuff|things|orders?|parcels?|packages?|delivery|shipment|goods|items?|purchases?)\b",
    re.IGNORECASE,
)
_CHARGED_WRONG = re.compile(
    r"\b(?:charged|billed|debited|paid|took (?:the |my )?money)\b.{0,24}"
    r"\b(?:twice|double|two times|2 times|2x|too much|more than)\b"
    r"|\bdouble[- ]?(?:charg|bill|paid|payment)\w*|\bover-?charged\b|\bcharged (?:me )?(?:the )?wrong\b",
    re.IGNORECASE,
)
_OWN_MISTAKE = re.compile(
    r"\bi(?:'ve| have)? (?:accidentally |mistakenly |just )?(?:ordered|bought|got|chose|picked|took|selected) "
    r"(?:the |a )?wrong (?:size|colou?r|width|length|variant)\b",
    re.IGNORECASE,
)
_WRONG_VARIANT = re.compile(r"\bwrong (?:size|colou?r|width|length|variant)s?\b", re.IGNORECASE)
_CHANGES_ORDERED = re.compile(
    r"\b(?:change|swap|switch|exchange)\b.{0,30}?\b(?:my|our|(?:i|we) (?:ordered|bought))\b"
    r"|\bstill (?:change|swap|switch|exchange|get|have|make)\b|\bi(?:'ve| have)? ordered\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"^(?:(?:no+|nope|not that|sorry|wait|but|oh|hm+|not (?:in )?(?:the|my) (?:cart|basket|bag))\W+)*"
    r"(?:(?:i (?:mean|meant)|it'?s|that'?s|they'?re|the ones?)\W+)?"
    r"(?:in|of|on|from) (?:my|the) (?:last |open |pending )?orders?"
    r"(?:\W+(?:i (?:mean|meant)|not (?:in )?(?:the|my) (?:cart|basket|bag)|that i placed|please|pls))*\W*$",
    re.IGNORECASE,
)
_ALL_ORDERS = re.compile(
    r"^(?:(?:show|list|see|give|tell|what|whats|which|are|me|all|of|can|i|pls|please|the|past|old)\W+)*"
    r"my (?:\w+ )?orders(?: (?:please|pls|so far|again))?\W*$",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    r"\b(?:pick (?:it|them|this|that|my \w+) up|pick ?up (?:my|the|it|point|station)|pick-?ups?"
    r"|collect (?:it|them|my|the)"
    r"|(?:leave|put|drop) (?:it|them|the (?:parcel|package)) (?:off )?(?:with|at|by|in|on|outside|behind)|safe place"
    r"|parcel (?:lockers?|shops?|stations?))\b",
    re.IGNORECASE,
)
_STILL_UPSET = re.compile(r"\b(?:still|but you|how dare|worst|useless|unacceptable)\b", re.IGNORECASE)
_STOPS = re.compile(  # what is being put together, and no order that stands
    r"\W*(?:(?:nah|no|oh|ok|please|pls|just|wait|hm+|actually|hey|but|sorry)\W+)*(?:stop(?: (?:it|that|this))?"
    r"|(?:stop\W+)?(?:don'?t|do not) (?:order|buy|add|take|do|place|put in)(?: (?:it|that|this|them|anything))?)"
    r"(?: (?:yet|now|please|pls|then|after all))*\W*",
    re.IGNORECASE,
)


def wants_money_back(text: str) -> bool:
    """Say whether the words are "ok money back then": a wish, and no question where the money is."""
    return _WANTS_MONEY.match(text) is not None


def changes_it(text: str) -> bool:
    """Say whether the words are "change it to 38", of what was just talked about."""
    return _CHANGES_IT.search(text) is not None


def changes_own(text: str) -> bool:
    """Say whether the words are "change the colour of my bottle", of what was bought."""
    return _CHANGES_MINE.search(text) is not None


def wants_sent_again(text: str) -> bool:
    """Say whether what did not come shall be sent once more."""
    return _SENDS_AGAIN.search(text) is not None


def asks_when_lost(text: str) -> bool:
    """Say whether the words ask from when on a parcel counts as lost."""
    return _COUNTS_AS_LOST.search(text) is not None


def only_asks_how_long(text: str) -> bool:
    """Say whether the words are "how long do I have", and nothing else."""
    return _HOW_LONG.match(text) is not None


def asks_how_much_back(text: str) -> bool:
    """Say whether the words ask how much money would come back for a return."""
    return _HOW_MUCH_BACK.search(text) is not None


def asks_to_return_still(text: str) -> bool:
    """Say whether the words ask if something can still go back, or how long it can."""
    return _STILL_RETURNS.search(text) is not None or asks_if_returnable(text)


def asks_if_returnable(text: str) -> bool:
    """Say whether the words are "is the kettle still returnable": a question, and no wish to return it."""
    return _RETURNABLE.search(text) is not None or _CAN_I_STILL.search(text) is not None


def asks_if_changeable(text: str) -> bool:
    """Say whether the words are "is my order still changeable", "too late to cancel?": a question, and no wish."""
    asked = _CHANGEABLE.search(text) is not None
    wish = _INTO_ANOTHER.search(text) is not None and not asks_if_too_late(text)
    return asked and not wish and not _NO_ORDER.search(text)


def asks_if_too_late(text: str) -> bool:
    """Say whether the words are no wish, whatever else they name: "is it too late to change it to 39"."""
    return _TOO_LATE.search(text) is not None


def only_asks_when(text: str) -> bool:
    """Say whether the words are "how long" or "when", of what was just told."""
    return _WHEN.match(text) is not None


def read_change_asked(text: str) -> str:
    """Return the change that such a question is about, as its intent; "" for any."""
    if _OF_CANCELLING.search(text):
        return "cancel_order"
    if _OF_ADDRESS.search(text):
        return "change_address"
    if _OF_PAYMENT.search(text):
        return "change_payment"
    return "change_items" if _OF_ITEMS.search(text) else ""


def calms_down(text: str) -> bool:
    """Say whether somebody takes their anger back: "sorry, I was just upset"."""
    return _CALMS.search(text) is not None and not _STILL_UPSET.search(text)


def misses_what_was_delivered(text: str) -> bool:
    """Say whether the words are "it says delivered but I don't have it"."""
    return _NOT_HERE.search(text) is not None


def looked_around(text: str) -> bool:
    """Say whether they tell that they looked for the parcel: "the neighbours don't have it either"."""
    return _LOOKED_AROUND.search(text) is not None


def charged_wrongly(text: str) -> bool:
    """Say whether the words are of money that was taken twice, or too much of it."""
    return _CHARGED_WRONG.search(text) is not None


def ordered_wrong_variant(text: str) -> bool:
    """Say whether the words are "I ordered the wrong size": their own mistake, and no trouble with what came."""
    return _OWN_MISTAKE.search(text) is not None


def changes_wrong_variant(text: str) -> bool:
    """Say whether the words are "the shorts are the wrong size, can you change them to L"."""
    return _WRONG_VARIANT.search(text) is not None and changes_it(text)


def changes_ordered(text: str) -> bool:
    """Say whether the words are "can I still change my shoes to 39": of what was ordered, rather than of a cart."""
    return _CHANGES_ORDERED.search(text) is not None


def means_in_order(text: str) -> bool:
    """Say whether the words are "no I mean in my order", and nothing else."""
    return _IN_ORDER.match(text) is not None


def asks_all_orders(text: str) -> bool:
    """Say whether the words are "all my orders", and nothing else."""
    return _ALL_ORDERS.match(text) is not None


def speaks_of_handing_over(text: str) -> bool:
    """Say whether the words are of where a parcel is left or picked up."""
    return _DELIVERS.search(text) is not None


def tells_not_got(text: str) -> bool:
    """Say whether the words are "I never received the keyboard"."""
    return _NOT_GOT.search(text) is not None


def asks_when_money(text: str) -> bool:
    """Say whether the words ask when their money comes."""
    return _WHEN_MONEY.search(text) is not None


def asks_when_own_money(text: str) -> bool:
    """Say whether that is of money that is on its way, and no question of what would be."""
    return asks_when_money(text) and _OWN_MONEY.search(text) is not None and _SUPPOSES.search(text) is None


def asks_where_mine(text: str) -> bool:
    """Say whether the words are "where is my bottle"."""
    return _WHERE_MINE.match(text) is not None


def asks_where_parcel(text: str) -> bool:
    """Say whether the words are "hey wheres my stuff": of whatever was ordered."""
    return _WHERE_PARCEL.match(text) is not None


def stops(text: str) -> bool:
    """Say whether nothing shall be ordered, and nothing that was ordered is spoken of: "stop, dont order"."""
    return _STOPS.fullmatch(text) is not None


_IN_TIME = re.compile(
    r"^(?:(?:and|so|but|ok|hm+|then|well)\W+)*(?:can|could|will|would|does|do)"
    r" (?:it|this|that|they|these|those|you)\b.{0,12}"
    r"\b(?:be here|arrive|come|get here|make it|be delivered|deliver(?: it| them)?|be there|reach me)\b.{0,24}"
    r"\b(?:by|before|until|till|tomorrow|today|tonight|(?:in|on) time|(?:next|this) \w+|\w+day|weekend)\b.{0,16}$",
    re.IGNORECASE,
)


def asks_if_in_time(text: str) -> bool:
    """Say whether it asks if something comes by a day: "can it be here tomorrow"."""
    return _IN_TIME.match(text) is not None
