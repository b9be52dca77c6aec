"""Questions of the past: at a day some time ago, what would customers buy next? The answers are known by now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.acts import RECEIVED, Acts
from recommender.alike import Alike, RememberedAlike
from recommender.assortment import Mask, Range
from recommender.model import Model, fit_model, read_stars
from recommender.plan import Plan
from recommender.ranking.protocol import Scores
from recommender.scoring import Signals, find_surest, measure_parts
from recommender.social import read_word_of_mouth
from recommender.taste import Taste, read_own_taste
from recommender.trust import Tie, learn_trusting, tie_up
from recommender.weights import Weights
from recommender.word_of_mouth import WordOfMouth
from retrieval.search import Shelf
from shop.access import open_eyes
from shop.store import Reader

_SHARES = (0.6, 0.7, 0.8, 0.9)  # of all purchases that come before the days of the exams
_QUESTIONS = 2_000  # at most, of all exams together
_LIKENED = 50_000  # products whose like are kept in mind: some 150 MB
_HARD, _EASY = 500, 200  # products that a question offers beside the right ones: the likeliest, and any


@dataclass(frozen=True)
class Question:
    """What the customer could have been shown: `offered` are m places in the range, `parts` is (n_parts, m).

    Beside the products that they then bought, which `wanted` (m,) marks, the likeliest stand in it and some of the
    others. `history` is how many things the customer was known to like; `ties` what each person had told them and what
    had become of it.
    """

    customer_id: str
    history: int
    offered: NDArray[np.int64]
    parts: Scores
    wanted: NDArray[np.bool_]
    ties: tuple[Tie, ...] = ()

    def rank(self, weights: Scores) -> NDArray[np.int64]:
        """Return the columns in the order of these weights (n_parts,), the best first."""
        return np.argsort(-(weights @ self.parts), kind="stable")


@dataclass(frozen=True)
class Past:
    """What was done, cleaned; with which products; and the questions about it. Whoever has it need not read again."""

    acts: Acts
    range: Range
    questions: Sequence[Question]


def remember_for_questions(shelf: Shelf) -> Alike:
    """Return what finds alike products and keeps them in mind for all questions, however long those take."""
    return RememberedAlike(shelf, most=_LIKENED, clock=lambda: 0.0)


def set_questions(tx: Reader, acts: Acts, range: Range, alike: Alike, plan: Plan) -> list[Question]:
    """Return questions about the last tenth of all purchases, and up to three tenths before while they are few.

    For each tenth a model learns from what was done before it. Only those are asked about who let their behaviour
    teach, and friends count who do so themselves. [] without purchases.
    """
    bought = acts.at[acts.kind == RECEIVED]
    if not len(bought):
        return []
    days = [*np.floor(np.quantile(bought, _SHARES)).tolist(), np.inf]
    teachers = frozenset(acts.customer_ids)
    chance = np.random.default_rng(plan.seed)
    questions: list[Question] = []
    for day, end in reversed(list(pairwise(days))):
        if len(questions) >= _QUESTIONS // 2:
            break
        model = fit_model(acts.until(day), day, read_stars(tx, acts.product_ids, day), plan)
        later = _find_later(acts, day, end)
        drawn = _draw(sorted(later), _QUESTIONS - len(questions), chance)
        asked = [one for id in drawn if (one := _read_asked(tx, id, later[id], model, range, day, teachers))]
        model = replace(model, trusting=learn_trusting(one.ties for one in asked))
        alike([id for one in asked for id in find_surest(one.taste.liking)])  # together, which is much quicker
        questions += [_ask(one, model, range, alike, chance) for one in asked]
    return questions


def _draw(ids: list[str], most: int, chance: np.random.Generator) -> list[str]:
    return ids if len(ids) <= most else sorted(chance.choice(ids, most, replace=False).tolist())


def _find_later(acts: Acts, day: float, end: float) -> dict[str, set[str]]:
    """Return by customer what they first bought from this day on and before the end."""
    got = acts.keep(acts.kind == RECEIVED)
    pairs = got.customer.astype(np.int64) * max(1, len(acts.product_ids)) + got.product
    had = np.unique(pairs[got.at < day])
    found: dict[str, set[str]] = {}
    for pair in np.setdiff1d(pairs[(got.at >= day) & (got.at < end)], had).tolist():
        customer, product = divmod(pair, len(acts.product_ids))
        found.setdefault(acts.customer_ids[customer], set()).add(acts.product_ids[product])
    return found


@dataclass(frozen=True)
class _Asked:
    """A customer as they were known on the day of the exam, and what they then bought, of what is on sale."""

    id: str
    taste: Taste
    mouth: WordOfMouth
    ties: tuple[Tie, ...]
    wanted: Mask


def _read_asked(
    tx: Reader, customer_id: str, bought: set[str], model: Model, range: Range, day: float, teachers: frozenset[str]
) -> _Asked | None:
    """Return them, None where nothing wanted is on sale or the customer's behaviour may not choose."""
    eyes = open_eyes(tx, customer_id)
    taste = read_own_taste(tx, eyes, model.plan.half_life_days, until=day)
    wanted = range.mark(bought - taste.unwanted) & range.active
    if not wanted.any() or not taste.liking:
        return None
    mouth = read_word_of_mouth(tx, eyes, until=day, among=teachers)
    ties = tuple(tie_up(mouth, taste.taken, model.shares_of).values())
    return _Asked(customer_id, taste, mouth, ties, wanted)


def _ask(asked: _Asked, model: Model, range: Range, alike: Alike, chance: np.random.Generator) -> Question:
    taste = asked.taste
    parts = measure_parts(range, model, Signals(taste, asked.mouth), alike)
    offered = _choose_offered(parts, range.active & ~range.mark(taste.unwanted), asked.wanted, chance)
    return Question(asked.id, len(taste.liking), offered, parts[:, offered], asked.wanted[offered], asked.ties)


def _choose_offered(parts: Scores, open: Mask, wanted: Mask, chance: np.random.Generator) -> NDArray[np.int64]:
    """Return the places of what a question offers, ascending."""
    likely = np.where(open, Weights().values @ parts, -np.inf)
    hard = np.argsort(-likely, kind="stable")[:_HARD]
    others = np.setdiff1d(np.flatnonzero(open), hard)
    easy = chance.choice(others, min(_EASY, len(others)), replace=False)
    return np.union1d(np.union1d(hard[open[hard]], easy), np.flatnonzero(wanted))


def measure_each(questions: Sequence[Question], weights: Scores, length: int = 10) -> Scores:
    """Return (len(questions),): the nDCG of each list of this length under these weights."""
    gains = np.zeros(len(questions), np.float32)
    for at, question in enumerate(questions):
        ranks = np.flatnonzero(question.wanted[question.rank(weights)])
        best = (1 / np.log2(np.arange(min(length, len(ranks))) + 2)).sum()
        gains[at] = (1 / np.log2(ranks[ranks < length] + 2)).sum() / best
    return gains


def measure_ndcg(questions: Sequence[Question], weights: Scores, length: int = 10) -> float:
    """Return the mean nDCG of lists of this length under these weights; 0 without questions."""
    return float(measure_each(questions, weights, length).mean()) if questions else 0.0
