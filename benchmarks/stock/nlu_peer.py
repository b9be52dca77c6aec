"""Runs under stock Rasa: train its default pipeline on messages, then hear others, one at a time.

Arguments: a folder with train.json ([[text, intent], …]) and test.json ([text, …]), and DIET's epochs; writes out.json
there: train_s, train_cpu_s, intents and confidences of the tests, and milliseconds of each message.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

CONFIG = """
recipe: default.v1
language: en
assistant_id: peer
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: EPOCHS
  constrain_similarities: true
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: 100
  constrain_similarities: true
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
policies: []
"""


def main(folder: Path, epochs: int) -> None:
    import yaml
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    examples: dict[str, list[str]] = {}
    for text, intent in json.loads((folder / "train.json").read_text()):
        examples.setdefault(intent, []).append(" ".join(text.split()))
    nlu = [
        {"intent": intent, "examples": "\n".join(f"- {text}" for text in texts)} for intent, texts in examples.items()
    ]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
    (folder / "config.yml").write_text(CONFIG.replace("EPOCHS", str(epochs)))
    started, cpu = time.perf_counter(), time.process_time()
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    took = {"train_s": time.perf_counter() - started, "train_cpu_s": time.process_time() - cpu}
    agent = Agent.load(model)
    heard, ms = asyncio.run(hear(agent, json.loads((folder / "test.json").read_text())))
    (folder / "out.json").write_text(json.dumps({**took, "heard": heard, "ms": ms}))


async def hear(agent: Any, texts: list[str]) -> tuple[list[tuple[str, float]], list[float]]:
    heard, ms = [], []
    for text in texts:
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        ms.append((time.perf_counter() - started) * 1000)
        best: dict[str, Any] = max(
            (rank for rank in parsed["intent_ranking"] if rank["name"] != "nlu_fallback"),
            key=lambda rank: rank["confidence"],
            default={"name": "", "confidence": 0.0},
        )
        heard.append((best["name"], best["confidence"]))
    return heard, ms


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
