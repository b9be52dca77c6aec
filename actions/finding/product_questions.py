"""Questions about one product, answered from what the shop knows and where it stands."""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

from actions.cards import make_review_snippets
from actions.context import current_shelf
from actions.finding.citations import cite
from actions.finding.help_pages import answer_from_help
from actions.finding.matching import answer_fit
from actions.names import join_names
from actions.opinions.praised import show_praised
from actions.opinions.sides import Sides, weigh_sides
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.reference.resolve import find_product_meant
from actions.talking.hand_off import HUMAN
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, read_products
from language.fact_questions import asks_fact
from language.shorthand import spell_out
from retrieval.passages import split_sentences
from retrieval.search import FactSource, FoundFact
from retrieval.terms import split_terms, split_wanted
from shop.catalogue import Product, find_product
from shop.errors import NotFound
from shop.friends.friendships import friends_of
from shop.questions.products import LONGEST_QUESTION, ask_question
from shop.reviews.reading import find_review

_MOST_FACTS = 3
_SHORT = 9  # words of a sentence that may say little by itself
_LONGEST_LIST = 6  # products of which a question is answered at once
_NEAR = 0.2  # probability of being what was asked for; what is below it misleads more often than not
_TELL_NOTHING = frozenset((  # of what is asked
    "take", "go", "come", "put", "fit", "work", "bring", "carry", "keep", "hold", "stay", "really", "actually", "much",
    "long", "many", "time", "ok", "okay", "too", "also", "only", "all", "more", "there", "when", "where", "if", "not",
))  # fmt: skip
_OTHER_ANSWER = re.compile(
    r"(?:yes|no|nope|yep|yeah|we would(?: not)?|it is(?: not)?)\b\s*[,.;:!–-]+\s*(?=\w)", re.IGNORECASE
)
# Of the list, whichever of it was talked about last
_OF_SEVERAL = re.compile(
    r"\b(?:which|(?:any|either|all|both|each|some|one|none) of (?:them|these|those|the)|are these)\b",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"\b(?:this|that) one\b", re.IGNORECASE)
_OF_IT = re.compile(rf"\bit\b|{_THAT_ONE.pattern}", re.IGNORECASE)
_OF_THE_QUESTION = ("product_type", "size", "material", "feature")  # and not of which product it is asked
_OF_THE_SHOP = (FactSource.ATTRIBUTE, FactSource.DESCRIPTION)


class ActionAnswerProductQuestion(ShopAction):
    """Answers from the product's data, answers and reviews; says so when none of them knows."""

    action_name = "action_answer_product_question"

    def act(self, turn: ActionTurn) -> None:
        if show_praised(turn):
            return
        if asks_fact(turn.text):  # "comes with case?" is of no case
            turn.entities = tuple(entity for entity in turn.entities if entity.name not in _OF_THE_QUESTION)
        elif answer_fit(turn):
            return
        elif turn.memory.product_id and _OF_IT.search(turn.text):  # "is that one comfy with glasses" is of no glasses
            turn.entities = tuple(entity for entity in turn.entities if entity.name not in _OF_THE_QUESTION)
        if _OF_SEVERAL.search(turn.text) and answer_for_list(turn):
            return
        product_id = find_product_meant(turn)
        if product_id is None:
            if not (answer_for_list(turn) or say_of_none(turn)):
                ask_which_product(turn, "ask_product_question")
            return
        turn.focus(product_id)
        _answer_on(turn, find_product(turn.store, product_id).product)


def _answer_on(turn: ActionTurn, product: Product) -> None:
    """Answer by what is stated of the product, by how many say so on each side, or by the help; else offer to ask."""
    question = _without_name(turn)
    found = current_shelf().find_facts(product.id, question, _MOST_FACTS, viewer_id=turn.customer_id)
    sure = [fact for fact in found if fact.sure]
    sides = weigh_sides(turn, product, question)
    if sides and sides.asked and not (sure and sure[0].source in _OF_THE_SHOP):
        _tell_sides(turn, product.title, sides)
    elif sure:
        _answer(turn, product, sure, sides)
    elif not answer_from_help(turn, product, question):
        _offer_to_ask(turn, product, _find_near(found, question))


