"""A file's bytes as text, a piece at a time, whatever its size."""

import codecs
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from shop.errors import Invalid

LONGEST_LINE = 1 << 20  # characters; so what is longer has more than 1 MiB
_MOST_BLANK_LINES = 1_000_000  # on end: what goes on like this is no table, and would be read for minutes
_PIECE_BYTES = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_pieces(stream: BinaryIO, on_bytes: Callable[[int], None]) -> Iterator[str]:
    """Yield the text in pieces with "\\n" for line ends; `on_bytes` hears how many bytes have been read.

    UTF-8, or UTF-16 with a byte order mark. Raises Invalid for an empty file, a NUL, and bytes that are neither.
    """
    data = stream.read(_PIECE_BYTES)
    if not data:
        raise Invalid("path", "The file is empty.")
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    decoder = codecs.getincrementaldecoder(encoding)()
    line_ends = io.IncrementalNewlineDecoder(None, translate=True)
    position, line = len(mark), 1
    data = data[len(mark) :]
    while True:
        pending = len(decoder.getstate()[0])
        try:
            piece = line_ends.decode(decoder.decode(data, final=not data), final=not data)
        except UnicodeDecodeError as error:
            raise _wrong_encoding(error, position - pending, line) from None
        if "\0" in piece:
            line += piece[: piece.index("\0")].count("\n")
            raise Invalid("path", f"Line {line} holds a NUL; only text in UTF-8, or UTF-16 with its mark, can be read.")
        yield piece
        position += len(data)
        line += piece.count("\n")
        on_bytes(position)
        if not data:
            return
        data = stream.read(_PIECE_BYTES)


def _wrong_encoding(error: UnicodeDecodeError, start: int, line: int) -> Invalid:
    line += error.object[: error.start].count(b"\n")
    return Invalid(
        "path",
        f"The file is not {error.encoding.upper()}: byte 0x{error.object[error.start]:02X} at position "
        f"{start + error.start} (line {line}): {error.reason}. Save it as UTF-8.",
    )


def split_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines with their "\\n".

    Raises Invalid for a line above 1 MiB, of which no more than that is held, and for a million blank ones on end.
    """
    rest = ""
    number, blank = 1, 0
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            _check_length(line, number)
            blank = blank + 1 if not line or line.isspace() else 0
            if blank > _MOST_BLANK_LINES:
                raise Invalid("path", f"More than {_MOST_BLANK_LINES:,} lines on end are blank, up to line {number}.")
            yield line + "\n"
            number += 1
        _check_length(rest, number)
    if rest:
        yield rest


def _check_length(line: str, number: int) -> None:
    if len(line) > LONGEST_LINE:
        raise Invalid("path", f"Line {number} is longer than 1 MiB.")
