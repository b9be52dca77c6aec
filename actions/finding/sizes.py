"""Which size to take: from the shopper's own, what reviews say of the fit, and what the shop knows."""

import re

from actions.cards import make_product_cards
from actions.context import current_shelf
from actions.finding.fit_votes import FitVotes, count_fit
from actions.finding.fitting import size_names, size_of_shopper, sizes_of, step_size
from actions.links import Link
from actions.people.whom import note_spoken_of, read_whom
from actions.quick_replies import quick_reply
from actions.reference.named_variants import match_option
from actions.reference.resolve import find_product_meant
from actions.shopper import tell_sizes
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product
from retrieval.passages import split_sentences
from retrieval.suspicious import leave_out_paid
from shop.catalogue import Listing, find_product
from shop.reviews.reading import LONGEST_PAGE, reviews_of_product

_SPEAKS_OF_FIT = (  # the clearest first
    re.compile(
        r"between (?:two )?sizes|sizes? (?:up|down)|(?:larger|smaller) size|runs? (?:small|large|big|true)", re.I
    ),
    re.compile(r"\b(?:sizes?|sizing|fits?|fitted|snug|roomy|narrow|wide|width|loose)\b", re.I),
)
_ARTICLE = 0.4
FLOW = "ask_size_advice"
_THEIRS = re.compile(
    r"\bsizes?\b.{0,20}\b(?:does|do|did|is|are|has|have|wears?|takes?|needs?)\b"
    r"|\b(?:know|tell me|what(?:'s| is| are))\b.{0,30}\bsizes?\b",
    re.IGNORECASE,
)
_AND_WHOSE = re.compile(r"^(?:(?:and|ok|what about|how about)\W+)+(?:for )?[\w'’ -]{2,30}\W*$", re.IGNORECASE)
_MINE = re.compile(
    r"\b(?:what(?:'s| is| are)|know|show(?: me)?|tell me) my (?:\w+ )?sizes?\b|\bsizes?\b.{0,6}\b(?:am|do) i\b",
    re.IGNORECASE,
)


class ActionAdviseSize(ShopAction):
    """Advises a size, and says on what the advice rests."""

    action_name = "action_advise_size"

    def act(self, turn: ActionTurn) -> None:
        if not turn.entity("product") and _tell_sizes(turn):
            return
        product_id = find_product_meant(turn)
        if product_id is None:
            ask_which_product(turn, FLOW)
            return
        turn.focus(product_id)
        if turn.shown == "people":  # so that "and Ana?" is of this product
            turn.show("products")
        listing = find_product(turn.store, product_id)
        reviews = reviews_of_product(turn.store, turn.customer_id, product_id, limit=LONGEST_PAGE).reviews
        votes = count_fit(review.text for review in leave_out_paid(reviews))
        sizes = _sizes_of(listing)
        wearer, usual = _usual_size(turn, listing)
        offered = next(iter(match_option(usual, sizes)), "") if usual else ""
        advised = _advise(offered, votes, sizes)
        article = _find_article(listing)
        turn.say(
            "size_advice" if usual else "size_in_general",
            values={
                "title": listing.product.title,
                "usual": usual,
                "wearer": wearer or "you",
                "whose": f"{wearer}'s" if wearer else "your",
                "advised": advised,
                "step": votes.step if advised != offered else 0,
                "offered": bool(offered),
                "available": any(v.available for v in listing.variants if advised in v.options.values()),
                "sizes": ", ".join(sizes),
                "votes": votes.told,
                "divided": votes.divided,
                "hint": _find_hint(listing),
            },
            products=make_product_cards(turn, [product_id]),
            links=article,
            quick_replies=[quick_reply("Is it in stock?", "check_stock", size=advised)] if advised else [],
            evidence=[product_id, *(found.url.rpartition("/")[2] for found in article)],
        )


def _tell_sizes(turn: ActionTurn) -> bool:
    """Tell the sizes in the profile that the message asks for, a friend's or one's own; say whether it does."""
    if turn.customer_id is not None and _MINE.search(turn.text):
        turn.say("own_sizes", values={"sizes": tell_sizes(sizes_of(turn, turn.customer_id))})
        return True
    asked = _THEIRS.search(turn.text) or (turn.shown == "people" and _AND_WHOSE.match(turn.text))
    people = read_whom(turn, FLOW).people if asked else ()
    if len(people) != 1:
        return False
    note_spoken_of(turn, people[0])
    turn.show("people")
    name, sizes = people[0].nickname, sizes_of(turn, people[0].id)
    ask = [quick_reply(f"Ask {name}"[:60], "ask_friends", person=name)]
    turn.say(
        "their_sizes" if sizes else "their_sizes_not_shown",
        values={"who": name, "sizes": tell_sizes(sizes)},
        quick_replies=[] if sizes else ask,
        evidence=[people[0].id] if sizes else [],
    )
    return True


def _usual_size(turn: ActionTurn, listing: Listing) -> tuple[str, str]:
    """Return who wears it, "" for the shopper, and the size that the message names or that their profile has.

    Of somebody else the shopper's own size says nothing; "" for one that is not known.
    """
    people = read_whom(turn, FLOW).people if turn.entity("person") else ()
    wearer = people[0].nickname if len(people) == 1 else ""
    if (said := turn.entity("size")) or not turn.entity("person"):
        return wearer, said or size_of_shopper(turn, [listing])
    sizes = sizes_of(turn, people[0].id) if wearer else {}
    return wearer, next((sizes[name] for name in size_names(listing) if name in sizes), "")


def _sizes_of(listing: Listing) -> list[str]:
    """Return the values of the option that is no colour, in the order of the variants; [] without one."""
    values = (
        value
        for variant in listing.variants
        if variant.active
        for name, value in variant.options.items()
        if name.casefold() not in ("colour", "color")
    )
    return list(dict.fromkeys(values))


def _advise(offered: str, votes: FitVotes, sizes: list[str]) -> str:
    """Return the size to take, or the nearest to it that there is; "" when the usual one is not offered."""
    if not offered or not votes.step:
        return offered
    wanted = step_size(offered, up=votes.step > 0)
    return wanted if wanted in sizes else offered


def _find_hint(listing: Listing) -> str:
    """Return the sentence in which the shop itself speaks of the fit, without its full stop; "" for none."""
    sentences = split_sentences(listing.product.description)
    said = [sentence for pattern in _SPEAKS_OF_FIT for sentence in sentences if pattern.search(sentence)]
    return said[0].strip().rstrip(".") if said else ""


def _find_article(listing: Listing) -> list[Link]:
    found = current_shelf().find_articles(f"{listing.product.type} sizes, which size to take", 1)
    return [Link(article.title, f"/help/{article.article_id}") for article in found if article.score >= _ARTICLE]
