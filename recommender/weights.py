"""What each part of a score weighs."""

from dataclasses import astuple, dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.protocol import Scores
from shop.errors import Invalid

SOCIAL = ("friends", "kindred", "trusted", "followed", "sent")
"""The parts that rest on what people show the customer."""

_WISHED_PRESENT = 1.5  # times everything else together may not outweigh


@dataclass(frozen=True)
class Weights:
    """0 leaves a part out. These are what learning begins with, and stays near where customers tell little."""

    behaviour: float = 0.6  # what people had who had the same
    factors: float = 0.3  # the same through hidden tastes
    together: float = 0.3  # what is taken at about the same time as what came last
    likeness: float = 0.5  # what is near in meaning to what they have
    department: float = 0.5  # how much of what they have is from there
    friends: float = 0.5  # what friends say, each as much as another
    kindred: float = 0.2  # what friends say who agree with the customer
    trusted: float = 0.2  # what friends say, as far as the customer took up what they had praised before
    followed: float = 0.2  # what those say whom the customer follows or finds helpful, by the same trust
    sent: float = 0.3  # what friends sent them, by the same trust
    interests: float = 0.5  # what is in categories that they said they like
    wish: float = 0.3
    appeal: float = 0.05
    trend: float = 0.1
    price: float = 0.2  # as dear, for its kind, as what they take

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) >= 0:
                raise Invalid(field.name, f"The weight {field.name} is {getattr(self, field.name)}; it is 0 or above.")

    @property
    def values(self) -> Scores:
        """Float32 (n_parts,), in the order of PARTS."""
        return np.array(astuple(self), np.float32)

    @classmethod
    def of(cls, values: NDArray[np.floating]) -> Self:
        """Return the weights with these values, in the order of PARTS."""
        return cls(*(float(value) for value in values))

    def without_friends(self) -> Self:
        """Return the weights under which nobody whom the customer knows counts."""
        return replace(self, **dict.fromkeys(SOCIAL, 0.0))

    def without_trust(self) -> Self:
        """Return the weights under which friends count no more for being trusted."""
        return replace(self, trusted=0.0)

    def for_present(self) -> Self:
        """Return the weights for a present: a wish counts most, and the giver's friends half."""
        most = max(self.behaviour, self.factors)
        halved = {name: getattr(self, name) / 2 for name in SOCIAL}
        return replace(self, wish=max(self.wish, _WISHED_PRESENT * most), **halved)


PARTS = tuple(field.name for field in fields(Weights))

UNPROVEN = Weights().without_friends()
"""What serves until questions of the past have told: friends count only where they help to foresee purchases."""
