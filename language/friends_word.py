"""What a thing shall have of friends: "running shoes that my friends recommend", "a tent somebody I know has"."""

import re
from collections.abc import Sequence

_FRIENDS = (
    r"(?:(?:any(?:one|body)?|some|one|all|most|many) of )?(?:my|our) (?:own |close |best )?"
    r"(?:fr[ei]+nds|mates|buddies|pals)"
    r"|(?:a|any|some) friends? of mine|friends of mine"
    r"|(?:some|any)(?:one|body) (?:that )?(?:i|we) know|(?:people|ppl|others) (?:that )?(?:i|we) know"
)
_HAVE = (
    r"(?:(?:really|actually|already|also|all|would|have|has|had)\s+)*"
    r"(?:likes?|liked|loves?|loved|recommend(?:s|ed)?|rates?|rated|swears? by|praises?|praised|enjoys?|prefers?"
    r"|has|have|got|gotten|owns?|uses?|used|wears?|bought|buys?|buy|tried|trusts?|chose|choose|picked|pick|get|gets|take"
    r"|(?:is|are) (?:really |so |very )?(?:happy|pleased|satisfied) with)"
    r"(?: (?:and|or) (?:like|love|recommend|use|have|own|rate)s?)?"
)
# What may follow: an end, or a further wish. Of "my friends like hiking" it is said what they like
_ENDS = (
    r"(?=\s*(?:[,.;!?)]|$|(?:under|below|up to|over|around|about|for|in|with|without|and|but|please|pls|thanks|too"
    r"|as well|best|most|the (?:best|most)|a lot|themselves|well|highly|not)\b))"
)
_CLAUSE = re.compile(
    rf"\s*,?\s*\b(?:(?:that|which|who|what) )?(?<!do )(?<!does )(?<!did )(?:would |will )?(?:{_FRIENDS})"
    rf" {_HAVE}(?: (?:the most|the best|most|best|a lot|themselves|well|highly))?{_ENDS}"
    rf"|\s*,?\s*\b(?:(?:that|which) )?(?:(?:is|are|was|were|come|comes) )?(?:highly |well |much |most )?"
    rf"(?:recommended|liked|loved|rated|praised|owned|used|bought|worn|tried|trusted) by (?:{_FRIENDS}|friends)\b",
    re.IGNORECASE,
)


SAYS_WHAT = ("product_type", "feature", "material", "brand")  # what is heard of the thing that is wanted


def wants_friends_word(text: str, wanted: Sequence[str]) -> bool:
    """Return whether a thing is wanted that friends like or have; `wanted` are words of the text that say what thing.

    A question what friends think, "do my friends like this tent", is something else.
    """
    found = _CLAUSE.search(text.replace("’", "'"))
    if found is None:
        return False
    before = text[: found.start()].casefold()
    return any(said.casefold() in before for said in wanted)


def leave_out_friends(text: str) -> str:
    """Return the text without what it wants of friends."""
    return " ".join(_CLAUSE.sub(" ", text.replace("’", "'")).split()).replace(" ,", ",")
