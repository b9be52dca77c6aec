"""What goes on with the ideas for a present that were shown: more of the same person, another amount, another child."""

import re
from dataclasses import asdict, replace
from typing import Any

from actions.finding.company import Company, read_company
from actions.finding.givers import find_givers, names_only_one, speaks_of_theirs
from actions.finding.likings import OWNS
from actions.memory import Criteria
from actions.people.whom import Whom, read_whom
from actions.turn import ActionTurn
from language.corrections import comes_to_them, is_for_another, says_receiver, turns_to_another
from language.presents import asks_other_idea, only_names_things, tells_spending, turns_to_kind
from retrieval.pastimes import words_of_pastime

PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
OF_THE_AGE = re.compile(  # of several children: "and for the 9 year old"
    r"^\W*(?:(?:and|ok|now|then|also|what about|how about)\W+)*(?:(?:one |something )?for )?"
    r"(?:the |my )?(?:one who(?:'s| is) )?(\d{1,2})[ -]?(?:years?|yrs?|y\.?o)?(?:[ -]olds?)?(?: one)?\W*$",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^\W*(?:and|plus|oh and)\b|\b(?:also|too|as well|besides)\b", re.IGNORECASE)


def go_on_with_present(turn: ActionTurn, flow: str) -> dict[str, Any]:
    """Return what is known of the present whose ideas are shown, for who goes on with it; {} for a new one.

    Another amount leaves all else as it was; other ideas, and what they like, leave for whom and what they do not want.
    """
    before = turn.memory.chosen_by
    if (
        before.get("as") not in ("gift", "group") or "company" not in before
    ):  # as in conversations from before it was kept
        return {}
    if before.get("for_child") and (age := _read_age(turn)):
        return _go_on_with_child(turn, before, age)
    joins = bool(turn.all_entities("person")) and comes_to_them(turn.text)
    company = read_company(before["company"])
    if not joins and _turns_to_another(turn, company, flow):
        return {"budget_cents": before["budget_max_cents"]}
    puts_right = find_givers(turn) or speaks_of_theirs(turn)
    if company.is_several and (names_only_one(turn) or (puts_right and set(turn.all_entities("person")) - puts_right)):
        return {"budget_cents": before["budget_max_cents"]}
    if puts_right or joins:
        pass  # whom it is for is put right by the caller
    elif turn.all_entities("person") and _names_same_people(turn, company, flow):
        turn.entities = tuple(entity for entity in turn.entities if entity.name != "person")
    elif turn.all_entities("person") or not _speaks_of_same(turn):
        return {}
    if _turns_to_kind(turn):
        return _known_of(turn, before, still=False)
    adds = any(pattern.search(turn.text) for pattern in (OWNS, _ADDS)) or puts_right or joins
    return _known_of(turn, before, still=bool(adds) or tells_spending(turn.text))


def _speaks_of_same(turn: ActionTurn) -> bool:
    """Say whether it is of the same person without a name: "she likes tea", "something bigger, 80 is ok"."""
    ways = (asks_other_idea, tells_spending, is_for_another, only_names_things)
    return PRONOUN.search(turn.text) is not None or any(way(turn.text) for way in ways) or _turns_to_kind(turn)


def _turns_to_kind(turn: ActionTurn) -> bool:
    return bool(turn.all_entities("product_type")) and turns_to_kind(turn.text)


def _known_of(turn: ActionTurn, before: dict[str, Any], *, still: bool) -> dict[str, Any]:
    """Return what is known; what they like only if it `still` holds, and never without what they do not want."""
    criteria = turn.memory.criteria
    kept = criteria if still else _only_refused(criteria)
    return {
        **{name: before[name] for name in ("who", "company")},
        **{name: before.get(name, False) for name in ("together", "for_child")},
        "child_age": before.get("child_age"),
        "budget_cents": before["budget_max_cents"],
        "asked_likes": True,
        "wish": vars(replace(kept, text="")),
        "likes": kept.text,
        "least_cents": kept.price_min_cents,
    }


def _only_refused(criteria: Criteria) -> Criteria:
    return Criteria(
        not_brands=criteria.not_brands, not_colours=criteria.not_colours, not_features=criteria.not_features
    )


def _turns_to_another(turn: ActionTurn, company: Company, flow: str) -> bool:
    """Say whether a present is sought for somebody else than these: "and for Jonas", "it's for Jonas"."""
    if not turn.all_entities("person"):
        return is_for_another(turn.text) and not words_of_pastime(turn.text)  # "and for the kitchen?"
    if is_for_another(turn.text):
        return True
    others = says_receiver(turn.text) and not _names_same_people(turn, company, flow)
    return turns_to_another(turn.text) or others


def _read_age(turn: ActionTurn) -> int:
    """Return the age of the one of several children whom the message turns to: "and for the 9 year old"; 0 for none."""
    found = filter(None, map(OF_THE_AGE.match, [turn.text, *turn.all_entities("person")]))
    return next((int(of_them[1]) for of_them in found), 0)


def _go_on_with_child(turn: ActionTurn, before: dict[str, Any], age: int) -> dict[str, Any]:
    """Return what is known of the present for one of the children whom the ideas shown were for."""
    who = name_by_age(age)
    return _known_of(turn, before, still=True) | {
        "who": who,
        "company": asdict(Company(others=(who,))),
        "for_child": True,
        "child_age": age,
        "later": [name for name in before.get("later", ()) if name != who],
    }


def name_by_age(age: int) -> str:
    return f"the {age}-year-old"


def _names_same_people(turn: ActionTurn, company: Company, flow: str) -> bool:
    """Say whether the message names only people whom the ideas shown are for: "Priya likes cooking"."""
    whom = read_whom(turn, flow) if turn.customer_id is not None else Whom()
    friends = bool(whom.ids) and not (whom.unknown or whom.candidates) and set(whom.ids) <= set(company.ids)
    return friends or all(name in company.others for name in turn.all_entities("person"))
