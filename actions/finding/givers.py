"""Who only gives: of "me and Priya want to get Ana something", "from Jonas and me", "Jonas pays half" no receivers."""

import re
from collections.abc import Iterable

from actions.finding.company import Company
from actions.finding.kin import address
from actions.reference.nicknames import match_nickname, plain_name
from actions.turn import ActionTurn

_AND = r"\s*(?:,\s*and\b|,|&|\+|/|\band\b|\bplus\b|\bwith\b)\s*"
_ME = r"\b(?:me|i|myself)\b"
_GIVE = (
    r"(?:get|buy|give|find|organi[sz]e|pick|choose|chip|pool|surprise)(?:t?ing|s)?\b"
    r"|(?:giving|organi[sz]ing|choosing)\b|(?:go|going) (?:in|halves|together)\b|(?:is|are|'re|am) looking\b"
    r"|(?:need|want|look)s? (?:an?|some|for)\b"
)
_NO_GIVING = r"(?! (?:married|engaged|divorced|older|along|ready|together\b(?! for)|up|rid|better))"
_LONGEST_WAY = 5  # words between who gives and what they do: "would really like to"
_NOT_ON_THE_WAY = r"(?!(?:for|likes|loves|enjoys)\b|to\b(?! (?:get|buy|give|find|chip|organi|go|pick)))"
_PAYS = (
    r"\s*(?:(?:also|just|only|and)\s+)?(?:pays?|paying|chips?|gives?|splits?|shares?|contributes?|joins? in"
    r"|(?:is|are|'s) (?:\w+ )?(?:paying|chipping|giving|splitting|in on|in too|joining|contributing))\b"
)
_TELLS = (  # who only has to do with it: "my granddaughter told me to write to you"
    r"\s+(?:(?:has|have|had|also|just|always)\s+)?(?:told|tells?|said|says?|thinks?|thought|recommend\w*|suggest\w*"
    r"|showed|shows|sent|asked|helped|helps|warned)\b"
)
_ASKED_FOR = re.compile(  # right before somebody who gets something, too: "for him and", "and"
    r"(?:\b(?:for|to|get|give|buy)(?:\s+\w+){0,2}?(?:\s+and)?|^\W*(?:(?:and|also|plus|now)\W*)+)\s*$", re.IGNORECASE
)
_NOT_FOR = r"\b(?:not|isn'?t|ain'?t) (?:a present |something |really )?(?:for |to )?"
_TO_GIVE = re.compile(r"\s*to (?:get|give|buy)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:her|him|them)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|just|alone)\b", re.IGNORECASE)


def find_givers(turn: ActionTurn) -> set[str]:
    """Return those of the people named who only give, or shall get nothing.

    Who alone is named and gives has somebody else in mind, whom "her" or what was told before stands for.
    """
    names = list(dict.fromkeys(turn.all_entities("person")))
    told_before = "company" in turn.memory.flow or "company" in turn.memory.chosen_by
    giving = {name for name in names if _gives(turn.text, name, names)}
    giving |= speaks_of_theirs(turn) if told_before else set()
    named_else = len(giving) < len(names) or _PRONOUN.search(turn.text) is not None
    return giving if named_else or told_before else set()


def gives_too(turn: ActionTurn) -> bool:
    """Say whether the shopper gives together with somebody, "me and Priya want to get Ana something"."""
    names = list(dict.fromkeys(turn.all_entities("person")))
    everybody = [_ME, *map(_word, names)]
    one = f"(?:{'|'.join(everybody)})"
    from_us = re.search(rf"\bfrom\s+(?:{one}{_AND})*{_ME}", turn.text, re.IGNORECASE)
    return from_us is not None or _says_giving(turn.text, _ME, everybody)


def without(company: Company, names: Iterable[str]) -> Company:
    """Return the company without these people."""
    names = list(names)
    known = dict(zip(company.ids, company.nicknames, strict=True))
    gone = {id for name in names for id in match_nickname(name, known)}
    called = {plain_name(address(name)) for name in names}
    kept = {id: nickname for id, nickname in known.items() if id not in gone}
    others = tuple(other for other in company.others if plain_name(other) not in called)
    return Company(tuple(kept), tuple(kept.values()), others, company.with_me)


def names_only_one(turn: ActionTurn) -> bool:
    """Say whether of several the message keeps those whom it names: "for Jonas only"."""
    return _ONLY.search(turn.text) is not None and bool(turn.all_entities("person"))


def _gives(text: str, name: str, names: list[str]) -> bool:
    word = _word(name)
    one = f"(?:{'|'.join([_ME, *map(_word, names)])})"
    pays = re.search(rf"{word}(?:\s*(?:&|\+|\band\b)\s*{one})*{_PAYS}", text, re.IGNORECASE)
    refused = re.search(rf"{_NOT_FOR}{word}", text, re.IGNORECASE)
    with_them = re.search(rf"\b(?:with|from)\s+(?:{_ME}{_AND}|(?:\w+{_AND})+)?{word}(?!'s|’s| wish)", text, re.I)
    tells = re.search(rf"{word}{_TELLS}", text, re.IGNORECASE)
    return bool(pays or refused or with_them or tells) or _says_giving(text, word, [_ME, *map(_word, names)])


def speaks_of_theirs(turn: ActionTurn) -> set[str]:
    """Return who is only spoken of beside whom it is for: "his little brother is four"; not "for her sister"."""
    return {name for name in turn.all_entities("person") if _is_beside(turn.text, name)}


def _is_beside(text: str, name: str) -> bool:
    theirs = re.search(rf"\b(?:his|her|their)\s+(?:(?!and\b)\w+\s+)?{re.escape(_bare(name))}\b", text, re.IGNORECASE)
    asked_for = theirs and _ASKED_FOR.search(text[: theirs.start()])
    return theirs is not None and not asked_for


def _bare(name: str) -> str:
    return re.sub(r"^(?:his|her|their)\s+", "", name, flags=re.IGNORECASE)


def _says_giving(text: str, who: str, everybody: list[str]) -> bool:
    """Say whether `who` is among those who come before the giving and are not those whom it is for."""
    one = f"(?:{'|'.join(everybody)})"
    way = rf"(?:\s+{_NOT_ON_THE_WAY}[\w'’]+){{0,{_LONGEST_WAY}}}?"
    list_of = rf"(?P<who>{one}(?:{_AND}{one})*)"
    for found in re.finditer(rf"{list_of}(?P<way>{way}),?\s+(?:{_GIVE}){_NO_GIVING}", text, re.IGNORECASE):
        for_them = re.search(r"\b(?:for|to)\s+$", text[: found.start()], re.IGNORECASE)
        asked_for = re.search(r"\b(?:show|give|help|get|find|tell)\s+$", text[: found.start()], re.IGNORECASE)
        to_give = re.match(r"\s*to\b", found["way"] or "") or _TO_GIVE.match(text[found.end("who") :])
        if (for_them and not to_give) or asked_for or _is_alone(found["who"]):
            continue
        if re.search(who, found["who"], re.IGNORECASE):
            return True
    return False


def _is_alone(said: str) -> bool:
    """Say whether nobody but the shopper gives, which says nothing of anybody."""
    return re.fullmatch(_ME, said.strip(), re.IGNORECASE) is not None


def _word(name: str) -> str:
    return rf"\b{re.escape(name)}\b"
