"""What is kept of experiments: how each is set up, and every list that was shown."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED, UNIQUE

RUNNING = "running"


class Metric(StrEnum):
    """What a person may do with a product that they were shown; each counts once a person."""

    CLICK = "click"
    WISH = "wish"
    CART = "cart"
    PURCHASE = "purchase"
    REJECTION = "rejection"  # the fewer, the better

    @property
    def sign(self) -> int:
        """Return 1 when more is better, -1 when less is."""
        return -1 if self is Metric.REJECTION else 1


class Kind(StrEnum):
    SPLIT = "split"  # every person sees one arm
    INTERLEAVING = "interleaving"  # every list is made of both arms


class Surface(StrEnum):
    """Where a list stood."""

    SUGGESTIONS = "suggestions"
    SIMILAR = "similar"


@dataclass(frozen=True)
class Arm:
    """One variant and the share of people who get it; a share of 0 is asked beside what is shown, and never shown."""

    name: str
    share: float
    variant: dict[str, str]  # what is other than in the recommender in use; {} is the one in use


@dataclass(frozen=True)
class Guardrail:
    """A metric that must not get worse by more than this, as a share of people: .01 is one person in a hundred."""

    metric: Metric
    most_loss: float


@dataclass(frozen=True)
class Experiment:
    """The first arm is the control. Nothing but `stopped_at`, `slot` and `outcome` changes after the start."""

    id: str
    name: str
    kind: Kind
    arms: tuple[Arm, ...]
    metric: Metric
    guardrails: tuple[Guardrail, ...]
    exploration: float  # share of lists whose first place is drawn at random
    window_days: int  # after a person's first list, in which what they do counts
    least_effect: float  # the smallest difference worth finding, as a share of people
    alpha: float  # chance that an experiment without any difference finds one
    started_at: datetime = field(metadata=INDEXED)
    stopped_at: datetime | None = None
    outcome: str = ""  # what stood when it was stopped
    slot: str = field(default=RUNNING, metadata=UNIQUE)  # RUNNING, or its own id once it is over: one runs at a time

    @property
    def control(self) -> Arm:
        return self.arms[0]


@dataclass(frozen=True)
class Exposure:
    """A list as it was shown. Only people who consent to PERSONALISE are named; guests' lists are nobody's."""

    id: str
    experiment_id: str = field(metadata=INDEXED)  # "" outside any
    arm: str  # "" outside any, and for a list of both arms
    customer_id: str | None = field(metadata=INDEXED)
    surface: Surface
    product_ids: tuple[str, ...]  # in the order of their places
    propensities: tuple[float, ...]  # chance that each stood in its place; () where the list was narrowed afterwards
    candidates: tuple[
        str, ...
    ]  # that could have stood first, what the arm would have chosen first; () if none was drawn
    rivals: dict[str, str]  # by the name of an arm that is only asked: what it would have put first
    teams: tuple[str, ...]  # of each product, the arm that put it there; () unless interleaved
    at: datetime = field(metadata=INDEXED)


KINDS = (Experiment, Exposure)
