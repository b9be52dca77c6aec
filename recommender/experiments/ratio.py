"""Are the arms as large as they should be? When not, something loses people, and no other number can be trusted.

Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.
"""

from collections.abc import Mapping

from scipy.stats import chisquare

from recommender.experiments.records import Experiment

ALARM = 0.001  # p-value below which the sizes are no chance


def check_sizes(experiment: Experiment, people: Mapping[str, int]) -> float:
    """Return the p-value of the chi-square test of people by arm against the shares; 1.0 where nobody was counted."""
    dealt = [arm for arm in experiment.arms if arm.share > 0]
    counts = [people.get(arm.name, 0) for arm in dealt]
    total, shares = sum(counts), sum(arm.share for arm in dealt)
    if not total or len(dealt) < 2:
        return 1.0
    expected = [total * arm.share / shares for arm in dealt]
    return float(chisquare(counts, expected).pvalue)
