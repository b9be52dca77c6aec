"""Errors reach whoever keeps watch, and a flood of them does not."""

import json
import queue
import time

import pytest
import structlog

from bot.alerts import Alerts


class Watch:
    """Takes what is posted."""

    def __init__(self) -> None:
        self.heard: queue.Queue[dict[str, object]] = queue.Queue()
        self.away = False
        self.missed = 0

    def post(self, url: str, body: bytes) -> None:
        if self.away:
            self.missed += 1
            raise ConnectionRefusedError(url)
        self.heard.put(json.loads(body))

    def hear(self) -> dict[str, object]:
        return self.heard.get(timeout=10)


@pytest.fixture
def watch() -> Watch:
    return Watch()


def make_log(alerts: Alerts) -> structlog.typing.FilteringBoundLogger:
    log: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.ReturnLogger(),
        processors=[structlog.stdlib.add_log_level, alerts],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )
    return log


def test_an_error_is_told_with_what_it_is_about_and_nothing_else_is(watch: Watch) -> None:
    log = make_log(Alerts("https://watch.example", post=watch.post))
    log.warning("not so bad")
    log.error("action too slow", action="action_search", conversation="conv_1", exc_info=ValueError("secret"))
    assert watch.hear() == {
        "event": "action too slow",
        "level": "error",
        "action": "action_search",
        "conversation": "conv_1",
        "count": 1,
    }
    assert watch.heard.empty()


def test_a_flood_is_counted_and_keeps_no_other_error_back(watch: Watch) -> None:
    alerts = Alerts("https://watch.example", every_s=3600, post=watch.post)
    log = make_log(alerts)
    for _ in range(500):
        log.error("flood")
    log.error("fire")
    assert [watch.hear()["event"], watch.hear()["event"]] == ["flood", "fire"]
    assert watch.heard.empty()
    alerts._every_s = 0.0
    log.error("flood")
    assert watch.hear()["count"] == 500


def test_a_watch_that_is_away_ends_nothing(watch: Watch) -> None:
    log = make_log(Alerts("https://watch.example", every_s=0, post=watch.post))
    watch.away = True
    log.error("one")
    while not watch.missed:
        time.sleep(0.01)
    watch.away = False
    log.error("two")
    assert watch.hear()["event"] == "two"
