"""Addresses as people write them, and nothing that they did not write."""

import pytest

from actions.orders.addresses import make_address, mend_number, missing_parts, read_address, take_country
from shop.customers import Address

HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")
BONN = Address("2 High Street", "Floor 3", "Bonn", "NW", "53111", "Germany")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hauptstr. 5, 20095 Hamburg", ("Hauptstr. 5", "Hamburg", "20095")),
        ("Hauptstr. 5 20095 Hamburg", ("Hauptstr. 5", "Hamburg", "20095")),
        ("Musterweg 1\n50667 Köln", ("Musterweg 1", "Köln", "50667")),
        ("12 quai de Jemmapes, 75010 Paris", ("12 quai de Jemmapes", "Paris", "75010")),
        ("Prinsengracht 88, 1015 Amsterdam", ("Prinsengracht 88", "Amsterdam", "1015")),
        ("please at Hauptstr. 5, D-20095 Hamburg.", ("Hauptstr. 5", "Hamburg", "20095")),
        ("14 Sandymount Avenue, Dublin 4", ("14 Sandymount Avenue", "Dublin 4", "")),
        ("Hotel Miramar, Sitges", ("Hotel Miramar", "Sitges", "")),
        ("1190 Wien", ("", "Wien", "1190")),
        ("Graz", ("", "Graz", "")),
        ("it's Rosenweg 4", ("Rosenweg 4", "", "")),
        ("", ("", "", "")),
    ],
)
def test_street_town_and_postcode(text: str, parts: tuple[str, str, str]) -> None:
    found = read_address(text)
    assert (found.get("line1", ""), found.get("city", ""), found.get("postcode", "")) == parts
    assert "country" not in found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("1 Rua Alta, Porto, 4000-001", "Portugal"),
        ("5 Mill Lane, Cambridge CB1 2AB", "United Kingdom"),
        ("Prinsengracht 88, 1015 AB Amsterdam", "Netherlands"),
        ("Kirchplatz 2, 6020 Innsbruck, Österreich", "Austria"),
        ("742 Evergreen Terrace, Springfield, IL 62704, USA", "United States"),
    ],
)
def test_the_country_is_said_or_has_such_postcodes_alone(text: str, country: str) -> None:
    assert read_address(text)["country"] == country


@pytest.mark.parametrize("address", [HOME, BONN])
def test_an_address_on_one_line_is_read_back(address: Address) -> None:
    line = ", ".join(part for part in vars(address).values() if part)
    line = line.replace("Bonn, NW, 53111", "Bonn, NW 53111")
    assert make_address(read_address(line)) == address


@pytest.mark.parametrize(
    ("text", "old", "missing"),
    [
        ("Hauptstr. 5, 20095 Hamburg", BONN, []),
        ("Hauptstr. 5, 20095 Hamburg", HOME, ["country"]),
        ("Kirchplatz 2, 6020 Innsbruck", BONN, ["country"]),
        ("Hauptstr. 5, 20095 Hamburg", None, ["country"]),
        ("Hamburg", BONN, ["line1", "postcode", "country"]),
    ],
)
def test_the_old_country_is_kept_only_where_the_postcode_could_be_there(
    text: str, old: Address | None, missing: list[str]
) -> None:
    parts = read_address(text)
    take_country(parts, old)
    assert missing_parts(parts) == missing


@pytest.mark.parametrize(
    ("text", "line1"),
    [
        ("sorry i meant number 12", "Lange Reihe 12"),
        ("no, nr. 12b", "Lange Reihe 12b"),
        ("it's 12, not 21", "Lange Reihe 12"),
        ("12 pieces of cake", "Lange Reihe 21"),
        ("yes please", "Lange Reihe 21"),
    ],
)
def test_a_house_number_is_corrected_by_itself(text: str, line1: str) -> None:
    assert mend_number({"line1": "Lange Reihe 21", "city": "Hamburg"}, text) == {"line1": line1, "city": "Hamburg"}
    assert mend_number({"line1": "The old mill"}, text) == {"line1": "The old mill"}
