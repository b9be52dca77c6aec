"""What people like to do, and the kinds of thing that go with it: no product says of itself that it is for cooks.

They are the occasions (`occasions.yml`) that shoppers have words for and kinds of thing go with.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from retrieval.occasions import Occasion, Terms, read_occasions
from retrieval.terms import split_terms


def words_of_pastime(text: str) -> tuple[Terms, ...]:
    """Return all folded words for the pastime that the text names first, the longest name counting; () for none."""
    terms = tuple(split_terms(text))
    for at in range(len(terms)):
        named = [
            (len(words), _words_of(one))
            for one in _pastimes()
            for words in _words_of(one)
            if terms[at : at + len(words)] == words
        ]
        if named:
            return max(named, key=lambda found: found[0])[1]
    return ()


def read_pastimes() -> Mapping[Terms, tuple[str, ...]]:
    """Return for the folded words of a pastime the kinds of thing, by their own or their category's name."""
    return {words: one.kinds for one in _pastimes() for words in _words_of(one)}


def tell_pastime(words: str) -> str:
    """Return the pastime that these folded words name as it is told: "running" for "run", "board games"."""
    terms = tuple(words.split())
    return next((told for told, forms in _told() if terms in forms), words)


@cache
def _pastimes() -> tuple[Occasion, ...]:
    return tuple(one for one in read_occasions().values() if one.forms and one.kinds)


def _told() -> Iterator[tuple[str, tuple[Terms, ...]]]:
    return ((told, forms) for one in _pastimes() for told, forms in one.forms.items())


def _words_of(one: Occasion) -> tuple[Terms, ...]:
    return tuple(words for forms in one.forms.values() for words in forms)
