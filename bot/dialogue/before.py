"""What the talk was about when a message comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    poll_choices: tuple[str, ...] = ()  # of the poll of somebody else that is shown
    poll_brought: bool = False  # just before this message, as news
    polls_listed: int = 0  # of the shopper's own, side by side
    audience_told: bool = False  # of the reviews or the wishes, who sees them
    taken_told: bool = False  # of somebody's wishes, which have a giver
    circle_id: str = ""  # the one that was made or changed last
    turned_down: bool = False  # the answer was a no
    handed_over: bool = False  # a human was called, and the shopper has come back without one
    order_shown: bool = False
    told_of_order: str = ""  # what was told of an order in the message before: "refused", "coming_back" or "order"
    refused: str = ""  # the flow that was refused then
    own_review_told: bool = False
    look_said: bool = False  # a colour or a size was named in the message before
    deed_done: bool = False  # something that can be taken back
    asked_which: str = ""  # what is wanted of one of the products that were just asked about
    which_titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenQuestion:
    """What is asked: the slots of the dialogue, and the payloads of the buttons that stand below it, by title.

    "none" when nothing is.
    """

    flow: str = "none"
    asking: str = "none"
    buttons: Mapping[str, str] = field(default_factory=dict)
    list_newer: bool = False  # products were shown since it came up, and "the first one" is of them
