"""Linear heads on an encoder's numbers: fitted in seconds, one matrix product at work."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.encoder import Vectors
from language.runtime import one_thread

Labels = NDArray[np.int64]
_NEVER = -30.0  # the logit of a class without examples
_ROUNDS = 300


@dataclass(frozen=True)
class LinearHead:
    """Logits are features @ weights + bias; weights have shape (width, classes)."""

    weights: Vectors
    bias: Vectors

    def __call__(self, features: Vectors) -> Vectors:
        """Return logits (n, classes) of features (n, width)."""
        return features @ self.weights + self.bias


def fit_head(features: Vectors, labels: Labels, classes: int, *, strength: float) -> LinearHead:
    """Fit by logistic regression; a higher `strength` trusts the examples more. Labels are 0 to classes - 1.

    A class without examples is never predicted.
    """
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((features.shape[1], classes), np.float32)
    bias = np.full(classes, _NEVER, np.float32)
    seen = np.unique(labels)
    if len(seen) == 1:
        bias[seen] = 0
        return LinearHead(weights, bias)
    with one_thread():
        model = LogisticRegression(C=strength, max_iter=_ROUNDS).fit(features, labels)
    two = len(seen) == 2
    weights[:, seen] = (np.vstack([-model.coef_ / 2, model.coef_ / 2]) if two else model.coef_).T
    bias[seen] = np.concatenate([-model.intercept_ / 2, model.intercept_ / 2]) if two else model.intercept_
    return LinearHead(weights, bias)


def softmax(logits: Vectors) -> Vectors:
    """Return probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Vectors = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares


def log_sum_exp(logits: Vectors) -> Vectors:
    """Return log(sum(exp(logits))) over the last axis."""
    highest = logits.max(axis=-1)
    summed: Vectors = highest + np.log(np.exp(logits - highest[..., None]).sum(axis=-1))
    return summed


def fit_temperature(logits: Vectors, labels: Labels) -> float:
    """Return the number by which held-out logits must be divided for softmax to be a probability; 1.0 for none."""
    from scipy.optimize import minimize_scalar

    if len(labels) == 0:
        return 1.0

    def loss(log_temperature: float) -> float:
        scaled = logits / np.float32(np.exp(log_temperature))
        return float((log_sum_exp(scaled) - scaled[np.arange(len(labels)), labels]).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
