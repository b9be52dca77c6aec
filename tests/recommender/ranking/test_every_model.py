"""What every ranking model does, on a checkerboard whose answer is known."""

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.ranking.als import Als
from recommender.ranking.blend import Blend, View
from recommender.ranking.ease import Ease
from recommender.ranking.friends import FriendAverage, FriendKernel
from recommender.ranking.mix import Mix, Part
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, RankingModel, gather
from recommender.ranking.sequential import NextItem
from recommender.ranking.social import Social
from recommender.ranking.topk import TopK
from recommender.ranking.transformer import Transformer
from recommender.ranking.transitions import Transitions

SIZE = 12  # items; even customers have the even items, odd ones the odd, and customer n lacks item n
CUSTOMERS = 120
TRAITS = csr_matrix(np.array([[n % 2 == 0 for n in range(SIZE)], [n % 2 == 1 for n in range(SIZE)]], np.float32))
SMALL = Transformer(width=16, layers=1, heads=1, length=8, dropout=0.0, epochs=40, look_every=20, batch=64, rate=3e-3)

MODELS: dict[str, RankingModel] = {
    "als": Als(rank=4, rounds=10, unknown=1.0, ridge=0.001),
    "blend": Blend((View(Ease(ridge=10.0), 0.03), View(Popularity(), 1.0, signed=True)), (1.0, 0.1)),
    "ease": Ease(ridge=10.0),
    "ease, flat, with traits": Ease(ridge=10.0, flatness=0.3, traits=TRAITS, trait_weight=5.0),
    "ease of the head": Ease(ridge=10.0, head=SIZE // 2),
    "friend average": FriendAverage(),
    "friend kernel": FriendKernel(friendship=0.5),
    "friend kernel, few teachers": FriendKernel(friendship=0.5, trust=0.9, teachers=60),
    "mix": Mix((Part(Ease(ridge=10.0), 1.0), Part(Transitions(), 0.1))),
    "next item": NextItem(),
    "popularity": Popularity(),
    "popularity in time": Popularity(half_life_days=30.0),
    "social": Social(),
    "top k": TopK(TRAITS),
    "transformer": SMALL,
    "transitions": Transitions(),
    "transitions both ways": Transitions(window=5, both_ways=True),
}
PERSONAL = [name for name in MODELS if name not in ("ease of the head", "popularity", "popularity in time")]


@dataclass(frozen=True)
class Board:
    training: Histories
    asked: Histories  # the first SIZE customers


def board() -> Board:
    """Return histories in an order drawn by a fixed seed, with all that may be known of them."""
    chance = np.random.default_rng(5)
    rows = [
        chance.permutation([item for item in range(n % 2, SIZE, 2) if item != n % SIZE]).tolist()
        for n in range(CUSTOMERS)
    ]
    plain = gather(rows, SIZE)
    bonds = np.zeros((CUSTOMERS, CUSTOMERS), np.float32)  # everybody is a friend of the next four of their camp
    for n in range(CUSTOMERS):
        for step in (2, 4, 6, 8):
            bonds[n, (n + step) % CUSTOMERS] = bonds[(n + step) % CUSTOMERS, n] = 1
    training = Histories(
        plain.items,
        plain.starts,
        SIZE,
        confidence=np.ones(len(plain.items), np.float32),
        rating=(3 + plain.items % 3).astype(np.float32),
        at=np.arange(len(plain.items), dtype=np.float64),
        friends=csr_matrix(bonds),
    )
    return Board(training, training.take(np.arange(SIZE)))


@pytest.fixture(scope="module", params=list(MODELS))
def model(request: pytest.FixtureRequest) -> RankingModel:
    return MODELS[str(request.param)]


class TestEveryModel:
    def test_every_item_has_a_finite_score(self, model: RankingModel) -> None:
        found = board()
        scores = model.fit(found.training).scores(found.asked)
        assert scores.shape == (SIZE, SIZE)
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()

    def test_it_is_learned_the_same_each_time(self, model: RankingModel) -> None:
        found = board()
        once, twice = (model.fit(found.training).scores(found.asked) for _ in range(2))
        assert np.array_equal(once, twice)

    def test_what_it_is_given_stays_as_it_was(self, model: RankingModel) -> None:
        found, untouched = board(), board()
        model.fit(found.training).scores(found.asked)
        for name in ("items", "starts", "confidence", "rating", "at"):
            assert np.array_equal(getattr(found.training, name), getattr(untouched.training, name))
            assert np.array_equal(getattr(found.asked, name), getattr(untouched.asked, name))
        assert found.training.friends is not None
        assert untouched.training.friends is not None
        assert (found.training.friends != untouched.training.friends).nnz == 0

    def test_one_customer_is_scored_as_among_others(self, model: RankingModel) -> None:
        found = board()
        scorer = model.fit(found.training)
        alone = scorer.scores(found.asked.take(np.array([3])))
        assert alone[0] == pytest.approx(scorer.scores(found.asked)[3], rel=1e-3, abs=1e-4)

    def test_a_new_customer_without_history_and_an_item_that_nobody_had(self, model: RankingModel) -> None:
        """The item 12 is in the assortment and in no history that was learned from."""
        found = board()
        bare = Histories(found.training.items, found.training.starts, SIZE + 1, friends=found.training.friends)
        plan = TopK() if isinstance(model, TopK) else Ease() if isinstance(model, Ease) else model
        scores = plan.fit(bare).scores(gather([[], [SIZE], [0, SIZE]], SIZE + 1))
        assert scores.shape == (3, SIZE + 1)
        assert np.isfinite(scores).all()

    @pytest.mark.parametrize("histories", [gather([[], []], 3), gather([[0], [1, 2]], 3), gather([[0, 1, 2]] * 4, 3)])
    def test_next_to_nothing_can_be_learned_from(self, model: RankingModel, histories: Histories) -> None:
        plan = TopK() if isinstance(model, TopK) else Ease() if isinstance(model, Ease) else model
        scores = plan.fit(histories).scores(gather([[], [1]], 3))
        assert scores.shape == (2, 3)
        assert np.isfinite(scores).all()


@pytest.mark.parametrize("name", PERSONAL)
def test_the_missing_square_of_the_board_comes_first(name: str) -> None:
    found = board()
    scores = MODELS[name].fit(found.training).scores(found.asked)
    scores[found.asked.customers, found.asked.items] = -np.inf
    assert scores.argmax(axis=1).tolist() == list(range(SIZE))
