"""What is counted now and then: one counts, nobody who could be told something waits."""

import threading

import pytest

from bot.gateway.pages.counted import Counted


def test_nothing_is_counted_twice_while_it_is_fresh() -> None:
    now, counts = 1000.0, iter(range(9))
    counted = Counted(lambda: next(counts), fresh_s=60, clock=lambda: now)
    assert [counted.look(), counted.look()] == [0, 0]
    now += 60
    assert [counted.look(), counted.look()] == [1, 1]


def test_who_comes_while_it_is_counted_anew_is_told_what_was_counted_before() -> None:
    now, began, go_on, counts = 1000.0, threading.Event(), threading.Event(), iter(range(9))

    def count() -> int:
        if now > 1000:
            began.set()
            assert go_on.wait(20)
        return next(counts)

    counted = Counted(count, fresh_s=60, clock=lambda: now)
    assert counted.look() == 0
    now += 61
    other = threading.Thread(target=counted.look)
    other.start()
    assert began.wait(20)
    assert counted.look() == 0
    go_on.set()
    other.join(20)
    assert counted.look() == 1


def test_all_who_come_first_wait_for_one_count() -> None:
    go_on, counts, told = threading.Event(), iter(range(9)), []

    def count() -> int:
        assert go_on.wait(20)
        return next(counts)

    counted = Counted(count)
    crowd = [threading.Thread(target=lambda: told.append(counted.look())) for _ in range(4)]
    for one in crowd:
        one.start()
    go_on.set()
    for one in crowd:
        one.join(20)
    assert told == [0, 0, 0, 0]


def test_a_count_that_fails_is_tried_again() -> None:
    failing = True

    def count() -> int:
        if failing:
            raise OSError("The disk is gone.")
        return 7

    counted = Counted(count)
    with pytest.raises(OSError, match="disk"):
        counted.look()
    failing = False
    assert counted.look() == 7
