"""Typing errors put right where the message then names a thing: "bt speakr", "winter gluves", "lap top"."""

import re
from collections.abc import Iterable
from itertools import pairwise

from language.understanding import Understanding
from language.words import Lookups, Word, split_words
from retrieval.spelling import Speller
from retrieval.synonyms import read_synonyms

_SHORTEST = 4  # letters of a word that is put right: the encoder knows nearly all the short ones as they are
_SHORTEST_JOINED = 6  # of one that is written in two
_KINDS = ("product_type", "material", "colour")  # of the lists whose words are the wares'
_KEPT = frozenset(("person", "order_id", "coupon", "product"))  # names, which are looked up as they are written
_SERVICES = frozenset((  # long enough that nothing else is written nearly so
    "checkout", "shipping", "delivery", "delivered", "refund", "wishlist", "discount", "voucher", "returns", "warranty",
    "exchange", "payment", "friends", "reviews",
))  # fmt: skip
_LOOKS = frozenset(("product_type", "feature", "material", "colour", "brand"))
_FINDING = frozenset((
    "search_product", "refine_search", "recommend_for_me", "recommend_gift", "find_similar", "find_matching",
    "compare_products", "check_stock", "product_details", "ask_product_question", "choose_option", "reject_suggestion",
    "add_to_cart", "inform",
))  # fmt: skip


class Respeller:
    """Puts words right that neither the encoder nor any training message has, by those of wares and of messages.

    Safe to share between threads.
    """

    def __init__(self, lookups: Lookups, words: Iterable[str]) -> None:
        """`lookups` name what is sold; `words` are those of the training messages, in small letters."""
        self._wares = _words_of_wares(lookups)
        self._known = self._wares.union(words)
        usual = dict.fromkeys(self._known, 1) | dict.fromkeys(self._wares, 2)
        self._speller = Speller(usual, shortest=_SHORTEST)

    def respell(self, heard: Understanding) -> tuple[str, frozenset[str]]:
        """Return the message with its words put right, and which these are; as it was, and none, without errors."""
        names = {word for one in heard.entities if one.label in _KEPT for word in one.text.split()}
        kept = names if heard.in_scope else set()
        words = [word for word in split_words(heard.text) if word.text not in kept]
        mended = {word: fixed for word in words if (fixed := self._put_right(heard, word))}
        mended |= self._join(heard.text, words)
        return _replace(heard.text, mended), frozenset(fixed for fixed in mended.values() if fixed)

    def _put_right(self, heard: Understanding, word: Word) -> str:
        """Return what is meant by a word with a typing error; "" for one that has none."""
        term = word.text.lower()
        is_name = word.start > 0 and word.text[0].isupper() and not heard.text.isupper()
        if word.text not in heard.pieced or term in self._known or is_name:
            return ""
        fixed = self._speller.correct(term)
        return fixed if fixed != term and fixed[0] == term[0] else ""

    def _join(self, text: str, words: Iterable[Word]) -> dict[Word, str]:
        """Return for the two words that a ware's is written in, that word and "": "lap top"."""
        joined: dict[Word, str] = {}
        for one, other in pairwise(words):
            whole = f"{one.text}{other.text}".lower()
            if len(whole) >= _SHORTEST_JOINED and whole in self._known and text[one.end : other.start] == " ":
                joined |= {one: whole, other: ""}
        return joined


def names_mended(heard: Understanding, mended: Iterable[str]) -> bool:
    """Say whether one of the words put right is of what a message looks for, or names what the shop does."""
    words = frozenset(mended)
    if heard.in_scope and not words.isdisjoint(_SERVICES):
        return True
    if not heard.in_scope or heard.intent not in _FINDING:
        return False
    looks = {word.text.lower() for one in heard.entities if one.label in _LOOKS for word in split_words(one.text)}
    return not looks.isdisjoint(words)


def _words_of_wares(lookups: Lookups) -> frozenset[str]:
    named = {word.text.lower() for kind in _KINDS for value in lookups.get(kind, ()) for word in split_words(value)}
    named |= {word for words in read_synonyms() for word in words}
    return frozenset(word for word in named if len(word) >= _SHORTEST and word.isalpha())


def _replace(text: str, mended: dict[Word, str]) -> str:
    for word in sorted(mended, key=lambda word: -word.start):
        text = text[: word.start] + mended[word] + text[word.end :]
    return re.sub(r" {2,}", " ", text).strip()
