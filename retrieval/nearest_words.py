"""How near each word of a question is to its nearest word in a text: late interaction (Khattab and Zaharia, 2020)."""

import re

import numpy as np

from language.encoder import TextStates, Vectors
from retrieval.terms import split_wanted


def match_words(question: str, asked: TextStates, said: TextStates) -> tuple[float, float]:
    """Return the mean and the least, over the question's words that say something, of the nearest word's cosine."""
    wanted = {word.lower() for word in re.findall(r"\w+", question) if split_wanted(word)}
    places = [at for at, (start, end) in enumerate(asked.offsets) if _within(question, start, end, wanted)]
    if not places or not len(said.states):
        return 0.0, 0.0
    mine, theirs = _unit(asked.states[places, -1]), _unit(said.states[:, -1])
    nearest = (mine @ theirs.T).max(axis=1)
    return float(nearest.mean()), float(nearest.min())


def _within(question: str, start: int, end: int, wanted: set[str]) -> bool:
    """Return whether these characters belong to one of the words."""
    while start > 0 and question[start - 1].isalnum():
        start -= 1
    while end < len(question) and question[end].isalnum():
        end += 1
    return question[start:end].lower() in wanted


def _unit(states: Vectors) -> Vectors:
    return np.asarray(states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-9), np.float32)
