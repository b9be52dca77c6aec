"""What a thing shall have of friends: "running shoes that my friends recommend", "a tent like Jonas has".

Whose word it is, all friends' or that of some by name; what they shall have done; and what is asked for beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SAYS_WHAT = ("product_type", "feature", "material", "brand")  # what is heard of the thing that is wanted

_FRIENDS = (
    r"(?:(?:any(?:one|body)?|some|one|all|most|many) of )?(?:my|our) (?:own |close |best )?"
    r"(?:fr[ei]+nds|mates|m8s|buddies|pals)"
    r"|(?:a|any|some) friends? of mine|friends of mine"
    r"|(?:(?:some|any|every)(?:one|body)|(?:all )?(?:the )?(?:people|ppl|peeps|others))"
    r" (?:that |who |whom )?(?:i|we) know"
)
_LIKE = (
    r"likes?|liked|loves?|loved|recommend(?:s|ed)?|rates?|rated|swears? by|praises?|praised|enjoys?|prefers?|trusts?"
    r"|raves? about|approves? of|vouch(?:es)? for|(?:is|are) (?:really |so |very )?(?:happy|pleased|satisfied) with"
)
_BUY = r"bought|buys?|gets?|gotten"
_OWN = (
    r"has|have|got|owns?|owned|uses?|used|wears?|wore|tried|chose|chooses?|picked|picks?|takes?|goes for|go for"
    r"|(?:is|are) (?:using|wearing)"
)
_HAVE = (
    r"(?:(?:really|actually|already|also|all|both|each|mostly|usually|normally|would|have|has|had)\s+)*"
    rf"(?:{_LIKE}|{_BUY}|{_OWN})(?: (?:and|or) (?:like|love|recommend|use|have|own|rate)s?)?"
    r"(?: (?:the most|the best|most|best|a lot|themselves|well|highly|already))?"
)
_DOING = r"(?:(?:all|both|mostly|usually|really|actually)\s+)*(?:using|wearing|recommending|loving|rocking|running in)"
# What may follow: an end, or a further wish. Of "my friends like hiking" it is said what they like
_ENDS = (
    r"(?=\s*(?:[,.;!?)]|$|(?:under|below|up to|over|around|about|for|in|with|without|and|but|please|pls|thanks|too"
    r"|as well|best|most|the (?:best|most)|a lot|themselves|well|highly|not|to|when|while|during)\b))"
)
_LEAD = (
    r"^(?:(?:hi|hey|no|nah|nope|then|ok|okay|so|and|but|well|hm+|now|please|pls|tell me|show(?: me)?|find(?: me)?"
    r"|i want|i need)\W+)*"
)
_ONES = r"(?: (?:the|that|those|what|whatever)(?: (?:ones?|pair|kind|thing))?)?"
# What it is for: an occasion, something that is done, a season
_PURPOSE = re.compile(
    r"^\W*(?:(?:for|when|while|during|to)\s+(?:they(?:'re| are)?\s+|go(?:ing)?\s+|the\s+|their\s+|a\s+|an\s+)*"
    r"(?P<doing>[a-z][\w' -]{2,40}?)|in (?:the )?(?P<season>winter|summer|autumn|fall|spring|rain|snow|cold|heat"
    r"|kitchen|garden|office|gym))\W*$",
    re.IGNORECASE,
)
_NO_PURPOSE = re.compile(
    r"^(?:me|us|free|now|today|sale|fun|example|sure|real|them|themselves|myself|that|this|it|you|ever|once|less"
    r"|(?:my |his |her |our )?(?:christmas|birthdays?|b-?days?|xmas|presents?|gifts?))\b|\d",
    re.IGNORECASE,
)
_ONLY_PRICE = re.compile(
    r"\W*(?:(?:for |and )?(?:under|below|up to|over|around|about|max)\b.{0,4}\d[\w .€$£]*)?\W*", re.I
)
# Of somebody by name it speaks of a present for them
_WOULD_LIKE = re.compile(
    r"\bwould (?:really |also |both |all )*(?:like|love|enjoy|have|use|wear|want)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class FriendsWord:
    """Whose word counts, by name as said, () for all friends; the message without that; and what they shall have done.

    `liked` says that what they do not like is left out; `alike` that things like theirs are wanted; `purpose` what it
    is for where no thing is named, "camping".
    """

    names: tuple[str, ...]
    rest: str
    liked: bool
    alike: bool = False
    purpose: str = ""


def read_friends_word(text: str, wanted: Sequence[str], people: Sequence[str] = ()) -> FriendsWord | None:
    """Return whose word is wanted on a thing, on what is for something, or on anything; None where nobody's is.

    `wanted` are words of the text that say what thing, `people` whom it was heard to name. A question what friends
    think, "do my friends like this tent", is something else, and so is what they did lately.
    """
    said = " ".join(text.replace("’", "'").split())
    named = "|".join(re.escape(name.replace("’", "'")) for name in sorted(set(people), key=len, reverse=True))
    for form, pattern in _forms(named, "|".join(map(re.escape, wanted))).items():
        found = pattern.search(said)
        if found is not None and (word := _read(form, said, found, wanted, people)):
            return word
    return None


def _read(
    form: str, said: str, found: re.Match[str], wanted: Sequence[str], people: Sequence[str]
) -> FriendsWord | None:
    before, after = said[: found.start()], said[found.end() :]
    kept = found.groupdict().get("kept") or ""
    of_all = re.search(rf"\b(?:{_FRIENDS}|friends)\b", found["who"], re.IGNORECASE) is not None
    names = tuple(one for one in people if re.search(rf"\b{re.escape(one)}\b", found["who"], re.IGNORECASE))
    has_thing = any(one.casefold() in f"{before} {kept}".casefold() for one in wanted)
    purpose = "" if wanted else _purpose(after)
    if form in ("asked", "any"):
        owns = bool(names) and re.search(rf"^(?!.*\bwould\b).*\b(?:{_OWN})\W*$", found[0], re.IGNORECASE) is not None
        if wanted and not has_thing:
            return None
        if not wanted and (kept or not (purpose or _ONLY_PRICE.fullmatch(after))):
            return None
        if not wanted and form == "asked" and not (purpose or owns):
            return None
    elif not has_thing:
        return None
    if _WOULD_LIKE.search(found[0]) and (names or not has_thing):
        return None
    rest = f"{before} {kept} {after}" if wanted else "" if purpose else after
    if form == "asked" and wanted and not names and re.search(rf"\bdo\b.*\b(?:{_LIKE})\W*$", found[0], re.IGNORECASE):
        return None  # which they rate highest, of all that they rated
    liked = re.search(rf"\b(?:{_LIKE}|would|recommend\w*|praised|loving)\b", found[0], re.IGNORECASE) is not None
    return FriendsWord(
        () if of_all else names,
        " ".join(rest.split()).replace(" ,", ","),
        liked and form != "alike",
        form == "alike",
        purpose,
    )


def _purpose(after: str) -> str:
    found = _PURPOSE.match(after)
    purpose = (found["doing"] or found["season"]) if found else ""
    return "" if _NO_PURPOSE.match(purpose) else purpose


@lru_cache(maxsize=256)
def _forms(named: str, wanted: str) -> dict[str, re.Pattern[str]]:
    """Return how somebody's word is asked for, in the order in which to look; both are patterns, "" for nothing."""
    one = f"(?:{_FRIENDS}|{named})" if named else f"(?:{_FRIENDS})"
    who = rf"(?P<who>(?:both )?{one}(?:(?: ?, ?(?:and |or )?| (?:and|or|&|n) |/){one})*)"
    auxiliary = r"(?:\s*(?:'s|'re|s|is|are|do|does|did|would|will|has|have))?"
    forms = {
        "alike": rf"\s*,?\s*\b(?:like|similar to|such as|the same as|same as){_ONES} (?:that )?{who}(?:'s|s)?"
        rf"(?: ones?| {_HAVE})?{_ENDS}",
        "same": rf"\b(?:the )?same (?P<kept>\w.{{1,40}}?) as {who}(?:'s)?(?: {_HAVE})?{_ENDS}",
        "any": rf"{_LEAD}(?:what|something|anything|any|stuff|things|smth|sth)"
        rf"(?: (?:should|could|can|do) (?:i|we) (?:get|buy|take|wear|use|pick))?(?: (?:that|which))? "
        rf"{who} {_HAVE}{_ENDS}",
        "asked": rf"{_LEAD}(?:what|which|wat|wich)(?P<kept>\s+\w.{{0,40}}?)??{auxiliary}"
        rf"\s+{who} (?:{_HAVE}|{_DOING}){_ENDS}",
        "clause": r"\s*,?\s*\b(?:(?:that|which|who|what) )?(?<!do )(?<!does )(?<!did )(?:would |will )?"
        rf"{who} {_HAVE}{_ENDS}",
        "popular": r"\s*,?\s*\b(?:(?:that|which|what)(?:'s|s| is| are| goes down)?|whats)? ?(?:really |most )?"
        rf"(?:good|great|popular|big|a hit|well liked|favourites?|common) (?:with|w/|among|amongst) {who}{_ENDS}",
        "passive": r"\s*,?\s*\b(?:(?:that|which) )?(?:(?:is|are|was|were|come|comes) )?(?:highly |well |much |most )?"
        r"(?:recommended|liked|loved|rated|praised|owned|used|bought|worn|tried|trusted) by "
        rf"(?P<who>friends|{one}(?: (?:and|or|&) {one})*)\b",
    }
    if named and wanted:
        forms["owned"] = rf"(?:\bthe )?\b(?P<who>{named})(?:'s|s)? (?P<kept>{wanted})\b"
    return {form: re.compile(pattern, re.IGNORECASE) for form, pattern in forms.items()}
