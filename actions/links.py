"""What shoppers can open from an answer; the bot's replies have the same shape."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Something to open. `url` is absolute, or from the root of the site."""

    title: str
    url: str
