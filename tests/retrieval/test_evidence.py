"""What makes a statement an answer: signs that follow from its words, and a decision for the whole question."""

import numpy as np
import pytest

from retrieval.evidence import (
    ANSWER_SIGNS,
    SIGNS,
    EvidenceReader,
    EvidenceWeights,
    Signs,
    Statement,
    built_in_weights,
    measure_best,
)
from retrieval.facts import FactFinder
from retrieval.search import FactSource
from shop.catalogue import put_product
from tests.actions.small_shop import Clock, make_product, make_variant
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore

WEIGHT = Statement("weight: 254 g", FactSource.ATTRIBUTE, "p")
PADS = Statement("The pads are soft.", FactSource.DESCRIPTION, "p")
WASH = Statement("No, by hand.", FactSource.ANSWER, "q", context="Can the pads be washed in a machine?")


@pytest.fixture(scope="module")
def reader() -> EvidenceReader:
    return EvidenceReader(WordEncoder())


def sign(signs: Signs, name: str) -> list[float]:
    return [float(value) for value in signs[:, SIGNS.index(name)]]


def test_an_answer_counts_with_its_question(reader: EvidenceReader) -> None:
    signs = reader.measure("can I wash the pads in the machine", [WASH, PADS])
    assert sign(signs, "cosine_in_context")[0] > sign(signs, "cosine")[0]
    assert sign(signs, "lead") == [0.0, pytest.approx(min(sign(signs, "lead")))]
    assert sign(signs, "words_covered")[0] > sign(signs, "words_covered")[1]


class RealWords(WordEncoder):
    """Takes every word for a real one."""

    def pieces(self, word: str) -> list[str]:
        return [word]


def test_a_real_word_is_no_typing_error_of_one_that_is_said(reader: EvidenceReader) -> None:
    hinge = Statement("The hinge is steel.", FactSource.DESCRIPTION, "p")
    assert sign(reader.measure("hingee", [hinge]), "words_covered") == [1.0]
    assert sign(EvidenceReader(RealWords()).measure("fringe hinges", [hinge]), "words_covered") == [0.5]
    assert sign(EvidenceReader(RealWords()).measure("hinged", [hinge]), "words_covered") == [1.0]


def test_each_word_looks_for_its_nearest(reader: EvidenceReader) -> None:
    signs = reader.measure("are the pads soft", [PADS, WEIGHT])
    assert sign(signs, "nearest_mean")[0] == pytest.approx(1.0, abs=1e-5)
    assert sign(signs, "nearest_least")[0] == pytest.approx(1.0, abs=1e-5)
    assert sign(signs, "nearest_mean")[1] < 0.5


def test_a_number_is_wanted_where_one_is_asked_for(reader: EvidenceReader) -> None:
    signs = reader.measure("how heavy is it", [WEIGHT, PADS])
    assert (sign(signs, "number_for_number"), sign(signs, "number_missing")) == ([1, 0], [0, 1])
    signs = reader.measure("which colours are there", [WEIGHT, PADS])
    assert (sign(signs, "number_for_number"), sign(signs, "number_missing")) == ([0, 0], [0, 0])


def test_the_source_is_a_sign(reader: EvidenceReader) -> None:
    signs = reader.measure("soft?", [WEIGHT, PADS, WASH])
    assert (sign(signs, "attribute"), sign(signs, "answer")) == ([1, 0, 0], [0, 0, 1])


def test_nothing_said_has_no_signs(reader: EvidenceReader) -> None:
    signs = reader.measure("soft?", [])
    assert signs.shape == (0, len(SIGNS))
    assert built_in_weights().find_sure(signs).tolist() == []
    assert measure_best(signs, np.zeros(0, np.float32)).shape == (len(ANSWER_SIGNS),)


def test_the_same_statement_measures_the_same_when_it_is_remembered(reader: EvidenceReader) -> None:
    first = reader.measure("how heavy is it", [WEIGHT, PADS])
    assert np.array_equal(first, reader.measure("how heavy is it", [WEIGHT, PADS]))


def test_what_is_nearly_as_good_answers_too_and_nothing_does_below_the_threshold() -> None:
    only_words = tuple(10.0 if name == "words" else 0.0 for name in SIGNS)
    signs = np.zeros((3, len(SIGNS)), np.float32)
    signs[:, SIGNS.index("words")] = [0.9, 0.88, 0.1]
    sure = EvidenceWeights(only_words, -6.0, (1.0, *[0.0] * (len(ANSWER_SIGNS) - 1)), 0.0, 0.5)
    assert sure.find_sure(signs).tolist() == [True, True, False]
    doubtful = EvidenceWeights(only_words, -6.0, sure.answer_coefficients, -9.0, 0.5)
    assert doubtful.find_sure(signs).tolist() == [False, False, False]


def test_what_merchants_state_is_found_by_what_shoppers_call_it(reader: EvidenceReader) -> None:
    store = MemoryStore(Clock())
    about = {"hydrostatic head": "fly 3000 mm", "poles": "aluminium"}
    tent = make_product("tarn", "Tarn 2 tent", "Fellwren", "tent", "The inner can get wet in a downpour.", **about)
    put_product(store, tent, [make_variant("tarn-1", 29900)])
    best = FactFinder(store, reader).find("tarn", "is it waterproof", 1, None)[0]
    assert (best.source, best.text) == (FactSource.ATTRIBUTE, "hydrostatic head: fly 3000 mm")
