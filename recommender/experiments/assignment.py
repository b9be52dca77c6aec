"""Who gets which arm: by a hash, so that it is the same on every replica and after every restart, kept nowhere."""

import hashlib

from recommender.experiments.records import Arm, Experiment

_ALL = 2**64


def draw(*salt: str) -> float:
    """Return a number from 0 to below 1 that depends on these texts alone, evenly spread over different ones."""
    digest = hashlib.sha256("\x1f".join(salt).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) / _ALL


def assign(experiment: Experiment, unit_id: str) -> Arm:
    """Return the arm of this person. Other experiments deal them anew: the experiment's id is the salt."""
    drawn, upto = draw(experiment.id, unit_id), 0.0
    dealt = [arm for arm in experiment.arms if arm.share > 0]
    for arm in dealt:
        upto += arm.share
        if drawn < upto:
            return arm
    return dealt[-1]  # shares that add up to a little less than 1
