"""What the search, the answers and the digests reach on the demo shop, with the encoder and the weights that serve.

The aims are the product's; beside them stand floors: what was measured (docs/benchmarks.md) less two standard errors.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.answers import TEST, Shop, measure_ours, publish_reviews
from benchmarks.digest import find_tested, measure_systems, read_written, score_suspicion
from benchmarks.search import measure_demo
from bot.database import TABLES
from language.encoder import Encoder, Encoders
from retrieval.evidence import EvidenceReader, built_in_weights
from shop.sql.store import SqlStore


@pytest.fixture(scope="module")
def encoder(encoder_folder: Path) -> Encoder:
    return Encoders(encoder_folder).load()


@pytest.fixture
def demo(demo_database: Path, tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore(f"sqlite:///{shutil.copy(demo_database, tmp_path / 'shop.db')}", TABLES)
    yield store
    store.close()


def test_what_is_looked_for_is_found(demo: SqlStore, encoder: Encoder) -> None:
    figures = measure_demo(demo, encoder)
    assert figures["first_right"] >= 0.81  # of 99 queries that something answers; measured: .879
    assert figures["in_three"] >= 0.86  # measured: .919
    assert figures["not_pretended"] >= 0.6  # of five that nothing answers; measured: .8


def test_evidence_is_found_and_nothing_is_answered_without(demo: SqlStore, encoder: Encoder) -> None:
    publish_reviews(demo)
    asked = Shop(demo, encoder).read(TEST)
    assert sum(not one.answerable for one in asked) >= 60
    figures = measure_ours(asked, EvidenceReader(encoder), built_in_weights())
    assert figures["evidence_recall5"] >= 0.9
    assert figures["answered_wrongly"] <= 0.05
    assert figures["answered"] >= 0.15


def test_digests_count_what_readers_read(encoder: Encoder) -> None:
    written = list(read_written())
    labels, tested = find_tested(written)
    systems = measure_systems(tested, labels, encoder)
    assert systems["ours"]["share_error"] <= 2
    assert systems["ours"]["f1"] >= 0.43
    assert systems["ours"]["share_error"] < systems["own_words"]["share_error"]
    suspected = score_suspicion(written)
    assert suspected["bought_found"] == suspected["bought"] > 0
    assert suspected["honest_suspected"] == 0
