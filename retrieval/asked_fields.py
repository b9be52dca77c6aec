"""Which stated field a question is about that asks by an adjective: "is it heavy" asks for the weight."""

import re
from collections.abc import Sequence

from retrieval.terms import fold, split_terms

# What may come after an adjective that is no other word's: "heavy to carry", not "heavy people"
_NEXT = "to|for|in|on|at|or|and|when|if|enough|though|then|really|exactly|overall|all|with|without"
_PLAIN = rf"(?:\W*$|[?,.;!]|\W+(?:{_NEXT})\b)"
_IT = r"(?:it|this|that|they|these|those|the \w+(?: \w+){0,2}?)"
_RATHER = "too|very|really|so|quite|rather|pretty|all|not|that"
_IS = rf"\b(?:(?:is|are|isn't|aren't) {_IT}|it's|it is|they are)(?: (?:{_RATHER}))* "
_LONGEST = 3  # words of a product's name: "Fellwren Tarn 2"


def _how(adjectives: str) -> "re.Pattern[str]":
    """Return what finds "how heavy is it" and "is it heavy", and not "for heavy people"."""
    measured = rf"\bhow (?:\w+ )?(?:{adjectives})\W+(?:is|are|was|does|do|s|would|exactly|overall)\b"
    return re.compile(rf"{measured}|\bhow (?:{adjectives})\W*$|{_IS}(?:{adjectives}){_PLAIN}", re.IGNORECASE)


_SIZES = ("dimensions", "size")
_FIELDS: Sequence[tuple["re.Pattern[str]", tuple[str, ...]]] = (
    (_how("heavy|light|lightweight|weighty"), ("weight",)),
    (re.compile(r"\b(?:what|how much) (?:does|do) .*\bweigh\b", re.IGNORECASE), ("weight",)),
    (_how("big|large|small|bulky|huge|tiny|compact"), (*_SIZES, "volume", "capacity")),
    (_how("tall|high"), ("height", *_SIZES)),
    (_how("wide|broad|narrow"), ("width", *_SIZES)),
    (_how("deep"), ("depth", *_SIZES)),
    (_how("thick|thin"), ("thickness",)),
    (_how("loud|noisy|quiet|silent"), ("noise", "noise level")),
    (_how("bright|dim"), ("brightness",)),
    (_how("powerful|strong"), ("power",)),
    (
        re.compile(
            r"\bhow (?:long|many hours)\b.*\b(?:battery|charge)\b.*\b(?:last|lasts|run|runs|hold|holds|go)\b"
            r"|\bhow (?:long|many hours)\b.*\b(?:last|run|go|get)\b.*\b(?:battery|charge)\b"
            r"|\b(?:battery life|how good is the battery)\b",
            re.IGNORECASE,
        ),
        ("battery", "battery life", "running time"),
    ),
)


def find_asked_field(question: str, fields: Sequence[str], title: str) -> str | None:
    """Return the field, as the catalogue calls it, that the question asks for; None where none of them is asked for.

    `title` is the product's: what it is called in the question is no word of the question.
    """
    said = _say_it(question, title)
    wanted = [split_terms(name) for asks, names in _FIELDS if asks.search(said) for name in names]
    stated = [(field, split_terms(field)) for field in fields]
    for name in wanted:
        ending = [(len(terms), field) for field, terms in stated if terms[-len(name) :] == name]  # "inner height"
        if ending:
            return min(ending)[1]
    return None


def _say_it(question: str, title: str) -> str:
    """Return the question with "it" in place of the name that the title begins with: words with a capital, numbers."""
    words = title.split()
    end = next((at for at, word in enumerate(words) if word[:1].islower()), len(words))
    name = {fold(word) for word in words[: min(end, _LONGEST)]}
    said: list[str] = []
    for word in question.split():
        if fold(word.strip("?!.,;:")) not in name:
            said.append(word)
        elif said[-1:] != ["it"]:
            said[-1:] = [*(one for one in said[-1:] if one.lower() != "the"), "it"]
    return " ".join(said)
