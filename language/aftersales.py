"""What is said of an order after it was placed, in words that leave no doubt: returns under way, faults, refusals."""

import re

_RETURN = r"(?:returns?|returning|exchang(?:e|es|ing)|swap(?:s|ping)?)"
_BETWEEN = r"(?:(?!and |or |then |to |but )[\w-]+ ){0,2}?"
_MINE = rf"(?:(?:my|the|that|this|our) {_BETWEEN}{_RETURN}\b|(?:return|exchang|swapp)ing\b)"
_STOPS = re.compile(
    rf"\b(?:cancel|stop|undo|withdraw|revoke|call off|abort|forget|drop|take back|reverse|scrap|halt) {_MINE}"
    rf"|\b(?:don'?t|do not|no longer|not|dont|wont|won'?t)\b.{{0,12}}?\b(?:want|need|going|wanna|like)\b.{{0,12}}?"
    r"\b(?:return|exchange|swap|send)\b.{0,24}?\b(?:any ?more|after all)\b"
    rf"|\bno longer\b.{{0,12}}\b(?:return|exchange|swap|send)\b"
    rf"|\b(?:changed my mind|second thoughts|thought again)\b.{{0,6}}\b(?:about|on) {_MINE}",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\bkeep\b(?! me\b).{1,30}\b(?:after all|anyway|instead|now)\b|\b(?:can|could|may) i (?:still |just )?keep (?!me\b)"
    r"|^(?:(?:no|wait|actually|hm+|well|ok|so|changed my mind|i(?:'ve| have)? changed my mind|sorry)\W+)+"
    r"(?:i(?:'ll| will| want to|'d like to| wanna| think i'll)?|let me|i'm going to)\s*(?:just |rather )?keep"
    r" (?:it|them|this|those|the\b)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:change|amend|edit|switch|modify|make) (?:my|that|the|this) (?:exchange|return|swap)\b"
    r"|\b(?:add|put)\b.{1,40}\b(?:to|into) (?:my|that|the|this) (?:exchange|return|swap)\b"
    r"|\b(?:refund|money back) instead\b"
    r"|\b(?:return|refund|money back) instead of (?:the |an |my )?(?:exchange|swap)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:lost|lose|can'?t find|cannot find|where(?:'?s| is| are)?|never got|(?:did|have|has)(?:n'?t| not)|no|missing"
    r"|resend|re-?send|send me|another|new|again|print\w*|e-?mail\w*)\b.{0,30}\blabels?\b"
    r"|\blabels?\b.{0,25}\b(?:lost|gone|missing|again|come|arrived?|never|not|expired?|e-?mail\w*)\b",
    re.IGNORECASE,
)
_LABEL_COSTS = re.compile(r"\b(?:pays?|costs?|free|fees?|charged?|how much)\b", re.IGNORECASE)
_PARCEL = re.compile(  # their parcel, at the shop
    r"\b(?:did|have|has) (?:you|u|they|ya|anyone|the (?:shop|warehouse))(?: guys)?(?: already| even)? "
    r"(?:get|got|receive|received|gotten)\b.{0,8}"
    r"\b(?:my|the|it|them|back)\b"
    r"|\b(?:my|the) (?:return|exchange|swap)(?:ed)?(?: parcel| package| box)?\b.{0,12}"
    r"\b(?:arriv\w+|received|reach\w*|there yet|with you|got)\b"
    r"|\b(?:my|the) (?:parcel|package|box)\b.{0,20}"
    r"\b(?:(?:arriv\w+|reach\w*) you|back (?:at|with) (?:you|yours)|at yours)"
    r"|\b(?:i|we)(?:'ve| have| already| just)* (?:sent|posted|mailed|shipped|dropped|handed|brought|returned)\b"
    r"(?! (?:the )?(?:wrong|a message|an? e-?mail)).{0,40}"
    r"\b(?:back|off|in|return\w*|ago|last week|yesterday|already|monday|tuesday|wednesday|thursday|friday|saturday)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    rf"\b(?:how(?:'?s| is| are)?|what(?:'?s| is)?|any|status|where(?:'?s| is)?|is there|news|update)\b.{{0,30}}?{_MINE}"
    rf"(?=.*\b(?:going|doing|coming|status|news|update|happening|happened|up|along|progress|far|yet|now)\b|.{{0,12}}$)"
    rf"|^(?:my |the )?{_RETURN} (?:status|update|news)\b|\bstatus (?:of|on|for) (?:an? )?{_RETURN}\b"
    r"|\b(?:where|when|what)\b.{0,24}\b(?:replacements?|(?:new|other|right) (?:size|pair|one))\b"
    rf"|\b(?:is|was|has) {_MINE}.{{0,12}}"
    r"\b(?:done|processed|through|finished|completed?|registered|approved|accepted)\b"
    r"|\b(?:sent|ship\w*|posted)\b.{0,12}\b(?:replacement|new (?:size|pair|one)|other (?:size|pair))\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(  # of the rules, not of their own
    r"\b(?:how (?:do|can|does|long)|can i|could i|what is|what's|policy|rules?)\b(?!.{0,12}\bmy\b).{0,12}\b"
    r"(?:an? |any )?(?:return|exchange)s?\b(?!.*\bmy\b)",
    re.IGNORECASE,
)
_ANOTHER_PIECE = re.compile(
    r"^(?:(?:and|ok|so|but|hm+)\W+)*(?:and|what about|how about|what of|is)\b.{1,40}", re.IGNORECASE
)


_ONLY_WHY = re.compile(
    r"^(?:(?:but|and|ok|so|oh|hm+|well)\W+)*(?:why(?: not| can'?t (?:you|i)| is that| so| that)?|how (?:come|so)"
    r"|what'?s the reason)\W*$",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(
    r"^(?:(?:but|and|oh|ok|hm+|sorry|wait|what|no|well|so)\W+)*"
    r"(?:(?:but )?why(?: (?:not|on earth|the hell))*(?: (?:can'?t|cannot|won'?t|is|are|does|do|isn'?t) .{1,40})?"
    r"|how come(?: .{1,40})?|for what reason|what(?:'?s| is) the (?:reason|problem)|says who|explain(?: (?:why|that))?"
    r"|(?:so )?what (?:can|could|should) (?:i|we|you) do(?: (?:then|instead|now|about it))?"
    r"|what (?:are|'re) my options|what now|now what|and now"
    r"|(?:is )?there (?:no|another|any(?: other)?) way.{0,20})\W*$",
    re.IGNORECASE,
)


_SENDING_BACK = re.compile(
    r"\b(?:labels?|postage|(?:send|post|shipp?)(?:ing|age)?\b.{0,16}\bback|returns?|returning|exchang\w+|swap\w*)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"\b(?:who(?:'s| is)? pay\w*|(?:do|must|will|should) i (?:have to |need to )?pay|pay for|cost\w*|free|for nothing"
    r"|how much|charge[ds]?|fees?|at (?:my|your) (?:cost|expense))\b",
    re.IGNORECASE,
)
_OF_MONEY_BACK = re.compile(r"\b(?:refund\w*|money|get back|difference)\b", re.IGNORECASE)
_TIME_TO_TELL = re.compile(
    r"\b(?:how (?:long|many (?:days|weeks)|much time|soon|late)|(?:until|till|by) when|deadline|time limit)\b.{0,30}"
    r"\b(?:tell|report\w*|let (?:you|u) know|complain\w*|notify|inform you|say so|come forward)\b",
    re.IGNORECASE,
)


_REST = re.compile(
    r"\bkeep\b.*\b(?:rest|others?(?: ones?)?|remaining|everything else|all else)\b"
    r"|\b(?:rest|others?(?: ones?)?|everything else|all else)\b.*\bkeep\b"
    r"|\b(?:all|everything|both|whole (?:thing|order|lot))\b.{0,24}\b(?:except|apart from|other than|besides)\b"
    r"|\b(?:all|everything) but\b",
    re.IGNORECASE,
)
_DONE_TO_REST = {
    "cancel_order": re.compile(r"\bcancel\b", re.IGNORECASE),
    "exchange_order": re.compile(r"\b(?:exchange|swap)\b", re.IGNORECASE),
    "return_order": re.compile(
        r"\breturn(?:ing)?\b|\b(?:send|give|take|ship|post|go(?:es|ing)?|come|bring)\b.{0,24}\bback\b", re.IGNORECASE
    ),
}


_ONLY_NAMED = re.compile(
    r"^(?:(?:no+|nah|ok|okay|then|well|hm+|so|fine|alright|actually|oh|wait|sorry|and|but|please|pls|in that case)\W+)*"
    r"(?:only|just)\b(?! (?:a|want|wanted|to|asking|checking|looking)\b)",
    re.IGNORECASE,
)
_NOT_NAMED = re.compile(
    r"^(?:(?:no+|nah|ok|okay|then|well|hm+|so|fine|alright|actually|oh|wait|sorry|and|but|please|pls|in that case)\W+)*"
    r"(?:not|without|leave out|take out|drop|(?:i(?:'?ll| will)? )?keep)\b",
    re.IGNORECASE,
)


def keeps_only_named(text: str) -> bool:
    """Say whether only what is named is still meant: "only the jacket then"."""
    return _ONLY_NAMED.match(text) is not None and not leaves_out_named(text)


def drops_named(text: str) -> bool:
    """Say whether what is named is no longer meant: "not the socks", "keep the socks then"."""
    return _NOT_NAMED.match(text) is not None and not leaves_out_named(text)


def leaves_out_named(text: str) -> bool:
    """Say whether all is meant but what is named: "keep the lamp, send the rest back", "everything except the mug"."""
    return _REST.search(text) is not None


def read_rest_wish(text: str) -> str:
    """Return what shall be done with all but what is named, as an intent; "" for nothing."""
    if not leaves_out_named(text):
        return ""
    return next((intent for intent, words in _DONE_TO_REST.items() if words.search(text)), "")


_GOES_BACK = re.compile(
    r"\b(?:return\w*|(?:send|give|bring|take)\b.{0,20}\bback|refund\w*|money back)\b", re.IGNORECASE
)
_OPENED = re.compile(
    r"\b(?:open(?:ed)?|unwrapped|unboxed|unsealed|(?:broke|broken|no) (?:the )?seal"
    r"|without (?:the |its |their )?(?:original )?(?:box|packaging|wrapping))\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"\b(?:can|could|may|possible|allowed|ok(?:ay)?|what if|do you|does it|would|will|still)\b|\?", re.IGNORECASE
)


def asks_label_cost(text: str) -> bool:
    """Say whether the words ask who pays for a parcel that goes back, or what that costs."""
    return bool(_SENDING_BACK.search(text) and _COSTS.search(text)) and not _OF_MONEY_BACK.search(text)


def asks_time_to_tell(text: str) -> bool:
    """Say whether the words ask how long one has to tell the shop of a damage."""
    return _TIME_TO_TELL.search(text) is not None


def asks_to_return_opened(text: str) -> bool:
    """Say whether the words ask if what was opened can go back: "can i return them if i opened the box"."""
    return all(pattern.search(text) for pattern in (_GOES_BACK, _OPENED, _ASKS_WHETHER))


def asks_why_not(text: str) -> bool:
    """Say whether the words ask why something was refused, or what is possible instead."""
    return _WHY_NOT.match(text) is not None


def only_asks_why(text: str) -> bool:
    """Say whether the words ask for the reason of what was just said, and nothing else: "but why not?"."""
    return _ONLY_WHY.match(text) is not None


def read_return_ask(text: str) -> str:
    """Return what is asked of a return or an exchange that is under way.

    "stop", "change", "label" (where it is), "parcel" (whether it is back) or "status"; "" for anything else.
    """
    if _STOPS.search(text) or _KEEPS.search(text):
        return "stop"
    if _CHANGES.search(text):
        return "change"
    if _LABEL.search(text) and not _LABEL_COSTS.search(text):
        return "label"
    if _PARCEL.search(text):
        return "parcel"
    return "status" if _STATUS.search(text) and not _GENERAL.search(text) else ""


def only_keeps(text: str) -> bool:
    """Say whether the words are "I want to keep it after all", which name no return themselves."""
    return _KEEPS.search(text) is not None and not _STOPS.search(text)


def names_exchange(text: str) -> bool:
    """Say whether the words are of an exchange, not of a return."""
    return re.search(r"\b(?:exchang\w+|swap\w*|replacement|new (?:size|pair)|other size)\b", text, re.I) is not None


def goes_on_to_piece(text: str) -> bool:
    """Say whether the words are "and the headlamp?": the same question, of another thing."""
    return _ANOTHER_PIECE.match(text) is not None


_PROTESTS = re.compile(
    r"^(?:(?:no+|nope|but|what|oh|come on|seriously|really|wow|sorry|ok|well|hey|wtf|wait)\W+)*(?:"
    r"(?:(?:(?:that|this|it|which)(?:['’]?s| is| was)?|i find (?:that|this|it)) )?"
    r"(?:(?:just|so|really|totally|absolutely) )*"
    r"(?:(?:not|isn['’]?t|wasn['’]?t) (?:\w+ )?(?:fair|acceptable|ok|okay|right|good enough)|unfair|unacceptable"
    r"|outrageous|ridiculous|(?:a |such a )?joke|nonsense|rubbish|bs|bullshit|absurd|insane|(?:a )?rip[- ]?off)\b"
    r"|i (?:don['’]?t|do not|won['’]?t|can['’]?t|cannot) (?:accept|agree)\b"
    r"|(?:you|u) (?:can['’]?t|cannot) (?:be serious|do (?:that|this))\b)[^?]{0,40}$",
    re.IGNORECASE,
)


def protests(text: str) -> bool:
    """Say whether a no is not taken: "no thats not fair", "this is ridiculous", "I don't accept that"."""
    return _PROTESTS.match(text) is not None
