"""A shop's own words for what it sells."""

from pathlib import Path

import pytest

from retrieval.build import open_shelf
from retrieval.search import SearchQuery
from retrieval.synonyms import built_in_synonyms, read_synonyms
from settings import Settings, SettingsError
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "synonyms.txt"


def test_own_words_find_kinds_and_words_of_texts(file: Path) -> None:
    file.write_text("# ours\n\nClacker, type box: keyboard\nhush-hush: quiet\nsweater: hand cream\n", encoding="utf-8")
    shelf = open_shelf(open_market(), WordEncoder(), synonyms=read_synonyms(file))

    def found(**query: str) -> list[str]:
        return [one.product_id for one in shelf.find_products(SearchQuery(**query))]

    assert set(found(product_type="clackers")) == {"hush", "clack"}
    assert set(found(product_type="type boxes")) == {"hush", "clack"}
    assert found(text="hush-hush clacker")[0] == "hush"
    assert set(found(product_type="sweater")) == {"hands", "pure"}  # the file's line counts instead of the program's
    assert set(found(product_type="pullover")) == {"fjell", "plain"}
    assert shelf.browse_products(SearchQuery("clacker")).understood.words == "keyboard"


def test_without_a_file_those_of_the_program_count() -> None:
    assert read_synonyms() == built_in_synonyms() == Settings().synonyms
    assert read_synonyms()["pullover",] == ("jumper",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("brolly: umbrella\nbrolly umbrella\n", "line 2 .*'brolly umbrella'"),
        ("brolly:\n", "line 1 .*'brolly:'"),
        (": umbrella", "line 1 "),
        ("brolly, , gamp: umbrella", "line 1 "),
        ("a thing against the rain: umbrella", "line 1 .*'a thing against the rain'"),
        ("brolly: umbrella\n\nBrollies: parasol", "line 3 .*'brolly' for the second time"),
        ("umbrellas: umbrella", "line 1 .*meaning itself"),
    ],
)
def test_a_line_that_is_none_stops_the_start_and_is_named(file: Path, text: str, named: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"CONFAB_SYNONYMS_FILE is wrong: {named}.*allowed"):
        Settings(synonyms_file=str(file))


def test_a_file_that_cannot_be_read_stops_the_start(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"synonyms\.txt' cannot be read"):
        Settings(synonyms_file=str(file))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings(synonyms_file=str(file))
