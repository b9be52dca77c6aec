"""What is particular to single ranking models."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.ranking.confidence import level_counts, weigh_ratings
from recommender.ranking.ease import Ease
from recommender.ranking.friends import FriendAverage, FriendKernel
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, gather
from recommender.ranking.social import Social
from recommender.ranking.topk import encode_traits
from recommender.ranking.transitions import Transitions


def befriended(histories: Histories, *pairs: tuple[int, int]) -> Histories:
    """Return the histories with these pairs as friends, mutually."""
    bonds = np.zeros((len(histories), len(histories)), np.float32)
    for one, other in pairs:
        bonds[one, other] = bonds[other, one] = 1
    return Histories(histories.items, histories.starts, histories.n_items, friends=csr_matrix(bonds))


class TestTransitions:
    def test_what_came_after_is_next_and_not_what_came_before(self) -> None:
        scores = Transitions(window=1, memory=1).fit(gather([[0, 1, 2]] * 20, 3)).scores(gather([[1]], 3))
        assert scores[0].argmax() == 2
        assert scores[0, 0] < scores[0, 2] / 10

    def test_both_ways_what_came_before_is_as_near(self) -> None:
        model = Transitions(window=1, memory=1, both_ways=True)
        scores = model.fit(gather([[0, 1, 2]] * 20, 3)).scores(gather([[1]], 3))
        assert scores[0, 0] == pytest.approx(scores[0, 2])

    def test_scores_are_chances(self) -> None:
        histories = gather([[0, 1, 2], [2, 0], [1]], 4)
        assert Transitions().fit(histories).scores(gather([[0, 1], [], [3]], 4)).sum(axis=1) == pytest.approx(1)

    def test_nothing_follows_from_one_customer_to_the_next(self) -> None:
        scores = Transitions(window=3).fit(gather([[0], [1]] * 50, 2)).scores(gather([[0]], 2))
        assert scores[0, 0] == pytest.approx(scores[0, 1])


class TestPopularity:
    def test_what_is_long_ago_counts_less(self) -> None:
        histories = Histories(
            np.array([0, 0, 1], np.int32), np.array([0, 2, 3]), 2, at=np.array([0.0, 0.0, 365.0], np.float64)
        )
        asked = gather([[]], 2)
        assert Popularity().fit(histories).scores(asked)[0].tolist() == [2.0, 1.0]
        assert Popularity(half_life_days=30.0).fit(histories).scores(asked)[0].argmax() == 1

    def test_counting_part_by_part_is_counting_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at = np.arange(7, dtype=np.float32)
        histories = Histories(np.array([0, 1, 2, 1, 0, 1, 1], np.int32), np.array([0, 3, 7]), 3, at=at)
        models = Popularity(), Popularity(half_life_days=3.0)
        at_once = [model.fit(histories).counts.tolist() for model in models]
        monkeypatch.setattr("recommender.ranking.popularity._PART", 2)
        assert [model.fit(histories).counts.tolist() for model in models] == at_once
        assert at_once[0] == [2.0, 4.0, 1.0]


class TestTraits:
    def test_an_item_that_nobody_had_is_found_by_its_trait(self) -> None:
        """Items 0 to 2 are tents; nobody had item 2. Items 3 and 4 are boots."""
        histories = gather([[0, 1], [3, 4]] * 30, 5)
        traits = encode_traits({"type": [["tent"], ["tent"], ["tent"], ["boot"], ["boot"]]})
        scores = Ease(ridge=10.0, traits=traits, trait_weight=10.0).fit(histories).scores(gather([[0]], 5))[0]
        assert scores[2] > 0.05
        assert scores[2] > max(scores[3], scores[4])
        assert Ease(ridge=10.0).fit(histories).scores(gather([[0]], 5))[0, 2] == 0

    def test_a_trait_of_one_item_alone_tells_nothing(self) -> None:
        traits = encode_traits({"type": [["tent"], ["tent", "new"], []], "colour": [["red"], [], ["red"]]})
        assert traits.toarray().tolist() == [[1, 0, 1], [1, 1, 0]]


class TestFriends:
    def test_who_has_nothing_gets_what_friends_had(self) -> None:
        histories = gather([[0, 1], [0, 1], [2, 3], [2, 3], []], 4)
        known = befriended(histories, (4, 2), (0, 1), (2, 3))
        for model in (FriendKernel(friendship=1.0), FriendAverage()):
            assert set(np.argsort(-model.fit(known).scores(known)[4])[:2].tolist()) == {2, 3}

    def test_without_weight_friends_change_nothing(self) -> None:
        known = befriended(gather([[0, 1], [0, 2], [2, 3], [1, 3]], 4), (0, 3), (1, 2))
        bare = gather([[0, 1], [0, 2], [2, 3], [1, 3]], 4)
        kernel = FriendKernel(friendship=0.0)
        assert np.array_equal(kernel.fit(known).scores(known), kernel.fit(bare).scores(bare))

    def test_who_is_no_longer_a_friend_changes_nothing(self) -> None:
        """Somebody blocked is taken out of the friends: the scores are those of a customer who never had them."""
        rows = [[0, 1], [0, 2], [2, 3], [1, 3], [0, 3]]
        known = befriended(gather(rows, 4), (0, 3), (1, 2))
        scorer = FriendKernel(friendship=1.0).fit(known)
        blocked = known.friends.copy()  # type: ignore[union-attr]
        blocked[0, 3] = 0
        blocked.eliminate_zeros()
        asked = Histories(known.items, known.starts, 4, friends=blocked).take(np.array([0]))
        never = gather(rows[:1], 4)
        assert np.array_equal(scorer.scores(asked), scorer.scores(never))

    def test_a_friend_who_is_alike_says_more(self) -> None:
        """Customer 0 has two friends: 1 has what they have and item 4, 2 has item 5 and nothing in common."""
        known = befriended(gather([[0, 1, 2], [0, 1, 2, 4], [3, 5]], 6), (0, 1), (0, 2))
        scores = FriendAverage().fit(known).scores(known)[0]
        assert scores[4] > scores[5] > 0

    def test_one_who_was_learned_from_is_scored_as_a_newcomer_alike(self) -> None:
        """The kernel's formula for those it learned from is that of folding in: items are foreseen from the others."""
        chance = np.random.default_rng(0)
        histories = gather([sorted(chance.choice(8, 3, replace=False).tolist()) for _ in range(30)], 8)
        scorer = FriendKernel(flatness=0.0).fit(histories)
        ease = Ease(ridge=1.4 * 3).fit(histories)  # an average history has three items, of length 1 each
        assert scorer.scores(histories) == pytest.approx(ease.scores(histories), abs=2e-3)

    def test_friends_who_say_nothing_are_not_used(self) -> None:
        """Camps are known from histories; friends are drawn at random between them."""
        chance = np.random.default_rng(1)
        rows = [chance.permutation(np.arange(n % 2, 16, 2))[:6].tolist() for n in range(80)]
        pairs = [(n, int(chance.integers(80))) for n in range(80)]
        known = befriended(gather(rows, 16), *pairs)
        with_friends, without = (Social(with_friends=used).fit(known).scores(known) for used in (True, False))
        lists = [scores.argsort(axis=1)[:, -8:] % 2 == np.arange(80)[:, None] % 2 for scores in (with_friends, without)]
        assert lists[0].mean() >= lists[1].mean() - 0.01


class TestConfidence:
    def test_counts_are_seen_against_the_customers_own(self) -> None:
        histories = gather([[0, 1], [0, 1]], 2)
        confidence = level_counts(histories, np.array([1.0, 10.0, 100.0, 100.0]))
        assert confidence[0] < 1 < confidence[1]
        assert confidence[2:].tolist() == [1.0, 1.0]

    def test_good_ratings_count_more_on_any_scale(self) -> None:
        five, hundred = weigh_ratings(np.array([1.0, 5.0]), 0.2), weigh_ratings(np.array([20.0, 100.0]), 0.2)
        assert five.tolist() == pytest.approx([0.8, 1.2])
        assert hundred.tolist() == pytest.approx(five.tolist())
        assert weigh_ratings(np.array([4.0, 4.0]), 0.2).tolist() == [1.0, 1.0]
