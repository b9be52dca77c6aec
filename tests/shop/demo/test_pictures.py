"""Pictures of the demo shop: each type of product has its own, and no text of a product ever gets into one."""

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from shop.demo.pictures import picture_of
from shop.demo.pictures.draw import DRAWINGS
from shop.demo.read import read_content

PRODUCTS = tuple(read_content().products.values())
TYPES = sorted({product.type for product in PRODUCTS})
_SVG = "{http://www.w3.org/2000/svg}"
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6, "S": 4, "A": 7, "Z": 0}
_GEOMETRY = {"x", "y", "width", "height", "rx", "ry", "r", "cx", "cy", "d", "transform", "viewBox"}
_PAINT = {"fill", "stroke", "stroke-width", "fill-opacity", "stroke-linecap", "stroke-linejoin"}
_VALUE = r"none|round|#[0-9a-f]{6,8}|rotate\([\d .-]+\)|[MLHVQTCSAZmlhvqtcsaz\d .-]+"
_HOSTILE = (
    '"/><script>alert(1)</script>',
    'red" onload="alert(1)',
    "t-shirt</svg><a href='javascript:alert(1)'>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "clothing > <foreignObject>",
    "url(https://example.com/a.png)",
    "\x00\ud800 red",
)


def shapes(picture: str) -> list[Element]:
    """Return every element of the picture below its root. Raises ParseError for XML that is not well formed."""
    root = fromstring(picture)
    assert root.tag == f"{_SVG}svg"
    return list(root.iter())[1:]


@pytest.mark.parametrize("product_type", TYPES)
def test_every_type_of_the_demo_shop_has_a_drawing_of_its_own(product_type: str) -> None:
    drawn = picture_of(product_type, "teal", "")
    assert drawn != picture_of("thing that nobody drew", "teal", "")
    for product in PRODUCTS:
        if product.type == product_type:
            assert picture_of(product_type, "teal", " > ".join(product.path)) == drawn


def test_no_two_types_look_the_same() -> None:
    assert len({picture_of(product_type, "teal", "") for product_type in TYPES}) == len(TYPES)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_drawing_is_svg_of_several_tones(name: str) -> None:
    drawn = shapes(picture_of(name, "teal", ""))
    tones = {element.get("fill") for element in drawn} | {element.get("stroke") for element in drawn}
    tones -= {None, "none"}
    assert all(re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", str(tone)) for tone in tones)
    assert len(tones) >= 5


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_path_is_complete(name: str) -> None:
    for element in shapes(picture_of(name, "teal", "")):
        if element.tag == f"{_SVG}path":
            check_path(element.get("d", ""))


def check_path(d: str) -> None:
    """Assert that each command has as many numbers as it needs: a browser stops drawing at the first that does not."""
    assert re.fullmatch(r"M[MLHVQTCSAZmlhvqtcsaz\d .-]+", d), d
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", d):
        given_numbers = len(re.findall(r"-?\d+(?:\.\d+)?", numbers))
        needed = _ARGUMENTS[command.upper()]
        assert given_numbers == 0 if needed == 0 else given_numbers and given_numbers % needed == 0, (command, d)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_drawing_stays_on_the_field(name: str) -> None:
    for element in shapes(picture_of(name, "teal", "")):
        if element.tag == f"{_SVG}rect":
            x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + width <= 240
            assert y + height <= 240
        if element.tag == f"{_SVG}ellipse":
            cx, cy, rx, ry = (float(element.get(key, "0")) for key in ("cx", "cy", "rx", "ry"))
            assert min(rx, ry) > 0
            assert min(cx - rx, cy - ry) >= 0
            assert max(cx + rx, cy + ry) <= 240


@pytest.mark.parametrize(
    ("product_type", "category", "drawn"),
    [
        ("Trail Running Shoe", "", "trail running shoe"),
        ("waterproof hiking boot", "", "hiking boot"),
        ("USB hub", "", "usb hub"),
        ("gilet", "Clothing > Jackets and coats", "t-shirt"),
        ("ear hooks", "Electronics > Audio > Headphones", "over-ear headphones"),
        ("stylus", "Electronics > Phone accessories > Pens", "smartphone"),
        ("wok", "Kitchen > Cookware > Woks", "frying pan"),
        ("gilet", "Garden > Gnomes", "parcel"),
        ("", "", "parcel"),
    ],
)
def test_unknown_types_fall_back(product_type: str, category: str, drawn: str) -> None:
    assert picture_of(product_type, "teal", category, variety="1") == picture_of(drawn, "teal", "", variety="1")


def test_the_colour_of_the_product_is_the_colour_of_the_picture() -> None:
    assert "#1f7f80" in picture_of("t-shirt", "teal", "")
    assert picture_of("t-shirt", "matt black", "") == picture_of("t-shirt", "Black", "")
    assert picture_of("t-shirt", "black", "") != picture_of("t-shirt", "white", "")


def test_without_a_colour_the_variety_chooses() -> None:
    plain = {picture_of("t-shirt", "", "", variety=f"tee-{number}") for number in range(30)}
    assert 5 <= len(plain) <= 30
    assert picture_of("t-shirt", "", "", variety="tee-1") == picture_of("t-shirt", "no such", "", variety="tee-1")


any_text = st.text() | st.sampled_from(_HOSTILE) | st.sampled_from(TYPES)


@given(any_text, any_text, any_text, any_text)
def test_no_text_gets_into_a_picture(product_type: str, colour: str, category: str, variety: str) -> None:
    picture = picture_of(product_type, colour, category, variety=variety)
    root = fromstring(picture)
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) in {"svg", "rect", "circle", "ellipse", "path", "g"}
        assert set(element.attrib) <= _GEOMETRY | _PAINT
        assert not element.text
        assert not element.tail
    values = [value for element in root.iter() for value in element.attrib.values()]
    assert all(re.fullmatch(_VALUE, value) for value in values)


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_hostile_text_changes_nothing(hostile: str) -> None:
    plain = picture_of("t-shirt", "red", "Clothing", variety="1")
    assert picture_of(f"{hostile} t-shirt", f"{hostile} red", "Clothing", variety=hostile) == plain
    assert picture_of(hostile, "red", f"{hostile} > Clothing", variety=hostile) == plain
