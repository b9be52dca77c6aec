"""Questions whether a product comes in something, where no colour or size was understood in them."""

import re

_LEADS = r"(?:(?:and|but|ok|hm+|wait|oh|so|um+|also)\W+)*"
_KIND = r"(?:ones?|version|layout|model|colou?r|size|variant|edition)"
_ASKS = (
    re.compile(
        rf"{_LEADS}(?:is|are) there (?:also )?(?:an?|any|the) (?P<said>[\w -]{{2,24}}?) {_KIND}\W*", re.IGNORECASE
    ),
    re.compile(
        rf"{_LEADS}(?:do|does) (?:an?|the|it|you|they)? ?(?:have |come in |sell |got )?(?:an?|any|the)? ?"
        rf"(?P<said>[\w -]{{2,24}}?)(?: {_KIND})?(?: (?:exist|version|layout))?\W*",
        re.IGNORECASE,
    ),
)
_NO_KIND = re.compile(  # it is compared with the one shown, or with nothing
    r"\b(?:it|this|that|they|them|other|others|another|different|new|newer|more|less|better|any|cheap|same|similar|exist|\w{3,}er)\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\b(?:exist|layout|version|come in|is there|are there)\b", re.IGNORECASE)
_MOST_WORDS = 2


def read_kind_asked(text: str) -> str:
    """Return what a product shall come in by the question: "german" of "does german layout exist"; "" for none."""
    if not _EXISTS.search(text):
        return ""
    found = next((match for asks in _ASKS if (match := asks.fullmatch(text.strip()))), None)
    said = found["said"].strip() if found else ""
    return "" if len(said.split()) > _MOST_WORDS or _NO_KIND.search(said) else said
