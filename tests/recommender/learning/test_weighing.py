"""Weights are found again from questions that were made by known ones, and friends count only where they help."""

import numpy as np
import pytest

from recommender.learning.questions import Question, measure_ndcg
from recommender.learning.weighing import learn_weights, trace_learning
from recommender.weights import PARTS, Weights
from shop.errors import Invalid

PRODUCTS = 60
FRIENDS, KINDRED = PARTS.index("friends"), PARTS.index("kindred")


def make_questions(true: Weights, count: int, *, sharpness: float = 8.0, seed: int = 0) -> list[Question]:
    """Return questions whose answers are drawn by the true weights."""
    chance = np.random.default_rng(seed)
    questions = []
    for number in range(count):
        parts = chance.random((len(PARTS), PRODUCTS)).astype(np.float32)
        scores = sharpness * (true.values @ parts)
        chances = np.exp(scores - scores.max())
        wanted = np.zeros(PRODUCTS, bool)
        wanted[chance.choice(PRODUCTS, p=chances / chances.sum())] = True
        questions.append(Question(f"c{number}", 5, np.arange(PRODUCTS), parts, wanted))
    return questions


def only(**weights: float) -> Weights:
    return Weights(**dict.fromkeys(PARTS, 0.0) | weights)


def test_what_decides_gets_the_weight() -> None:
    found = learn_weights(make_questions(only(likeness=1.0), 600)).weights
    assert found.likeness == max(found.values.tolist())
    assert found.likeness > 4 * found.behaviour
    assert found.likeness > 4 * found.friends


def test_learned_weights_foresee_better_than_usual_ones() -> None:
    found = learn_weights(make_questions(only(price=1.0, trend=0.5), 400))
    assert found.ndcg > found.ndcg_usual + 0.1
    unseen = make_questions(only(price=1.0, trend=0.5), 200, seed=1)
    assert measure_ndcg(unseen, found.weights.values) > measure_ndcg(unseen, Weights().values) + 0.1


def test_friends_who_say_nothing_of_it_weigh_nothing() -> None:
    found = learn_weights(make_questions(only(behaviour=1.0, interests=0.6), 400))
    assert not found.friends_help
    assert found.weights.friends == found.weights.kindred == 0


def test_friends_who_are_right_count() -> None:
    found = learn_weights(make_questions(only(kindred=1.0, behaviour=0.3), 400))
    assert found.friends_help
    assert found.ndcg > found.ndcg_without_friends
    assert found.weights.kindred == max(found.weights.values.tolist())


@pytest.mark.parametrize("count", [0, 10])
def test_few_questions_leave_the_usual_weights_and_friends_unheard(count: int) -> None:
    found = learn_weights(make_questions(only(price=1.0), count))
    assert found.weights == Weights().without_friends()
    assert not found.friends_help
    assert found.questions == count
    assert trace_learning(make_questions(only(price=1.0), count)) == []


def test_the_same_questions_give_the_same_weights() -> None:
    questions = make_questions(only(behaviour=1.0), 100)
    assert learn_weights(questions).weights == learn_weights(questions).weights


def test_more_questions_do_no_worse() -> None:
    trace = trace_learning(make_questions(only(price=1.0), 300))
    assert [size for size, _ in trace] == sorted(size for size, _ in trace)
    assert trace[-1][1] > trace[0][1] - 0.02


def test_a_list_that_begins_with_what_is_wanted_measures_one() -> None:
    parts = np.zeros((len(PARTS), 3), np.float32)
    parts[0] = (0.1, 0.9, 0.5)
    right, wrong = (np.array(wanted) for wanted in ([False, True, False], [True, False, False]))
    weights = only(behaviour=1.0).values
    assert measure_ndcg([Question("ana", 1, np.arange(3), parts, right)], weights) == 1.0
    assert measure_ndcg([Question("ana", 1, np.arange(3), parts, wrong)], weights) == pytest.approx(0.5)
    assert measure_ndcg([], weights) == 0.0


def test_a_weight_below_nothing_is_refused() -> None:
    with pytest.raises(Invalid, match=r"friends is -0\.1"):
        Weights(friends=-0.1)
