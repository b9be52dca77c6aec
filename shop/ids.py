"""Identifiers that sort by the time of their making, so that lists page in order without a second index."""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def new_id(prefix: str) -> str:
    """Return `prefix` + "_" + 22 characters: 45 bits of milliseconds, then 65 random bits.

    Ids made in different milliseconds sort in the order of their making.
    """
    stamp = time.time_ns() // 1_000_000
    number = (stamp << 65) | secrets.randbits(65)
    return f"{prefix}_" + "".join(_ALPHABET[(number >> shift) & 31] for shift in range(105, -1, -5))


def pair_id(first: str, second: str) -> str:
    """Return the id of something that exists at most once between two others, in this order."""
    return f"{first}~{second}"


def split_pair(id: str) -> tuple[str, str]:
    """Return the two ids that `pair_id` put together; the id and "" for any other."""
    first, _, second = id.partition("~")
    return first, second
