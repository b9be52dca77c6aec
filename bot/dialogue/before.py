"""What the talk was about before a message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Before:
    """What the talk was about: the intent of the message before, and what was shown or set last."""

    intent: str = ""
    products_shown: bool = False
    on_product: bool = False  # one of the shop's products is talked about
    gift_shown: bool = False  # the products are ideas for a present
    compared: int = 0  # how many of them stand side by side
    alert_set: bool = False
    cart_shown: bool = False
    poll_shown: bool = False
    turned_down: bool = False  # the answer was a no
    deed_done: bool = False  # something that can be taken back