def _find_near(found: Sequence[FoundFact], question: str) -> FoundFact | None:
    """Return what comes near the question; None for nothing. Of hardly a sentence a telling word must be in it."""
    words = set(split_wanted(question)) - _TELL_NOTHING
    near = (fact for fact in found if fact.score >= _NEAR)
    return next((fact for fact in near if not asks_fact(question) or words & set(split_terms(fact.text))), None)


def answer_for_list(turn: ActionTurn) -> bool:
    """Answer a question on the products that are shown, one by one; return whether any of them says something."""
    shown = read_products(turn, turn.memory.product_ids) if turn.shown == "products" else []
    if turn.all_entities("product") or not 1 < len(shown) <= _LONGEST_LIST:
        return False
    values, told = facts_of_each(turn, shown, spell_out(turn.text))
    if not told:
        return False
    turn.say("facts_of_list", values=values, **cite(turn, told))
    return True


def say_of_none(turn: ActionTurn) -> bool:
    """Say that what is asked is stated for nothing on the list, where it is asked of all; return whether it was."""
    shown = read_products(turn, turn.memory.product_ids) if turn.shown == "products" else []
    named = any(turn.entity(name) for name in ("product", "ordinal", "brand", "colour"))
    if named or not 1 < len(shown) <= _LONGEST_LIST:
        return False
    titles = [one.title for one in shown]
    values = {"titles": join_names(titles, most=_LONGEST_LIST), "count": len(titles)}
    turn.say("fact_of_none", values=values, quick_replies=[HUMAN])
    return True


def facts_of_each(
    turn: ActionTurn, products: Sequence[Product], question: str, speaks: Callable[[str], bool] = bool
) -> tuple[dict[str, Any], list[tuple[Product, FoundFact]]]:
    """Return what answers the question of each product, for the words and as facts; [] where nothing does.

    `speaks` tells whether a text is of what is asked.
    """
    told = []
    for product in products:
        found = current_shelf().find_facts(product.id, question, _MOST_FACTS, viewer_id=turn.customer_id)
        told += [(product, fact) for fact in found if fact.sure and speaks(fact.text)][:1]
    silent = [one.title for one in products if one.id not in {product.id for product, _ in told}]
    values = {
        "facts": [_values(turn, product.title, fact) for product, fact in told],
        "silent": join_names(silent, most=_LONGEST_LIST),
        "several": len(silent) > 1,
    }
    return values, told


class OfferQuestion(Proposer):
    """The yes and no to "shall I ask people who bought it?"."""

    proposal = "offer:ask_question"

    def confirm(self, turn: ActionTurn) -> None:
        asked = dict(turn.memory.flow)
        turn.end_flow()
        ask_question(turn.store, signed_in(turn), asked["product_id"], asked["question"])
        title = find_product(turn.store, asked["product_id"]).product.title
        turn.say("question_asked", values={"title": title}, evidence=[asked["product_id"]])

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("question_not_asked")


def _tell_sides(turn: ActionTurn, title: str, sides: Sides) -> None:
    """Say how many reviews are on each side, and show one of each."""
    turn.say(
        "reviews_weighed",
        values={"title": title, "sides": sides.told, "count": sides.of, "divided": sides.divided, "left_out": ""},
        reviews=make_review_snippets(turn, sides.shown),
        quick_replies=[quick_reply("Read the reviews", "read_reviews", product=title)],
        evidence=[review.id for review in sides.shown],
    )


def _answer(turn: ActionTurn, product: Product, found: list[FoundFact], sides: Sides | None) -> None:
    """Say the best fact and where it is from; the others stand beside it, and how far reviews differ."""
    best, *also = found
    differ = sides is not None and sides.divided and any(fact.source is FactSource.REVIEW for fact in found)
    turn.say(
        "known_fact",
        values=_values(turn, product.title, best)
        | {
            "also": [{"fact": _tell(turn, fact), "source": fact.source.value} for fact in also],
            "sides": sides.told if sides and differ else "",
        },
        quick_replies=_read_more(product.title, best),
        **cite(turn, [(product, fact) for fact in found]),
    )


