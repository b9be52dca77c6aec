"""Whose friends somebody asks about: those of others, "who else is friends with Ana", "mutual friends with Kofi"."""

import re
from collections.abc import Sequence

_LEAD = r"^(?:(?:hey|hi|and|so|ok|but|btw|tell me|can you tell me|do you know|show(?: me)?|list)\W+)*"
_FORMS = (
    r"who (?:else )?(?:is|are) (?:all )?(?:\w+ )?friends? (?:with|of) {names}",
    r"who(?:'s|s) (?:else )?(?:\w+ )?friends? (?:with|of) {names}",
    r"(?:is|are|r) {names}(?: (?:and|n|&) {names})? (?:also |really |already )?friends?(?: with {names})?\W*$",
    r"(?:do|does) {names}(?: (?:and|n|&) {names})? (?:even )?know (?:each other|{names})\W*$",
    r"who (?:else )?(?:do|does) {names} (?:all )?know\W*$",
    r"who(?:'s|s| is| are) (?:in )?{names}(?:'s|s)? (?:friends?|mates|circles?|friend ?list|list of friends)\b",
    r"(?:what|which|whose|how many|any)? ?(?:mutual|common|shared|other) (?:friends|mates)\b.*{names}",
    r"(?:what |which |any |how many )?friends?\b.*\b(?:in common|share)\b.*",
    r"(?:do|have|has|does|got) .{{2,30}}\b(?:friends|mates) in common\b.*",
    r"(?:which|how many|what) (?:friends|mates) (?:do|does|has) {names} (?:have|got)\W*$",
    r"{names}(?:'s|s)? (?:friends|friend ?list|mates)\W*$",
)


def asks_whose_friends(text: str, people: Sequence[str]) -> bool:
    """Say whether it asks who is friends with somebody whom the message names, and not with the shopper."""
    if not people:
        return False
    said = " ".join(text.replace("’", "'").split())
    names = "(?:" + "|".join(re.escape(name) for name in people) + ")"
    return any(re.search(_LEAD + form.format(names=names), said, re.IGNORECASE) for form in _FORMS)
