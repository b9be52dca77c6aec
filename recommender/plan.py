"""The settings of a training run: what Optuna may choose, and what stands in a model's description."""

from dataclasses import dataclass, fields

from shop.errors import Invalid


@dataclass(frozen=True)
class Plan:
    half_life_days: float = 180.0  # after which an act says half as much
    ridge: float = 500.0  # of EASE
    shrinkage: float = 100.0  # customers in common that count as none, of the cosine
    rank: int = 32  # of implicit ALS
    als_ridge: float = 0.02
    unknown: float = 5.0  # what all zeros of a customer weigh in ALS, against what customers have
    trend_days: float = 21.0  # after which a purchase says half as much of what is coming up
    seed: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "seed" and not value > 0:
                raise Invalid(field.name, f"{field.name} is {value}; it must be above 0.")
