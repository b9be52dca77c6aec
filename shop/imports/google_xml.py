"""Google's XML feed: RSS 2.0, one <item> a row, its attributes in the namespace g."""

from collections.abc import Iterable, Iterator
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from shop.errors import Invalid
from shop.imports.google import DETAIL_PARTS, field_named
from shop.imports.rows import Row
from shop.imports.text import LONGEST_LINE

_DEEPEST = 16  # elements inside each other; a feed has five


def read_google_xml(pieces: Iterable[str]) -> Iterator[Row]:
    """Yield the items of a feed that comes in pieces.

    Raises Invalid for broken XML, naming the line, for what is no feed, and for a document type or entities: a feed
    needs none, and they can read other files or grow without end.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    items = _Items(parser)
    parser.setContentHandler(items)
    try:
        for piece in pieces:
            parser.feed(piece)
            items.check_silence(len(piece))
            yield from items.take()
        parser.close()
    except SAXParseException as error:
        raise Invalid("path", f"The XML is broken in line {error.getLineNumber()}: {error.getMessage()}.") from None
    except DefusedXmlException:
        raise Invalid("path", "The XML declares a document type or entities, which is refused.") from None
    yield from items.take()


class _Items(ContentHandler):
    """Turns what the parser meets into rows."""

    def __init__(self, parser: Locator) -> None:
        super().__init__()
        self._parser = parser
        self._rows: list[Row] = []
        self._depth = 0
        self._item_depth = 0  # 0 outside of items
        self._line = 0
        self._values: dict[str, list[str]] = {}
        self._field = ""
        self._part = ""
        self._parts: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0  # characters of the item so far
        self._silence = 0  # characters fed since the parser last met anything but text outside of items

    def take(self) -> list[Row]:
        """Return the rows that are complete, once."""
        rows, self._rows = self._rows, []
        return rows

    def check_silence(self, fed: int) -> None:
        """Raise Invalid when more than 1 MiB is one tag, one comment, or text outside of items."""
        self._silence += fed
        if self._silence > LONGEST_LINE:
            raise Invalid("path", f"The tag, comment or text in line {self._now_at()} is longer than 1 MiB.")

    def startElement(self, name: str, attributes: AttributesImpl) -> None:  # noqa: N802 (this and those below: the parser's names)
        self._silence = 0
        self._depth += 1
        bare = name.rpartition(":")[2]
        if self._depth == 1 and bare != "rss":
            raise Invalid("path", f"The XML begins with <{name[:80]}>; a product feed begins with <rss>.")
        if self._depth > _DEEPEST:
            raise Invalid("path", f"Line {self._now_at()} has more than {_DEEPEST} elements inside each other.")
        inside = self._depth - self._item_depth
        if not self._item_depth:
            if bare == "item":
                self._item_depth, self._line, self._values, self._length = self._depth, self._now_at(), {}, 0
        elif inside == 1:
            self._field, self._parts, self._text = field_named(bare), {}, []
        elif inside == 2:
            self._part, self._text = bare, []

    def characters(self, text: str) -> None:
        if self._item_depth:
            self._silence = 0
            self._length += len(text)
            if self._length > LONGEST_LINE:
                raise Invalid("path", f"The item in line {self._line} is longer than 1 MiB.")
            if self._field:
                self._text.append(text)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._silence = 0
        inside = self._depth - self._item_depth if self._item_depth else -1
        self._depth -= 1
        if inside == 0:
            self._rows.append(Row(self._line, self._values))
            self._item_depth = 0
        elif inside == 1:
            self._end_field()
        elif inside == 2 and self._part in DETAIL_PARTS:
            self._parts[self._part] = "".join(self._text).strip().replace("\\", r"\\").replace(":", r"\:")

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self._silence = 0

    def _end_field(self) -> None:
        text = ":".join(self._parts.get(part, "") for part in DETAIL_PARTS) if self._parts else "".join(self._text)
        if self._field and text.strip():
            self._values.setdefault(self._field, []).append(text.strip())
        self._field = ""

    def _now_at(self) -> int:
        return self._parser.getLineNumber() or 1
