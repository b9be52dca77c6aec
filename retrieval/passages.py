"""What of the shop can be searched: the texts of products, articles and reviews, cut where one thought ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shop.catalogue import Listing
from shop.knowledge import Article

_BEGINS = r"(?=[\"'(“‘«¿¡A-ZÀ-ÖØ-Þ0-9])"
_SENTENCE_END = re.compile(rf"(?<=[.!?…])[\"')”’»]*\s+{_BEGINS}|\s*\n\s*(?:\n\s*|{_BEGINS}|(?=[-*•–]))")
_SHORTENED = re.compile(r"(?:^|[\s(])(?:approx|ca|dr|e\.g|i\.e|incl|excl|mr|mrs|ms|prof|st|vs)\.$", re.IGNORECASE)
_SHORTENED_BEFORE_NUMBER = re.compile(r"(?:^|[\s(])(?:art|fig|max|min|no|nos|nr|vol)\.$", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_BOLD_START = re.compile(r"\*\*(.+?)\*\*\s*(.*)", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`|^\s*>\s?", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_SHORT_WORDS = 6  # a paragraph below this goes together with the next


@dataclass(frozen=True)
class Passage:
    """A text that can be found, and what it is a text of. Two passages of one owner never have the same text."""

    owner_id: str  # the product or article
    text: str


def product_passages(listing: Listing) -> list[Passage]:
    """Return the one text by which a product's meaning is known: what it is, then what is said of it.

    One for all: sentence by sentence, "no cable, no battery" is found by whoever wants a cable.
    """
    product = listing.product
    return [Passage(product.id, product_text(product.title, product.type, product.brand, product.description))]


def product_text(title: str, type: str, brand: str, description: str) -> str:
    """Return this text; a type or brand that is empty leaves no gap."""
    kind = f"{title}, {type}" if type else title
    return f"{kind} by {brand}. {description}" if brand else f"{kind}. {description}"


def describe_options(listing: Listing) -> dict[str, tuple[str, ...]]:
    """Return the values of each option among the variants for sale, in their order; {} for none."""
    values: dict[str, dict[str, None]] = {}
    for variant in listing.variants:
        for name, value in variant.options.items() if variant.active else ():
            values.setdefault(name, {})[value] = None
    return {name: tuple(known) for name, known in values.items()}


def split_sentences(text: str) -> list[str]:
    """Return the sentences in order, without the blanks around them; [] for none. A line that
    begins as a sentence does is one at least.

    The full stop of a common short form ("approx. 300 g", "No. 5") ends none.
    """
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if not _goes_on(text[start : end.start() + 1].rstrip(), text[end.end() :]):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    return [sentence for sentence in (*sentences, text[start:].strip()) if sentence]


def _goes_on(before: str, after: str) -> bool:
    if _SHORTENED.search(before):
        return True
    return after[:1].isdigit() and bool(_SHORTENED_BEFORE_NUMBER.search(before))


def article_passages(article: Article) -> list[Passage]:
    """Return the thoughts of the article in order, each a heading with what stands below it; Markdown is taken out."""
    return [Passage(article.id, text) for text in dict.fromkeys(_join_short(_split_blocks(article.body)))]


def _split_blocks(body: str) -> Iterator[str]:
    """Yield paragraphs; a heading of its own, or in bold, begins the paragraph that follows it."""
    heading = ""
    for raw in re.split(r"\n\s*\n", body.strip()):
        block = raw.strip()
        line, _, rest = block.partition("\n")
        if found := _HEADING.fullmatch(line):
            heading, block = _strip(found[1]), rest.strip()
        elif (found := _BOLD_START.fullmatch(block)) and not found[2]:
            heading, block = _strip(found[1]), ""
        if block:
            text = _strip(block)
            yield f"{heading} {text}" if heading else text
            heading = ""


def _join_short(blocks: Iterator[str]) -> Iterator[str]:
    """Yield the blocks, one that is too short to say something or leads on to more together with what follows."""
    waiting = ""
    for block in blocks:
        text = f"{waiting}\n{block}" if waiting else block
        waiting = text if len(text.split()) < _SHORT_WORDS or text.endswith(":") else ""
        if not waiting:
            yield text
    if waiting:
        yield waiting


def _strip(markdown: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", markdown)).strip()
