"""What a text must be before it is stored: checked in one place, for every field that people write."""

import re
import unicodedata

from shop.errors import Invalid

# Unicode's categories Cc and Cs, less "\t" and "\n".
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(field: str, text: str, *, longest: int, shortest: int = 0) -> str:
    """Return `text` without outer blanks, in Unicode's composed form (NFC), with "\\n" line ends.

    Raises Invalid for a control character, a lone surrogate, or a length outside `shortest` to `longest` characters.
    """
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    check_characters(field, clean)
    if not shortest <= len(clean) <= longest:
        raise Invalid(field, f"{field} has {len(clean)} characters; allowed: {shortest} to {longest}.")
    return clean


def check_characters(field: str, text: str) -> str:
    """Return `text` as it is. Raises Invalid for a control character but "\\t" and "\\n", and for a lone surrogate."""
    if found := _FORBIDDEN.search(text):
        raise Invalid(field, f"{field} holds the character U+{ord(found[0]):04X}, which is not allowed.")
    return text


def check_id(field: str, id: str) -> str:
    """Return `id` if it can be a record's key: 1 to 200 characters. Raises Invalid for others."""
    clean = clean_text(field, id, shortest=1, longest=200)
    if clean != id or "\n" in id or "\t" in id:
        raise Invalid(field, f"{field} {id!r} has blanks or line ends that are not allowed.")
    return id
