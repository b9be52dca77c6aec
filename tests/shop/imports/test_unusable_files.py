"""Files that cannot be read as a whole: one clear reason each, and nothing of them in the store."""

import io
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from shop.errors import Invalid
from shop.imports.google_xml import read_google_xml
from shop.imports.run import FORMATS, run_import
from shop.imports.text import read_pieces, split_lines
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import MUG, SHOPIFY, bring, google_tsv, google_xml, snapshot

EMPTY = snapshot(MemoryStore())
MIB = 1 << 20


def refusal(folder: Path, content: str | bytes, format: str) -> str:
    """Return why the file is unusable, having seen that the store stayed empty."""
    store = MemoryStore()
    with pytest.raises(Invalid) as caught:
        bring(store, folder, content, format, currency="EUR", keep_good=True)
    assert snapshot(store) == EMPTY
    return str(caught.value)


def test_a_file_that_is_not_there_a_directory_and_a_device_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, reason in (
        (tmp_path / "gone", "There is no file"),
        (tmp_path, "is a directory"),
        (tmp_path / "pipe", "is not a regular file"),
        (Path("nul\0"), "There is no file"),
    ):
        with pytest.raises(Invalid, match=reason):
            run_import(MemoryStore(), path, "google-xml")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (tmp_path / "file").touch()
    with pytest.raises(Invalid, match="cannot be imported: Permission denied"):
        run_import(MemoryStore(), tmp_path / "file", "shopify")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_file_is_unusable_in_every_format(format: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, b"", format) == "The file is empty."


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("content", [b"\0" * 100, b"id,\0", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfe\0\0a\0\0\0", b"\xff"])
def test_what_is_no_text_is_unusable_in_every_format(format: str, content: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path, content, format)


def test_an_unknown_format_lists_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="'xls'; there are google-xml, google-tsv, shopify, customers"):
        bring(MemoryStore(), tmp_path, "x", "xls")


def test_an_unknown_currency_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="'EURO'"):
        bring(MemoryStore(), tmp_path, SHOPIFY, "shopify", currency="EURO")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-bom"])
@pytest.mark.parametrize(("write", "format"), [(google_xml, "google-xml"), (google_tsv, "google-tsv")])
def test_marked_encodings_are_read(write, encoding: str, format: str, tmp_path: Path) -> None:
    store = MemoryStore()
    text = write({**MUG, "title": "Café 名 🫖"})
    content = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    assert bring(store, tmp_path, content, format).added == 1
    assert [product.title for product in snapshot(store)["Product"]] == ["Café 名 🫖"]


@pytest.mark.parametrize("padding", [0, 70_000])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_another_encoding_is_named_by_its_first_byte(padding: int, mark: bytes, tmp_path: Path) -> None:
    before = mark + SHOPIFY.encode() + b"#" * padding + b"\ncaf"
    reason = refusal(tmp_path, before + "é".encode("latin-1") + b",,", "shopify")
    assert reason.startswith(f"The file is not UTF-8: byte 0xE9 at position {len(before)} (line 7)")


def test_text_that_ends_within_a_character_is_unusable(tmp_path: Path) -> None:
    content = SHOPIFY.encode() + "名".encode()[:2]
    assert f"at position {len(content) - 2} " in refusal(tmp_path, content, "shopify")
    wide = "\ufeff" + google_tsv(MUG)
    assert "UTF-16-LE" in refusal(tmp_path, wide.encode("utf-16-le")[:-1], "google-tsv")


