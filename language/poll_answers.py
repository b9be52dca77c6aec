"""A plain answer to a poll: "the tarn", "second one", "nope"."""

import re
from collections.abc import Sequence

from language.values import read_ordinal

_WORD = re.compile(r"[\w'-]+")
_POLITE = frozenset({"please", "pls", "plz"})
_AROUND_WORDS = """
a actually an and answer def definitely fine for get go hm hmm hmmm i i'd i'll i'm id ill is it it's its like love
me mine my no of ok okay one ones oops option pick prefer probably rather really say sorry sure take team that
the then think to ur vote voting wait well with would yes your choice choose
"""
_AROUND = frozenset(_AROUND_WORDS.split())
_SAME = {  # what stands for the choice "Yes" or "No"
    **dict.fromkeys(("yeah", "yep", "yup", "ya", "sure", "definitely", "absolutely"), "yes"),
    **dict.fromkeys(("nope", "nah", "nay"), "no"),
}
_PLACE = re.compile(r"first|second|third|fourth|fifth|sixth|last|former|latter|number|1st|2nd|3rd|[456]th|[1-6]")
# Of a poll on yes or no: "yes go for it", "you should get it"; "don't", "nah not worth it"
_FOR = re.compile(
    r"(?=.*\b(?:yes|yeah|yep|yup|ya|sure|def(?:initely)?|absolutely|ofc|of course|why not|should|go for|get|buy|grab"
    r"|do)\b)(?:(?:yes|yeah|yep|yup|ya|ok|okay|sure|oh|wow|well|hm+|def(?:initely)?|absolutely|totally|ofc|of course"
    r"|just|really|please|pls|i'?d say|i would|i'?d|(?:you|u|she|he|they) (?:really |totally |so )?should|why not"
    r"|go for (?:it|that|this|them)|(?:get|buy|grab|take|do) (?:it|that|this|them|one))\W*)+",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?=.*\b(?:no+|nope|nah|nay|don'?t|do not|not|skip|leave|wouldn'?t|shouldn'?t)\b)"
    r"(?:(?:no+|nope|nah|nay|oh|well|hm+|i'?d say|i would|i'?d|i wouldn'?t|(?:you|u|she|he) shouldn'?t|def(?:initely)?"
    r"|absolutely|really|rather|just|sorry|please|don'?t|do not|not|way|bother|worth (?:it|that)|at all"
    r"|(?:skip|leave|get|buy|take|do) (?:it|that|this|them))\W*)+",
    re.IGNORECASE,
)
_ALL = re.compile(  # "all of them are nice"
    r"(?:(?:i|i'?d|would|like|love|oh|hm+|well|they(?:'re| are)?|are|look|honestly|tbh|actually|really|just|say"
    r"|take|get|both|all|either|every(?:thing| one)|any(?: one)?|whichever|don'?t mind|can'?t decide|the|two|three"
    r"|of (?:them|these|those)|nice|good|great|lovely|fine|cool|pretty|equally|same|to me|for me)\W*)+",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:both|all|either|every|any|whichever|can'?t decide|don'?t mind)", re.IGNORECASE)
_NONE = re.compile(
    r"(?:(?:no|nope|nah|oh|hm+|well|sorry|honestly|tbh|i'?d say|i'?d (?:take|get))\W+)*(?:none|neither)"
    r"(?: of (?:them|these|those|the (?:two|three)))?(?:\W+(?:really|tbh|for me|sorry|thanks))*\W*",
    re.IGNORECASE,
)
_LONGEST = 6  # words
_LONGEST_SIDE = 9
_SHORTEST_PART = 4  # letters of a word that begins another: "pop" is no "popdome"


def read_poll_answer(text: str, choices: Sequence[str]) -> int | None:
    """Return the place of the only choice that a few words give as an answer, from 0; None when they say more, or less.

    "tell me about the tarn" and "the tarn?" answer nothing; neither does a word that two choices have.
    """
    words = [word for word in _words(text) if word not in _POLITE]
    names = [_words(choice) for choice in choices]
    if (side := _read_side(text, len(words))) and ["yes"] in names and ["no"] in names:
        return names.index([side])
    if text.rstrip().endswith("?") or not 0 < len(words) <= _LONGEST:
        return None
    same = [_SAME.get(word, word) for word in words]
    if whole := [place for place, name in enumerate(names) if name in (words, same)]:
        return whole[0]
    said = [word for word in words if word not in _AROUND]
    if not said or all(map(_PLACE.fullmatch, said)):
        return _placed(" ".join(said), len(choices)) if said else None
    fits = [place for place, name in enumerate(names) if all(_is_in(word, name) for word in said)]
    return fits[0] if len(fits) == 1 else None


def read_undecided(text: str, choices: Sequence[str]) -> str:
    """Return "yes" or "no" of a few words that answer a poll and choose nothing: "sure", "both", "none of them".

    "" for words that choose, or say something else.
    """
    if read_poll_answer(text, choices) is not None:
        return ""
    text = text.strip().replace("’", "'")
    if not text.endswith("?") and (_ANY.search(text) and _ALL.fullmatch(text)):
        return "yes"
    return "no" if _NONE.fullmatch(text) else _read_side(text, len(_words(text)))


def names_poll_choice(text: str, choices: Sequence[str]) -> bool:
    """Say whether the words are an answer that names what is chosen: no place in the list, and no yes or no."""
    said = [word for word in _words(text) if word not in _AROUND | _POLITE]
    placed = not said or all(map(_PLACE.fullmatch, said))
    return not placed and not _read_side(text, len(said)) and read_poll_answer(text, choices) is not None


def _read_side(text: str, count: int) -> str:
    """Return "yes" or "no" of a few words that are for or against what is asked; "" for neither."""
    text = text.strip().replace("’", "'")
    if text.endswith("?") or count > _LONGEST_SIDE:
        return ""
    if _AGAINST.fullmatch(text):
        return "no"
    return "yes" if _FOR.fullmatch(text) else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _is_in(word: str, name: Sequence[str]) -> bool:
    return word in name or (len(word) >= _SHORTEST_PART and any(part.startswith(word) for part in name))


def _placed(text: str, count: int) -> int | None:
    place = read_ordinal(text)
    if place is None or not -count <= place <= count:
        return None
    return place - 1 if place > 0 else count + place
