"""What was computed is computed once, as long as it is remembered."""

from retrieval.remembered import Remembered


class Lengths:
    """Computes how long words are, and keeps which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, words: list[str]) -> list[int]:
        self.asked.append(words)
        return [len(word) for word in words]


def test_each_key_is_computed_once() -> None:
    lengths, remembered = Lengths(), Remembered[str, int](10)
    assert remembered.fetch(["one", "three", "one"], lengths) == [3, 5, 3]
    assert remembered.fetch(["three", "seventeen", "one"], lengths) == [5, 9, 3]
    assert remembered.fetch(["one"], lengths) == [3]
    assert remembered.fetch([], lengths) == []
    assert lengths.asked == [["one", "three"], ["seventeen"]]
    assert remembered.recall(["two", "three"]) == {"three": 5}


def test_what_is_unused_for_longest_is_forgotten() -> None:
    lengths, remembered = Lengths(), Remembered[str, int](2)
    remembered.fetch(["a", "b"], lengths)
    remembered.fetch(["a"], lengths)
    remembered.fetch(["c"], lengths)
    assert remembered.recall(["a", "b", "c"]) == {"a": 1, "c": 1}


def test_more_than_is_remembered_is_answered_all_the_same() -> None:
    assert Remembered[str, int](2).fetch(["a", "bb", "ccc", "a"], Lengths()) == [1, 2, 3, 1]
