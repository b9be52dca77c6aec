"""The next-action model learns what stories show, and says how sure it is."""

from pathlib import Path

import numpy as np
import pytest

from language.next_action import Decision, NextActionModel, Step, train_next_action

ASK = Step(("intent:cancel_order", "flow=none"))
ORDER = Step(("action:action_cancel_order", "flow=cancel_order", "asking=order"))
INFORM = Step(("intent:inform", "entity:order_id", "flow=cancel_order", "asking=order"))
GREET = Step(("intent:greet", "flow=none"))
GREETED = Step(("action:action_greet", "flow=none"))
STORIES = [
    Decision((GREET,), "action_greet"),
    Decision((GREET, GREETED), "action_listen"),
    Decision((ASK,), "action_cancel_order"),
    Decision((ASK, ORDER), "action_listen"),
    Decision((ASK, ORDER, INFORM), "action_cancel_order"),
    Decision((ASK, ORDER, GREET), "action_greet"),
    Decision((ASK, ORDER, GREET, GREETED), "action_resume"),
] * 6


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> NextActionModel:
    return train_next_action(STORIES, tmp_path_factory.mktemp("model"), seed=1)


def best(model: NextActionModel, *history: Step) -> str:
    return model.actions[int(model.predict(history).argmax())]


def test_it_decides_as_the_stories_do(model: NextActionModel) -> None:
    assert [best(model, *decision.history) for decision in STORIES] == [decision.action for decision in STORIES]


def test_it_decides_in_histories_that_no_story_has(model: NextActionModel) -> None:
    assert best(model, GREET, GREETED, ASK, ORDER, INFORM) == "action_cancel_order"


def test_probabilities_sum_to_one_and_follow_the_actions(model: NextActionModel) -> None:
    probabilities = model.predict([ASK])
    assert probabilities.shape == (len(model.actions),)
    assert probabilities.sum() == pytest.approx(1)


def test_what_never_followed_such_a_step_is_out_of_the_question(model: NextActionModel) -> None:
    odd = Step(("intent:greet", "entity:order_id", "flow=cancel_order", "asking=order"))
    probabilities = dict(zip(model.actions, model.predict([ASK, ORDER, odd]), strict=True))
    assert probabilities["action_cancel_order"] == 0
    assert probabilities["action_greet"] == pytest.approx(1)


def test_unknown_tokens_and_long_histories_are_no_error(model: NextActionModel) -> None:
    strange = Step(tuple(f"intent:never_seen_{number}" for number in range(40)))
    assert np.isfinite(model.predict([strange] * 50)).all()


def test_an_empty_history_is_refused(model: NextActionModel) -> None:
    with pytest.raises(ValueError, match="at least one step"):
        model.predict([])


def test_nothing_to_learn_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no decisions"):
        train_next_action([], tmp_path)


def test_equal_seeds_give_equal_models_and_a_reload_is_the_same(tmp_path: Path) -> None:
    first = train_next_action(STORIES, tmp_path / "a", seed=3, epochs=5).predict([ASK])
    second = train_next_action(STORIES, tmp_path / "b", seed=3, epochs=5).predict([ASK])
    reloaded = NextActionModel(tmp_path / "a").predict([ASK])
    assert np.array_equal(first, second)
    assert np.array_equal(first, reloaded)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        NextActionModel(tmp_path)