@pytest.mark.parametrize("cut", range(10, 200, 17))
def test_truncated_xml_is_unusable_and_names_the_line(cut: int, tmp_path: Path) -> None:
    reason = refusal(tmp_path, google_xml(MUG, MUG)[:-cut], "google-xml")
    assert reason.startswith("The XML is broken in line ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<rss><channel><item><id>1</wrong>", "broken in line 1"),
        ("plain text", "broken in line 1"),
        ("<html><body/></html>", "begins with <rss>"),
        ("<!DOCTYPE rss><rss/>", "document type or entities"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "document type or entities"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "document type or entities"),
        ('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "document type or entities"),
        ("<rss>&nbsp;</rss>", "broken in line 1"),
        ("<rss>" + "<a>" * 20, "more than 16 elements"),
    ],
)
def test_xml_that_is_broken_strange_or_hostile_is_unusable(content: str, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(tmp_path, content, "google-xml")


@pytest.mark.parametrize("format", ["google-tsv", "shopify", "customers"])
def test_a_quote_that_is_never_closed_is_named_by_the_line_where_its_row_starts(format: str, tmp_path: Path) -> None:
    content = {
        "google-tsv": google_tsv(MUG, MUG) + '"x\ty\n\nz\n',
        "shopify": SHOPIFY.split("tee,")[0] + "\n" + 'a,"b\n',
        "customers": 'id,name,nickname,email\nana,Ana,ana,ana@example.com\n\nben,"Ben\n',
    }[format]
    line = {"google-tsv": 4, "shopify": 3, "customers": 4}[format]
    assert refusal(tmp_path, content, format) == f"A quote is opened in the row of line {line} and never closed."


def test_a_quote_that_swallows_the_rest_of_a_long_file_is_found_early(tmp_path: Path) -> None:
    content = 'id,name,nickname,email\nana,"Ana,ana,ana@example.com\n' + "ben,Ben,ben,ben@example.com\n" * 10_000
    assert "in the row of line 2" in refusal(tmp_path, content, "customers")


def test_a_row_of_endless_quoted_lines_is_refused(tmp_path: Path) -> None:
    content = "id,name,nickname,email\n" + 'a,"' + '\n","' * 300_000
    assert refusal(tmp_path, content, "customers") == "The row that starts in line 2 is longer than 1 MiB."


@pytest.mark.parametrize(
    ("content", "format", "reason"),
    [
        ("Handle,Title\na,b\n", "shopify", "no column price"),
        ("id\ttitle\nx\ty\n", "google-tsv", "no column price, availability"),
        ("id,name,nickname,emial\n", "customers", "no column 'emial'"),
        ("id,name,nickname,email,id\n", "customers", "two columns for id"),
        ("Handle,Title,Variant Price,Price\n", "shopify", "two columns for price"),
        ('"id" x,name\n', "customers", "text after a closing quote"),
        ("\n\n", "shopify", "no column handle"),
    ],
)
def test_a_header_that_does_not_fit_is_unusable(content: str, format: str, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(tmp_path, content, format)


class Endless(io.RawIOBase):
    """A file of any size on no disk: some text, then one letter again and again. Counts what is read."""

    def __init__(self, start: bytes, letter: bytes = b"x") -> None:
        self.start = start
        self.letter = letter
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "never the whole file"
        assert self.read_bytes < 8 * MIB, "the rest is not read"
        data = self.start[self.read_bytes : self.read_bytes + size] or self.letter * size
        self.read_bytes += len(data)
        return data


def pieces_of(stream: Endless) -> Iterator[str]:
    return read_pieces(stream, lambda done: None)  # type: ignore[arg-type]


def test_a_line_of_two_gigabytes_is_refused_after_one_mebibyte() -> None:
    stream = Endless(b"one\n" * 6)
    tracemalloc.start()
    with pytest.raises(Invalid, match=r"^Line 7 is longer than 1 MiB\.$"):
        list(split_lines(pieces_of(stream)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stream.read_bytes < 1.2 * MIB
    assert peak < 8 * MIB


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "google-xml"])
def test_a_line_of_two_gigabytes_is_refused_in_every_table(format: str) -> None:
    for start in (b"id,", b'{"id": "'):
        stream = Endless(start)
        with pytest.raises(Invalid, match="Line 1 is longer than 1 MiB"):
            list(FORMATS[format].read(pieces_of(stream)))
        assert stream.read_bytes < 1.2 * MIB


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"<rss><channel>\n<item><title>", "The item in line 2 is longer than 1 MiB"),
        (b"<rss>\n<", "The tag, comment or text in line 2 is longer than 1 MiB"),
        (b"<rss>\n<!--", "The tag, comment or text in line 2 is longer than 1 MiB"),
        (b'<rss>\n<a b="', "The tag, comment or text in line 2 is longer than 1 MiB"),
        (b"<rss>\n<channel>", "The tag, comment or text in line 2 is longer than 1 MiB"),
    ],
)
def test_an_endless_element_tag_or_comment_is_refused_after_one_mebibyte(start: bytes, reason: str) -> None:
    stream = Endless(start)
    with pytest.raises(Invalid, match=reason):
        list(read_google_xml(pieces_of(stream)))
    assert stream.read_bytes < 1.5 * MIB


@pytest.mark.parametrize("format", ["google-tsv", "shopify", "customers"])
@pytest.mark.parametrize("start", [b"", b'{"id": "ana"}\n', b"id\n"])
def test_endless_blank_lines_are_no_table(format: str, start: bytes) -> None:
    with pytest.raises(Invalid):
        list(FORMATS[format].read(pieces_of(Endless(start, b"\n"))))
    with pytest.raises(Invalid, match=r"More than 1,000,000 lines on end are blank, up to line 1000001"):
        list(split_lines(pieces_of(Endless(b"", b" \n"))))


def test_a_feed_on_one_line_has_no_long_line(tmp_path: Path) -> None:
    many = google_xml(*({**MUG, "id": f"M{n}", "description": "x" * 1000} for n in range(1200))).replace("\n", "")
    assert len(many) > MIB
    assert bring(MemoryStore(), tmp_path, many, "google-xml").added == 1200
