"""What a message refuses in plain words, that were not understood as a value: "not in ear", "without numpad"."""

import re

from actions.finding.limits import drop_limits
from actions.turn import ActionTurn

_PURPOSE = re.compile(
    r"\b(?:(?:(?:not|nothing|none|no gifts?|no presents?) for"
    r"|(?:nothing|none) (?:with|about|to do with|related to|around)|not about)"
    r" (?:the |an? |my )?(?!(?:her|him|them|you|that|this|those|these|now|today|sure|free|all)\b)(?=[a-z]{3})"
    r"|(?:no|not)(?: more)? (?=[a-z]{3,} (?:things?|stuff|gear)\b))([a-z]+)(?: (?:things?|stuff|gear))?\b",
    re.IGNORECASE,
)
_ARTICLE = r"(?:an? |any |the )?"
_THING = re.compile(
    r"(?<!why )(?<!or )\b(?:not|no|non|nothing|without|w/o|minus"
    r"|(?:that|which) do(?:es)?(?:n'?t| not) (?:go|sit|have|contain|use|come with))"
    rf" {_ARTICLE}((?!(?:for|into|from|by|like|as|of|on|to|with|if|about|than|interested|keen)\b)"
    r"[a-z][\w-]*(?: [\w-]+){0,2}?)"
    r"(?=\s*(?:$|[,.;:!?()]|\b(?:and|but|or|for|under|below|that|which|at|please|pls|thanks|in (?:it|them))\b))",
    re.IGNORECASE,
)
_NO_THING = frozenset((
    "much", "more", "less", "over", "under", "above", "below", "than", "expensive", "cheap", "dear", "pricey",
    "costly", "sure", "idea", "problem", "thank", "thanks", "matter", "only", "bad", "just", "now", "yet", "that",
    "this", "these", "those", "it", "them", "one", "ones", "so", "too", "very", "really", "necessarily", "longer",
    "way", "limit", "need", "i", "my", "me", "you", "we", "big", "small", "heavy", "large", "long", "short", "good",
    "great", "important", "worries", "clue", "other", "another", "same", "wrong", "right", "rush", "hurry", "old",
    "new", "first", "second", "third", "last", "yes", "no", "what", "here", "there", "interested", "fussy", "picky",
    "bothered", "else", "today", "tomorrow", "money", "budget", "maximum", "max", "minimum", "preference",
    "preferences", "brand", "colour", "color", "size", "offence",
))  # fmt: skip
_PARTS = re.compile(
    r"^(?:small|big|long|large|loose|sharp|hard) (?:parts|pieces|bits|edges|corners|laces|straps|sleeves)$"
)
_UNPLUGGED = re.compile(r"^(?:an? )?(?:wires?|wired|cables?|cabled|cords?|corded|leads?)(?: ones?)?$", re.IGNORECASE)
_PLUGGED_IN = re.compile(
    r"\b(?:head(?:phone|set)|ear(?:bud|phone|piece)|keyboard|mouse|mice|speaker|microphone|shaver|trimmer)",
    re.IGNORECASE,
)

# What a thing is, and not what it has
_IS_SO = re.compile(
    r"(?:(?:in|on) .+|(?:itch|scratch|heav|sweat|slipper|nois|bulk|greas|stick|shin|girl|fanc|flash|bagg|stretch|sport"
    r"|clunk|flims|oil|stiff|see-through|dark|soft|hard|loose|tight|smooth|thick|thin|round|square|loud|childish)y?"
    r"|\w+(?:ful|ish|ous|ed|ese|ian|ical|ric))$",
    re.IGNORECASE,
)


def refused_purposes(text: str) -> list[str]:
    """Return what things shall not be for: "racing" in "not for racing"; [] for nothing."""
    return _PURPOSE.findall(text)


def refused_things(turn: ActionTurn) -> list[str]:
    """Return what else the message refuses; nothing that was understood as a value of any kind."""
    values = {word for entity in turn.entities for word in entity.value.lower().split()}
    found = _THING.findall(_PURPOSE.sub(" ", drop_limits(_plain(turn.text))))
    said = [" ".join(thing.lower().split()) for thing in found]
    return [one for one in said if _PARTS.match(one) or not (_NO_THING | values).intersection(one.split())]


def tell_refused(said: str) -> str:
    """Return what is refused as it is said: "without perfume", "not itchy", "not in ear"."""
    return f"not {said}" if _IS_SO.match(said) else f"without {said}"


def drop_refused(turn: ActionTurn) -> str:
    """Return the message without the words of its limits and of what it refuses."""
    text = _PURPOSE.sub(" ", drop_limits(_plain(turn.text)))
    things = refused_things(turn)
    return _THING.sub(lambda match: " " if " ".join(match[1].lower().split()) in things else match[0], text)


def wants_wireless(turn: ActionTurn, refused: str) -> bool:
    """Say whether refusing this is wanting something wireless: "headphones without wires", "no wires" after them."""
    return bool(_UNPLUGGED.match(refused) and _PLUGGED_IN.search(_kind_meant(turn, refused)))


def _kind_meant(turn: ActionTurn, refused: str) -> str:
    """Return words that tell the kind of thing a refusal is of: the message's, else those of the list before."""
    named = [kind for kind in turn.all_entities("product_type") if kind.casefold() != refused.casefold()]
    return turn.text if named else f"{turn.text} {turn.memory.criteria.product_type} {turn.memory.criteria.text}"


def _plain(text: str) -> str:
    return text.replace("’", "'")
