"""What shall leave a comparison or a cart, and what shall come in its place: "swap the third for the trail one"."""

import re
from dataclasses import dataclass

_THING = r"(?:[\w'’ -]{1,60}?)"
_POLITE = r"^(?:(?:ok|please|pls|can you|could you|and|now|then|hm+|no|actually|just)\W+)*"
_SWAP = re.compile(
    rf"{_POLITE}(?:swap|switch|replace|exchange|trade|change|substitute)(?: out)? (?P<out>{_THING})"
    rf" (?:for|with|by|against|to|and) (?P<into>{_THING})(?: instead)?(?: (?:please|pls))?\W*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"{_POLITE}(?:take|use|put in|put|compare|show|i want|i'?d rather (?:have|see))? ?(?P<into>{_THING})"
    rf" (?:instead of|rather than|in place of) (?P<out>{_THING})(?: (?:please|pls))?\W*$",
    re.IGNORECASE,
)
_OUT = re.compile(
    rf"{_POLITE}(?:drop|leave out|take out|remove|throw out|kick out|skip|without|forget)"
    rf" (?P<out>{_THING})(?: (?:out|again|from (?:the|that|this) (?:comparison|table|list)|please|pls))*\W*$",
    re.IGNORECASE,
)

_IT = re.compile(r"(?:it|that|this|them|those|these)(?: ones?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Swap:
    """The words for what goes out, and for what comes in; "" for nothing."""

    out: str
    into: str = ""


def read_swap(text: str) -> Swap | None:
    """Return what is swapped, or only taken out; None where the text is about neither."""
    if said := _SWAP.match(text):
        return Swap(said["out"].strip(), said["into"].strip())
    if said := _INSTEAD.match(text):
        return Swap(said["out"].strip(), said["into"].strip())
    said = _OUT.match(text)
    return Swap(said["out"].strip()) if said else None


def is_it(words: str) -> bool:
    """Say whether the words of a swap only point at what is talked about: "it", "that one"."""
    return _IT.fullmatch(words) is not None
