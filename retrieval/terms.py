"""Words as they are compared: without case, plural endings, accents and words that say nothing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SINGULAR = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "knives": "knife", "mice": "mouse"}
_EMPTY_WORDS = """
a am an and any anything are as at be been but by can could did do does doing for from get give good got great had has
have having hello help hey hi how i i'd i'll i'm id if im in into is it it's its just kind let like lookin look looking
made make making me my need needs nice not of off on one ones or our out pls please product products really recommend
search see show so some something somewhere sth stuff such suggest than thanks that that's thats the their them then
there these they thing things this those to too u us use very want was we were what what's whats which who whos will
with would you your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_AROUND = re.compile(  # what comes after is a purpose or a place, or somebody has it already
    r"(?<![-\w])(?:for|with|without|against|in|on|at|while|when|during|that|to|which|from|under|by|my|our|his|her|their"
    r"|charge|hold|protect|clean|keep|carry)(?![-\w])",
    re.IGNORECASE,
)
_DEEDS = frozenset((  # not "record" and "watch", which stand in names of things: "record player"
    "bake", "block", "blow", "boil", "brew", "carry", "charge", "chop", "clean", "cook", "cut", "fold", "fry", "grate",
    "grind", "grow", "hang", "hold", "jump", "keep", "lift", "listen", "make", "measure", "mow", "open", "organise",
    "organize", "peel", "pour", "protect", "put", "read", "remove", "repair", "roast", "sharpen", "shave", "slice",
    "stop", "store", "toast", "transport", "type", "wear", "write",
))  # fmt: skip


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the form in which the word is compared: "Shoes", "shoe" and "SHOE" have the same one."""
    word = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower() or word.lower()
    word = word.removesuffix("'s").replace("'", "")
    if word in _NUMBERS or word in _SINGULAR:
        return _NUMBERS.get(word) or _SINGULAR[word]
    return _singular(word)


def split_terms(text: str) -> list[str]:
    """Return the folded words in order, those that say nothing as well; [] for none."""
    return [fold(word) for word in _WORD.findall(text)]


def word_places(text: str) -> list[tuple[int, int]]:
    """Return where each of the words of `split_terms` begins and ends in the text."""
    return [word.span() for word in _WORD.finditer(text)]


def split_wanted(text: str) -> list[str]:
    """Return the folded words that say what somebody wants, in order; [] when all of them say nothing."""
    return [fold(word) for word in wanted_words(text)]


def wanted_words(text: str) -> list[str]:
    """Return these words as they are written."""
    return [word for word in _WORD.findall(text) if word.lower() not in _EMPTY]


def before_purpose(text: str) -> str:
    """Return the text up to where it comes to purposes and places: "cover for my phone" is a cover."""
    return _AROUND.split(text, maxsplit=1)[0]


def is_deed(terms: Sequence[str]) -> bool:
    """Return whether folded words tell of something to do, and not of a thing: "boil water"."""
    return len(terms) > 1 and terms[0] in _DEEDS


def holds(terms: list[str] | tuple[str, ...], part: list[str] | tuple[str, ...]) -> bool:
    """Return whether `part` stands in `terms` as a run; an empty part stands nowhere."""
    if not part or part[0] not in terms:
        return False
    length, run = len(part), tuple(part)
    return any(tuple(terms[start : start + length]) == run for start in range(len(terms) - length + 1))


def _singular(word: str) -> str:
    """Harman's rules for plurals, the gentlest that serve: nothing but an s at the end is touched."""
    if len(word) <= 3 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]
