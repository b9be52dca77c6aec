"""Which action a task belongs to."""

_NAMED_OTHERWISE = {"share_product": "action_share"}


def action_of(flow: str) -> str:
    """Return the action that goes on with this flow when the shopper answers."""
    return _NAMED_OTHERWISE.get(flow, f"action_{flow}")
