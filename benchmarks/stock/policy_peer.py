"""Next actions on held-out stories, under stock Rasa or under ours: the same words, whatever policies are given.

Arguments when run: domain.yml, folder of stories, folder of held-out stories, config.yml, file for the figures.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def measure(
    domain: Path, stories: Path, held_out: Path, config: Path, *, augmentation: int | None = None
) -> dict[str, Any]:
    """Train the policies of `config`; return accuracy, decisions and ms (a list) on the held-out stories, and the
    train_s and train_cpu_s that it took.

    `augmentation` is Rasa's factor, of stories strung together by chance; None for Rasa's own default.
    """
    from rasa.core.agent import Agent
    from rasa.model_training import train_core

    further = None if augmentation is None else {"augmentation_factor": augmentation}
    with tempfile.TemporaryDirectory() as scratch:
        started, cpu = time.perf_counter(), time.process_time()
        with _quiet():
            model = train_core(str(domain), str(config), str(stories), scratch, additional_arguments=further)
        took = {"train_s": time.perf_counter() - started, "train_cpu_s": time.process_time() - cpu}
        agent = Agent.load(model)
        right, ms = [], []
        for tracker in read_stories(held_out, agent.domain):
            for found, expected, taken in decide(agent, tracker):
                right.append(found == expected)
                ms.append(taken)
    return {"accuracy": sum(right) / len(right), "decisions": len(right), **took, "ms": ms}


def read_stories(folder: Path, domain: Any) -> list[Any]:
    """Return the stories as conversations."""
    from rasa.shared.core.generator import TrainingDataGenerator
    from rasa.shared.importers.rasa import RasaFileImporter

    graph = RasaFileImporter(training_data_paths=[str(folder)]).get_stories()
    generator = TrainingDataGenerator(
        graph, domain, remove_duplicates=False, augmentation_factor=0, use_story_concatenation=False
    )
    with _quiet():
        return list(generator.generate())


def decide(agent: Any, tracker: Any) -> list[tuple[str, str, float]]:
    """Return for every action of a conversation: what is predicted, what was done, and the milliseconds it took."""
    from rasa.shared.core.events import ActionExecuted, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    seen = DialogueStateTracker.from_events(tracker.sender_id, [], agent.domain.slots, domain=agent.domain)
    decisions, spoken = [], False
    for event in tracker.events:
        spoken = spoken or isinstance(event, UserUttered)
        if spoken and isinstance(event, ActionExecuted) and event.action_name:
            started = time.perf_counter()
            probabilities = agent.processor._predict_next_with_tracker(seen).probabilities
            taken = (time.perf_counter() - started) * 1000
            best = agent.domain.action_names_or_texts[probabilities.index(max(probabilities))]
            decisions.append((best, event.action_name, taken))
        seen.update(event, agent.domain)
    return decisions


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Rasa's bars of progress, hundreds of lines, from the terminal. What it raises is told."""
    sys.stdout.flush()
    shown = {stream: os.dup(stream) for stream in (1, 2)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream in shown:
            os.dup2(nowhere, stream)
        yield
    finally:
        sys.stdout.flush()
        for stream, kept in shown.items():
            os.dup2(kept, stream)
            os.close(kept)
        os.close(nowhere)


if __name__ == "__main__":
    *given, target = map(Path, sys.argv[1:])
    target.write_text(json.dumps(measure(*given)))
