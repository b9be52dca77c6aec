"""Which products of a kind are praised, and for what: "which headphones do reviewers say are comfortable on flights".

What somebody wishes for is what is left of the message when who says so and the kind of thing are taken out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PEOPLE = (
    r"(?:(?:other |most |many |some |all |the |real |actual |your |fellow |past |verified )*"
    r"(?:people|ppl|peeps|folks?|reviewers?|reviews?|buyers?|customers?|shoppers?|owners?|users?|purchasers?|others"
    r"|every(?:one|body)|any(?:one|body)(?: else)?|some(?:one|body)|they all))"
)
_FRIENDS = (
    r"(?:(?:any(?:one|body)?|some|one|all|which|many|most) of )?(?:my|our) (?:\w+ )?"
    r"(?:friends?|mates?|buddies|people|pals?)|(?:a|any|some) friends? of mine|any friends?"
)
_SAYS = (
    r"(?:(?:really|actually|usually|generally|mostly|always|all|often|consistently|ever|tend to|seem to|would|have|has)"
    r"\s+)*"
    r"(?:says?|said|saying|finds?|found|thinks?|calls?|called|rav(?:es?|ed|ing)(?: on)?(?: about| abt| over)?"
    r"|prais(?:es?|ed|ing)|loves?|loved|likes?|liked|reports?|reported|describes?|described|swears? by|swore by"
    r"|recommends?|recommended|rates?|rated"
    r"|mentions?|mentioned|agrees?|appreciates?|compliments?|(?:are|r|is) (?:really |so |very )?"
    r"(?:happy|happiest|pleased|satisfied|thrilled) with)"
)
_PRAISED = (
    r"(?:(?:most |highly |often |well|best|widely|so |much )[- ]?)?(?:prais(?:ed)|loved|liked|raved about|recommended"
    r"|rated|reviewed|known|complimented)(?: highly)?"
)
_ACCORDING = (
    rf"(?:according to|going by|based on|judging by|by|from|in|if i believe|as per)(?: what| all)?"
    rf" (?:the )?{_PEOPLE}(?: {_SAYS})?"
)
_REVIEWS_FOR = (
    r"(?:with|has|have|having|got|gets?|whose|where)(?: the)?"
    r"(?: (?:good|great|best|nice|positive|many|lots? of|rave|glowing)){0,2}"
    rf" (?:{_PEOPLE} {_SAYS}|(?:reviews?|feedback|comments?)(?: {_SAYS})?(?= (?:for|on|about|that|because|how|it)\b))"
)
_MOST_HAPPY = r"(?:happiest|most (?:satisfied|happy|pleased))"
_HAPPIEST = re.compile(
    rf"\b(?:with|has|have|got) the {_MOST_HAPPY} {_PEOPLE}|\bare {_PEOPLE} (?:the )?{_MOST_HAPPY}(?: with)?"
    rf"|\b{_PEOPLE} (?:are )?(?:the )?{_MOST_HAPPY} with|\bmost (?:loved|liked|praised|recommended)"
    r"|\bbest[- ](?:reviewed|loved|liked)",
    re.IGNORECASE,
)
_THAT_IS = r"(?:(?:that|which|who)(?:'s| is| are| was| were| gets?| get)? )?"
_ASKS_IF = r"(?:(?:do|does|did|have|has|are|is|would|should|will|can|could|which|that|who|what)\s+)?"
_VOICES = tuple(  # of people who say so, the surest first
    re.compile(rf"\b{pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_ASKS_IF}(?:{_FRIENDS}|{_PEOPLE})\s+{_SAYS}(?: that)?\b(?:\s+(?:it|they|them)(?:'s|'re| is| are)?\b)?",
        _REVIEWS_FOR,
        rf"{_ACCORDING}\b",
        rf"{_THAT_IS}{_PRAISED} by (?:{_FRIENDS}|{_PEOPLE})",
        rf"{_THAT_IS}(?:is |are )?{_PRAISED}(?= (?:for|as|because|on) (?!me\b|my\b|a\b|the \w+\W*$))",
    )
)
_OF_FRIENDS = re.compile(rf"\b(?:{_FRIENDS})\b", re.IGNORECASE)
_COMPLAINS = re.compile(
    r"\b(?:complain\w*|hat(?:e|es|ed|ing)|dislik\w+|moan\w*|warn\w*|regret\w*|return(?:ed|s)?|unhapp\w+|worst"
    r"|bad things|negative|problems?|critic\w*|disappoint\w*|go(?:es)? wrong|slag\w*|don'?t like|avoid)\b",
    re.IGNORECASE,
)
# Before a kind of thing: one of it is meant, and not any; "the quietest", "any of the" mean any
_POINTS = re.compile(
    r"(?<!of )\b(?:the|this|that|these|those|my|your|our|his|her|their)\s+"
    r"(?!\w+est\b|most\b|best\b)(?:[\w'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# Of what is shown: "which of them do people say is light"
_OF_SHOWN = re.compile(
    r"^(?:(?:and|ok|so|but|hm+)\W+)*(?:(?:which|wich)(?: ones?)?"
    r"|(?:which|what|any|wich)(?: ones?)? of (?:these|those|them|the \w+))\s*,",
    re.IGNORECASE,
)
_NO_KIND = frozenset(
    ("one", "ones", "of", "brand", "brands", "make", "makes", "colour", "color", "size", "thing", "things")
)
_ASKS = re.compile(
    r"^(?:(?:hi|hey|hello|ok|okay|so|and|please|pls|well|um+|hm+|also|then|now|just)\b\W*)*"
    r"(?:(?:can|could|would) (?:you|u) (?:please )?(?:show|find|tell|recommend|suggest)(?: me)?"
    r"|show(?: me)?|find(?: me)?|tell me|give me|list|search(?: for)?|suggest|recommend(?: me)?"
    r"|(?:i(?:'m| am|m)? |we(?:'re| are)? )?(?:looking|lookin|searching|after)(?: for)?|(?:i|we)(?:'d| would)? "
    r"(?:want|need|like)(?: to (?:know|buy|find|see|get))?|wanna (?:know|buy|see)"
    r"|(?:is|are) there|do you (?:have|sell|know)|have you got|got|you got|anything like|got any)?\s*",
    re.IGNORECASE,
)
_ARTICLES = (
    r"(?:which|what(?:'s| is| are|s)?|wich|any(?:thing)?|some(?:thing)?|an?|the|of the|of your|kinds? of"
    r"|sorts? of|pairs? of)"
)
_EMPTY = (
    r"(?:(?:that|which|who|it|they|there|these|those)(?:'s|'re|'ll| will)?|whose|where|r|of|is|are|was|were|to be|be"
    r"|being|as|for|because(?: of)?|on|about|them|their|its|theyre|thats|really|very|so|quite|super|actually|truly"
    r"|the most|most|most of all|a lot|and|how|with|ones?|like|(?:do|does|did)(?! not)|have|has|get)"
)
_LEADING = re.compile(rf"^(?:(?:{_EMPTY}|'s|'re)\b\W*)+|^\W+", re.IGNORECASE)
_TRAILING = re.compile(
    rf"(?:\W+(?:{_ARTICLES}|that|which|is|are|for|as|and|or|but|not|by|from|in|of|under|please|pls|thanks|thx|here|there|it|them|they))*\W*$",
    re.IGNORECASE,
)
_NAMES_KIND = re.compile(
    rf"{_ASKS.pattern}(?:which|what|any|wich)\s+(?P<kind>[a-z][\w-]*(?: [a-z][\w-]*)?)\s*,", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,.;!?]")
_ASKS_ANY = re.compile(
    rf"{_ASKS.pattern}(?:which|what|any|wich|an?|some)\b(?!\s+(?:do|does|did|is|are)\b)", re.IGNORECASE
)
_LIKES = re.compile(r"\b(?:lov|lik|recommend|rav|prais|happ|pleased|satisfied|swear|rate)", re.IGNORECASE)
_SPELT = {
    r"revie?we?rs?|reviwers?|reveiwers?|reviewrs|reviewrs?": "reviewers",
    r"peple|poeple|pepole|ppl|peopel": "people",
    r"custommers?|costumers": "customers",
    r"freinds|frends|firends": "friends",
    r"w/": "with",
}  # as people write them
_ENDS_ASKING = re.compile(rf"(?:^|\s)(?:(?:{_ARTICLES}|good|nice)\b\W*)+$", re.IGNORECASE)
_BEGINS_ASKING = re.compile(rf"^(?:{_ARTICLES}\b\W*)+", re.IGNORECASE)
_ONLY_BEST = re.compile(  # "which do my friends rate highest", "which tent do people say is the best"
    r"(?:the )?(?:highest|higher|best|top|well|good|great|favou?rites?|number one|no ?1)(?: (?:one|of all))?",
    re.IGNORECASE,
)
_MOST_WORDS = 12  # of a wish
_MOST_BEFORE = 3  # words before a kind of thing that are of it


@dataclass(frozen=True)
class OpinionWish:
    """What reviewers shall say: `wish` is "comfortable for long flights", "" where the best liked is asked for.

    `kind` is the kind of thing, with `how` as the words before it, "waterproof"; "" for what is shown. `friends` says
    that theirs are the only voices that count.
    """

    kind: str
    wish: str
    how: str = ""
    friends: bool = False


def read_opinion_wish(text: str, kinds: Sequence[str] = ()) -> OpinionWish | None:
    """Return what the message asks of reviewers about a kind of thing, or what is shown; None for anything else.

    `kinds` are the kinds of things that it was heard to name; without any the words tell, "which X do people say".
    """
    text = _plain(text)
    if _COMPLAINS.search(text):
        return None
    friends = _OF_FRIENDS.search(text) is not None
    voice = _HAPPIEST.search(text) or next(filter(None, (pattern.search(text) for pattern in _VOICES)), None)
    if voice is None:
        return None
    asked = _take_kind(f"{text[: voice.start()]} , {text[voice.end() :]}", kinds)
    if asked is None:
        return None
    kind, how, wish = asked
    if not wish and kind and not _HAPPIEST.search(text):
        how, wish = "", how  # "comfortable headphones that people love"
    best = _ONLY_BEST.fullmatch(wish) is not None
    wish = "" if best else wish
    of_any = best or _HAPPIEST.search(text) or (_ASKS_ANY.match(text) and _LIKES.search(voice[0]))
    if not (wish or (kind and of_any)) or len(wish.split()) > _MOST_WORDS:
        return None
    return OpinionWish(kind, wish, how, friends)


def _plain(text: str) -> str:
    text = re.sub(r"\s+", " ", text.replace("’", "'")).strip()
    for pattern, meant in _SPELT.items():
        text = re.sub(rf"\b(?:{pattern})\b", meant, text, flags=re.IGNORECASE)
    return text


def _take_kind(text: str, kinds: Sequence[str]) -> tuple[str, str, str] | None:
    """Return the kind of thing, the words before it, and the wish; the voice was cut out and left a comma.

    The kind is "" where it asks of what is shown. None where neither is named, or one thing is pointed at.
    """
    for kind in kinds:
        found = re.search(rf"\b{re.escape(kind)}\b", text, re.IGNORECASE)
        if found is None:
            continue
        before, after = text[: found.start()], text[found.end() :]
        if _POINTS.search(before):
            return None
        how = _clean(_without_asking(_CLAUSE.split(before)[-1]))
        wish = _clean(after)
        return kind, how if len(how.split()) <= _MOST_BEFORE else "", wish
    if shown := _OF_SHOWN.match(text):
        return "", "", _clean(text[shown.end() :])
    named = _NAMES_KIND.match(text)
    if named is None or named["kind"].split()[0].lower() in _NO_KIND:
        return None
    return named["kind"], "", _clean(text[named.end() :])


def _without_asking(before: str) -> str:
    """Return what stands before the kind of thing without the words that ask for it: "show me a light"."""
    return _ENDS_ASKING.sub("", _ASKS.sub("", before.strip(), count=1)).strip()


def _clean(rest: str) -> str:
    """Return the wish alone: "are , comfortable?" is "comfortable"."""
    rest = re.sub(r"\s+", " ", rest.replace(" ,", " ").strip(" ,"))
    before = ""
    while before != rest:
        before, rest = rest, _LEADING.sub("", _BEGINS_ASKING.sub("", rest)).strip()
    return _TRAILING.sub("", rest).strip(" ,.?!")
