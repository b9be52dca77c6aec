"""What shall be kept from one person: nothing can be, so it is asked who may see it instead."""

import re

from actions.names import join_names
from actions.privacy.audience import own_circles_without
from actions.privacy.changes import Setting
from actions.privacy.words import read_direction
from actions.quick_replies import quick_reply
from actions.reference.named_people import find_people_named
from actions.tasks import ask_for, signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products

_MOST_CIRCLES = 3
_BUT_THEM = re.compile(r"\b(?:nobody|no ?one)\W+(?:else\W+)?(?:but|except|besides|than)\b")


def hides_from_one(turn: ActionTurn) -> bool:
    """Say whether somebody who is named is not to see it: "hide the linen from Maya"; not "only Maya may see it"."""
    said = turn.text.lower()
    return bool(turn.all_entities("person")) and read_direction(said) is False and not _BUT_THEM.search(said)


def ask_instead_of_one(turn: ActionTurn, flow: str, subject: Setting, product_id: str | None = None) -> None:
    """Say that it is kept from nobody alone, and ask whether a circle without them, or only the shopper, may see it."""
    named = turn.all_entities("person")
    people = [found[0] for found in (find_people_named(turn, name) for name in named) if found]
    circles = own_circles_without(turn.store, signed_in(turn), {person.id for person in people})[:_MOST_CIRCLES]
    ask_for(
        turn,
        flow,
        "visibility",
        "who_instead_of_one",
        gathered={"subject": subject.value, "product_id": product_id},
        values={
            "what": name_shown(turn, subject, product_id),
            "who": join_names([person.nickname for person in people] or named),
            "circles": " or ".join(circles),
        },
        quick_replies=[quick_reply(title, "inform") for title in (*circles, "Only me")],
    )


def name_shown(turn: ActionTurn, subject: Setting, product_id: str | None = None) -> str:
    """Return what others see or not, in words: all reviews, the whole wishlist, or one thing of it."""
    titles = [product.title for product in read_products(turn, [product_id] if product_id else [])]
    if subject is Setting.REVIEWS:
        return f"your review of the {titles[0]}" if titles else "your reviews"
    return f"the {titles[0]} on your wishlist" if titles else "your wishlist"
