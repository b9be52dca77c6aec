"""Structured logs: JSON lines in production, readable on a terminal."""

import logging
import sys

import structlog

from bot.alerts import Alerts

_LIBRARIES_THAT_CHAT = (
    "alembic",
    "rasa",
    "rasa_sdk",
    "apscheduler",
    "asyncio",
    "httpx",
    "matplotlib",
    "numba",
    "urllib3",
    "watchfiles",
)


def configure_logs(*, production: bool, level: str, alert_url: str = "") -> None:
    """Send structlog's and the standard library's records to stderr in one form. Call once, before Rasa is loaded.

    Errors are posted to `alert_url` as well, when there is one.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if production
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            *shared,
            *([Alerts(alert_url)] if alert_url else []),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(threshold)
    for name in _LIBRARIES_THAT_CHAT:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
