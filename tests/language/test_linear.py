"""Heads on an encoder's numbers, and how far their confidence can be trusted."""

import numpy as np
import pytest

from benchmarks.understanding import calibration_error
from language.linear import fit_head, fit_temperature, softmax


@pytest.mark.parametrize("too_sure", [4.0, 0.5])
def test_confidence_is_how_often_one_is_right(too_sure: float) -> None:
    """Logits are those of the true shares, but too large or too small: the temperature takes that back."""
    chance = np.random.default_rng(5)
    true = chance.normal(size=(4000, 6)).astype(np.float32) * 2
    labels = np.array([chance.choice(6, p=row / row.sum()) for row in softmax(true).astype(float)])
    logits = true * np.float32(too_sure)
    temperature = fit_temperature(logits[:2000], labels[:2000])
    assert temperature == pytest.approx(too_sure, rel=0.1)
    unseen, right = logits[2000:], logits[2000:].argmax(1) == labels[2000:]
    before = calibration_error(softmax(unseen).max(1).tolist(), right.tolist())
    after = calibration_error(softmax(unseen / np.float32(temperature)).max(1).tolist(), right.tolist())
    assert after < 0.03 < before


def test_nothing_held_out_leaves_confidence_as_it_is() -> None:
    assert fit_temperature(np.zeros((0, 3), np.float32), np.zeros(0, np.int64)) == 1.0


def test_a_class_without_examples_is_never_predicted() -> None:
    features = np.eye(4, dtype=np.float32)
    head = fit_head(features, np.array([0, 0, 2, 2]), 3, strength=10.0)
    assert head(features).argmax(1).tolist() == [0, 0, 2, 2]
    assert softmax(head(features))[:, 1].max() < 1e-6
    only = fit_head(features, np.array([1, 1, 1, 1]), 3, strength=10.0)
    assert only(features).argmax(1).tolist() == [1, 1, 1, 1]
