"""What may be asked about is read before anybody asks, once, and nothing that not everybody may read."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from language.encoder import Vectors
from retrieval.build import open_shelf
from retrieval.evidence import EvidenceReader, Statement, texts_of
from retrieval.reading_ahead import Matter, ReadAhead
from retrieval.search import FactSource, SearchQuery
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from tests.retrieval.market import open_market
from tests.retrieval.test_build import CountingEncoder

SAID = (
    Statement("material: merino wool", FactSource.ATTRIBUTE, "fjell", context="fabric"),
    Statement("It keeps warm when it is wet.", FactSource.REVIEW, "fjell~ana"),
)


class StoppingEncoder(CountingEncoder):
    """Lets somebody stop the reading while it encodes for the second time."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.second = threading.Event()
        self.go_on = threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls == 2:
            self.second.set()
            assert self.go_on.wait(10)
        return super().encode(texts)


def texts(said: Sequence[Statement]) -> list[str]:
    return [text for each in said for text in texts_of(each)]


def read(encoder: CountingEncoder, folder: Path | None, said: Sequence[Statement] = SAID) -> EvidenceReader:
    """Return a reader that has read ahead."""
    reader = EvidenceReader(encoder)
    ReadAhead([Matter(lambda: texts(said), reader.remember)], encoder, folder).read()
    return reader


def test_who_asks_first_waits_for_no_vector_of_a_statement() -> None:
    encoder = CountingEncoder()
    reader, cold = read(encoder, None), EvidenceReader(CountingEncoder())
    encoder.texts.clear()
    vectors = reader.encode(texts(SAID))
    assert encoder.texts == []
    assert vectors.tolist() == cold.encode(texts(SAID)).tolist()
    assert reader.measure("is it warm?", SAID).tolist() == cold.measure("is it warm?", SAID).tolist()


def test_a_second_start_reads_what_is_new_and_forgets_what_is_gone(tmp_path: Path) -> None:
    read(CountingEncoder(), tmp_path)
    new = Statement("Itches a little.", FactSource.REVIEW, "fjell~bo")
    second, third = CountingEncoder(), CountingEncoder()
    read(second, tmp_path, (SAID[0], new))
    assert second.texts == [new.text]
    read(third, tmp_path)
    assert third.texts == [SAID[1].text], "what was gone for one start is not kept"


def test_damaged_files_are_made_anew(tmp_path: Path) -> None:
    read(CountingEncoder(), tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(b"broken")
    encoder = CountingEncoder()
    read(encoder, tmp_path)
    assert SAID[1].text in encoder.texts


def test_whoever_stops_it_waits_for_the_texts_in_hand_alone_and_they_are_kept(tmp_path: Path) -> None:
    many = tuple(Statement(f"Sentence {number}.", FactSource.REVIEW, str(number)) for number in range(100))
    encoder, again = StoppingEncoder(), CountingEncoder()
    ahead = ReadAhead([Matter(lambda: texts(many), EvidenceReader(encoder).remember)], encoder, tmp_path)
    ahead.begin()
    assert encoder.second.wait(10)
    stopping = threading.Thread(target=ahead.stop)
    stopping.start()
    encoder.go_on.set()
    stopping.join(10)
    assert encoder.calls <= 3
    read(again, tmp_path, many)
    assert set(again.texts) == {each.text for each in many} - set(encoder.texts)


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.FRIENDS, Visibility.ONLY_ME])
def test_only_what_everybody_may_read_is_read_ahead(visibility: Visibility, tmp_path: Path) -> None:
    store = open_market()
    write_review(store, "ana", "clack", rating=1, text="The spacebar squeaks. It is loud.", visibility=visibility)
    encoder = CountingEncoder()
    shelf = open_shelf(store, encoder, tmp_path)
    encoder.texts.clear()
    shelf._ahead.read()
    for text in ("The spacebar squeaks.", "The spacebar squeaks. It is loud."):  # for questions, and to sum it up
        assert (text in encoder.texts) == (visibility is Visibility.PUBLIC)


def test_words_with_other_forms_are_read_ahead_for_searches(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    shelf = open_shelf(open_market(), encoder, tmp_path)
    words = shelf._list_words()
    assert words
    shelf._ahead.read()
    encoder.texts.clear()
    shelf.find_products(SearchQuery(words[0]))
    assert set(encoder.texts) <= {words[0]}, "the query alone"
