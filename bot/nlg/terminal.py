"""The assistant's words on a terminal: cards as lines, quick replies as buttons that Rasa's shell offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg.generator import FactsNlg
from bot.nlg.phrases import Phrasebook, money

_Card = Mapping[str, Any]


class TerminalNlg(FactsNlg):
    """Speaks as `FactsNlg` does. `titles` keeps what stands on a button, by its payload."""

    def __init__(
        self, endpoint_config: Any = None, domain: Any = None, *, phrasebook: Phrasebook | None = None
    ) -> None:
        super().__init__(endpoint_config, domain, phrasebook=phrasebook)
        self.titles: dict[str, str] = {}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        """Return the message as Rasa's own channels know it: its text and its buttons."""
        said = await super().generate(utter_action, tracker, output_channel, **kwargs)
        reply = said["custom"]
        buttons = [dict(quick) for quick in reply.get("quick_replies") or ()]
        self.titles |= {button["payload"]: button["title"] for button in buttons}
        return {"text": "\n".join([said["text"], *lines_of(reply)]), "buttons": buttons}


def lines_of(reply: _Card) -> list[str]:
    """Return the cards of a reply, a line each, in the order in which they are drawn elsewhere."""
    return [f"  {line}" for line in _lines(reply)]


def _lines(reply: _Card) -> Iterator[str]:
    for place, product in enumerate(reply.get("products") or (), start=1):
        options = f" ({product['options']})" if product.get("options") else ""
        reasons = "".join(f"; {reason}" for reason in product.get("reasons") or ())
        yield f"{place}. {product['title']}{options}, {_price(product, 'price_cents')}{reasons}"
    for row in reply.get("comparison") or ():
        yield f"{row['name']}: {' | '.join(row['values'])}"
    for review in reply.get("reviews") or ():
        yield f"{review['author']}, {review['rating']} of 5: {review['text']}"
    for order in reply.get("orders") or ():
        yield f"{order['order_id']}, {order['status']}: {', '.join(order['items'])}; {_price(order, 'total_cents')}"
    if reply.get("cart"):
        yield from _lines_of_cart(reply["cart"])
    if reply.get("poll"):
        poll = reply["poll"]
        yield f"{poll['question']} {_counted(poll['choices'], poll['votes'])}"
    for link in reply.get("links") or ():
        yield f"{link['title']}: {link['url']}"


def _lines_of_cart(cart: _Card) -> Iterator[str]:
    for line in cart["lines"]:
        options = f" ({line['options']})" if line["options"] else ""
        yield f"{line['quantity']} x {line['title']}{options}, {money(line['line_total_cents'], cart['currency'])}"
    yield f"Total {_price(cart, 'total_cents')}"


def _counted(choices: Sequence[str], votes: Sequence[int]) -> str:
    return ", ".join(f"{choice}: {count}" for choice, count in zip(choices, votes, strict=True))


def _price(card: _Card, amount: str) -> str:
    return money(card[amount], card["currency"])
