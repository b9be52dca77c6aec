"""Whether parcels go to a country that the message names: as the merchant's terms say."""

import re

from actions.context import current_app, current_shelf, current_terms
from actions.links import Link
from actions.names import join_names
from actions.talking.hand_off import HUMAN
from actions.turn import ActionTurn
from language.countries import countries_in

_ASKED = "Which countries do you deliver to?"
_TOPICS = ("shipping",)
_ASKS_MORE = re.compile(  # than whether parcels go there
    r"\b(?:how|when|what|costs?|price|much|long|days?|fast|express|free|customs?|tax(?:es)?|duty|import|vat|which|who"
    r"|pick ?up|weekend|label|return\w*|why|friend|present|gift|address)\b",
    re.IGNORECASE,
)


def tell_delivery_places(turn: ActionTurn) -> bool:
    """Say of each country that is asked about whether parcels go there; return whether that is all there is to say.

    What else is asked of countries that parcels go to, such as the price, is for the articles.
    """
    allowed = {name.casefold(): name for name in current_terms().delivery_countries}
    named = countries_in(turn.text) if turn.intent == "ask_shipping" and allowed else []
    out = [country for country in named if country.casefold() not in allowed]
    there = [country for country in named if country.casefold() in allowed]
    more = bool(there) and not out and _ASKS_MORE.search(turn.text) is not None
    if there:
        links = [] if more or out else _source()
        turn.say("delivers_there", values={"country": join_names(there, most=len(there))}, links=links)
    if out:
        values = {"country": join_names(out, most=len(out)), "countries": join_names([*allowed.values()], most=50)}
        turn.say("no_delivery_there", values=values, links=_source(), quick_replies=[HUMAN])
        turn.memory.asked_shop = turn.text
    elif there and not more:
        turn.memory.asked_shop = turn.text
    return bool(named) and not more


def _source() -> list[Link]:
    """Return the article on where parcels go; [] where the shop has none."""
    found = current_shelf().find_articles(_ASKED, 1, topics=_TOPICS)
    return [Link(one.title, f"{current_app().base_url}/help/{one.article_id}") for one in found if one.sure]
