"""What a text must be before it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import Invalid
from shop.texts import check_id, clean_text


def test_a_clean_text_is_composed_trimmed_and_has_one_kind_of_line_end() -> None:
    assert clean_text("about", " Cafe\u0301\r\nbar\rbaz\t! \n", longest=100) == "Café\nbar\nbaz\t!"


@pytest.mark.parametrize("category", ["Cc", "Cs"])
def test_no_control_character_and_no_half_of_a_pair_is_stored(category: str) -> None:
    allowed = {"\n", "\t", "\r"}  # "\r" becomes "\n"
    kind = [c for c in map(chr, range(0x11_0000)) if unicodedata.category(c) == category and c not in allowed]
    assert kind
    for character in kind:
        with pytest.raises(Invalid, match=f"U\\+{ord(character):04X}"):
            clean_text("about", f"a{character}b", longest=10)


@given(st.text(max_size=20))
def test_a_clean_text_is_clean_already(text: str) -> None:
    try:
        clean = clean_text("about", text, longest=20)
    except Invalid:
        return
    assert clean_text("about", clean, longest=20) == clean
    assert clean == unicodedata.normalize("NFC", clean).strip()


@given(st.text(max_size=220))
def test_an_id_is_stored_as_it_is_or_refused(text: str) -> None:
    try:
        assert check_id("id", text) == text
    except Invalid:
        return
    assert 1 <= len(text) <= 200
    assert not set("\n\t\r") & set(text)


@pytest.mark.parametrize("text", ["", " ", "a ", "a\nb", "a\tb", "e\u0301", "x" * 201])
def test_an_id_that_would_change_on_its_way_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="id"):
        check_id("id", text)
