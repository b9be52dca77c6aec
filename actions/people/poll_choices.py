"""The choices of a poll that is being put together, changed in words: "add the pips too", "take the second out"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.finding.choosing import search_for
from actions.finding.furthest import asks_degree, going_furthest
from actions.memory import Criteria
from actions.people.poll_drafts import PollDraft, reachable_friends, said_end
from actions.reference.nicknames import match_nickname
from actions.reference.resolve import find_products_named
from actions.turn import ActionTurn
from actions.which_product import read_products
from language.poll_answers import names_poll_choice, read_poll_answer
from language.poll_drafts import ChoiceChange, read_choice_change
from shop.catalogue import Product
from shop.errors import Invalid
from shop.questions.polls import CHOICES

_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
_OF_KIND = 50  # products of a kind among which one goes furthest
_KINDS = ("colour", "material", "size")  # of choices in words


def change_choices(turn: ActionTurn, draft: PollDraft) -> PollDraft | None:
    """Return the draft with the choices that the message adds, takes out or swaps; None where it speaks of no choice.

    Raises Invalid for a choice that is not there or not sold, and for more or fewer choices than a poll has.
    """
    change = read_choice_change(turn.text) if draft.has_choices else None
    if change is None or _is_of_people(turn, change) or said_end(turn) is not None:
        return None
    if not change.said and not any(turn.entity(name) for name in ("product", "product_type", *_KINDS)):
        return None
    changed = _drop(turn, draft, change.old) if change.old else draft
    changed = _add(turn, changed, change.new, draft.product_ids) if change.new else changed
    count = len(changed.words or changed.product_ids)
    if not (count or changed.product_ids) or (changed.words and count < CHOICES[0]):
        raise Invalid("choices", "A poll needs something to choose from, so I leave that in.")
    if count > CHOICES[1]:
        raise Invalid("choices", f"A poll has at most {CHOICES[1]} choices; take one out first.")
    return changed


def _is_of_people(turn: ActionTurn, change: ChoiceChange) -> bool:
    """Say whether a friend is to be asked, or is not: "not Jonas"."""
    friends = {person.id: person.nickname for person in reachable_friends(turn)}
    people = turn.all_entities("person")
    return any(match_nickname(name, friends) for name in (change.new, change.old, *people) if name)


def _drop(turn: ActionTurn, draft: PollDraft, said: str) -> PollDraft:
    products = read_products(turn, draft.product_ids)
    if not draft.words and (furthest := going_furthest(turn, said, draft.product_ids)):
        said = furthest[0].title
    names = list(draft.words) or [product.title for product in products]
    place = read_poll_answer(said, names)
    if place is None:
        raise Invalid("choices", f"“{said}” is not among the choices: {', '.join(names)}.")
    if draft.words:
        return replace(draft, words=tuple(word for word in draft.words if word != names[place]))
    return replace(draft, product_ids=tuple(product.id for product in products if product.title != names[place]))


def _add(turn: ActionTurn, draft: PollDraft, said: str, before: Sequence[str]) -> PollDraft:
    """Return the draft with the choice that comes to it; `before` are the products before any was taken out."""
    if draft.words:
        new = [value for kind in _KINDS for value in turn.all_entities(kind)]
        return replace(draft, words=tuple(dict.fromkeys((*draft.words, *(new or [said])))))
    if one := _find_by_degree(turn, before, said) or _find_on_list(turn, said, before):
        if one.id in before:
            raise Invalid("choices", f"“{one.title}” is among the choices already.")
        return replace(draft, product_ids=(*draft.product_ids, one.id))
    names = turn.all_entities("product")
    names = [name for name in names if name.lower() in said.lower()] or [said]
    found = [find_products_named(turn, name) for name in names]
    if not all(found):
        raise Invalid("choices", f"I find no “{said}” in the shop.")
    doubtful = next((ids for ids in found if len(ids) > 1), [])
    if doubtful:
        titles = " or ".join(f"“{product.title}”" for product in read_products(turn, doubtful))
        raise Invalid("choices", f"“{said}” may be {titles}. Which one do you mean?")
    return replace(draft, product_ids=tuple(dict.fromkeys((*draft.product_ids, *(ids[0] for ids in found)))))


def _find_by_degree(turn: ActionTurn, chosen: Sequence[str], said: str) -> Product | None:
    """Return what goes furthest, "the cheapest one", of the kind that is chosen from; None where no degree is said.

    It is looked for in the list shown, and in the whole shop where that has no more of the kind. Raises Invalid where
    nothing tells which goes furthest.
    """
    if not asks_degree(said):
        return None
    shown = _list_around(turn, chosen)
    found = going_furthest(turn, said, shown)
    if not found:
        raise Invalid("choices", f"What the shop states does not tell which is {said}.")
    return found[0]


def _list_around(turn: ActionTurn, chosen: Sequence[str]) -> list[str]:
    """Return those shown of the kind that is chosen from; all of the kind where these are no more than the choices."""
    kinds = {product.type for product in read_products(turn, chosen)}
    shown = [product.id for product in read_products(turn, turn.memory.product_ids) if product.type in kinds]
    if not set(shown) <= set(chosen):
        return shown
    return [one.product_id for kind in kinds for one in search_for(turn, Criteria(product_type=kind), _OF_KIND)]


def _find_on_list(turn: ActionTurn, said: str, chosen: Sequence[str]) -> Product | None:
    """Return the one that a place in the list shown, or words of its title, mean: "the third", "the electric one".

    By its words it may also be another of the kind that is chosen from.
    """
    shown = read_products(turn, turn.memory.product_ids)
    place = read_poll_answer(said, [product.title for product in shown])
    if place is not None:
        return shown[place]
    if _ONE.search(said) is None:
        return None
    around = read_products(turn, _list_around(turn, chosen))
    titles = [product.title for product in around]
    place = read_poll_answer(said, titles) if names_poll_choice(said, titles) else None
    return None if place is None else around[place]