def _values(turn: ActionTurn, title: str, fact: FoundFact) -> dict[str, Any]:
    return {"title": title, "fact": _tell(turn, fact), "source": fact.source.value}


def _read_more(title: str, fact: FoundFact) -> tuple[QuickReply, ...]:
    return () if fact.source in _OF_THE_SHOP else (quick_reply("Read the reviews", "read_reviews", product=title),)


def _tell(turn: ActionTurn, fact: FoundFact) -> str:
    """Return the passage as it can stand in a sentence: without its last full stop.

    What is not sure loses a yes or no that was said to another question.
    """
    text = _quote_whole(turn, fact).strip().rstrip(".")
    other = None if fact.sure else _OTHER_ANSWER.match(text)
    return text[other.end() :][:1].upper() + text[other.end() + 1 :] if other else text


def _quote_whole(turn: ActionTurn, fact: FoundFact) -> str:
    """Return a short sentence of a review with the next one: "bought as a rain-day spare" alone may mislead."""
    if fact.source is not FactSource.REVIEW or len(fact.text.split()) > _SHORT:
        return fact.text
    try:
        sentences = split_sentences(find_review(turn.store, turn.customer_id, fact.source_id).text)
    except NotFound:
        return fact.text
    after = dict(itertools.pairwise(sentences)).get(fact.text, "")
    return f"{fact.text} {after}".strip() if len(after.split()) <= _SHORT * 2 else fact.text


def _offer_to_ask(turn: ActionTurn, product: Product, near: FoundFact | None) -> None:
    """Say that it is not stated, and what comes near; offer whoever may know: buyers, friends, a human."""
    question = _word_question(turn)
    cited = cite(turn, [(product, near)]) if near else {"evidence": [product.id]}
    others = _who_may_know(turn, product)
    told = {"title": product.title, "question": question}
    if turn.customer_id is not None and turn.flow == "none" and question:
        near_values = {"near": _tell(turn, near) if near else "", "source": near.source.value if near else ""}
        ask_for_yes(
            turn,
            "none",
            "fact_not_known_offer",
            proposal=OfferQuestion.proposal,
            gathered={"product_id": product.id, "question": question},
            quick_replies=(*yes_or_no("Yes, ask", "No, thanks"), *others),
            values=told | near_values,
            **cited,
        )
    elif near:
        values = told | _values(turn, product.title, near) | {"also": []}
        turn.say("near_fact", values=values, quick_replies=(*_read_more(product.title, near), *others), **cited)
    else:
        values = told | {"known": turn.customer_id is not None}
        turn.say("fact_not_known", values=values, quick_replies=others, **cited)


def _who_may_know(turn: ActionTurn, product: Product) -> tuple[QuickReply, ...]:
    """Return who can be asked beside those who bought it; friends by those who have any."""
    has_friends = turn.customer_id is not None and bool(friends_of(turn.store, turn.customer_id))
    friends = quick_reply("Ask my friends", "ask_friends", product=product.title)
    return (friends, HUMAN) if has_friends and turn.mood != "angry" else (HUMAN,)


def _word_question(turn: ActionTurn) -> str:
    """Return the question as it can stand on the product's page, where nobody knows which list "the second" was in."""
    text = turn.text.strip()
    for place in turn.all_entities("ordinal"):
        text = re.sub(rf"\b(?:the )?{re.escape(place)}(?: ones?)?\b", "it", text, flags=re.IGNORECASE)
    text = _THAT_ONE.sub("it", text)
    text = text[:1].upper() + text[1:LONGEST_QUESTION]
    return text if not text or text[-1] in "?!." else f"{text[: LONGEST_QUESTION - 1]}?"


def _without_name(turn: ActionTurn) -> str:
    """Return the question without the product's name, whose words would find every passage with it."""
    question = spell_out(turn.text)
    for name in turn.all_entities("product"):
        question = question.replace(name, "it")
    return question
