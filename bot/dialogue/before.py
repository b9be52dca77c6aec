"""What the talk was about when a message comes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Before:
    """What the talk was about: the intent of the message before, and what was shown or set last."""

    intent: str = ""
    products_shown: bool = False
    gift_shown: bool = False  # the products are ideas for a present
    alert_set: bool = False
    cart_shown: bool = False
    poll_shown: bool = False
    order_shown: bool = False
    told_of_order: str = ""  # what was told of an order in the message before: "refused", "coming_back" or "order"
    refused: str = ""  # the flow that was refused then
    deed_done: bool = False  # something that can be taken back
