"""What somebody likes, has already and does not like, as the giver of a present tells it."""

import re
from dataclasses import dataclass

from actions.context import current_shelf
from actions.finding.choosing import SHOWN, search_for
from actions.memory import Criteria
from actions.turn import ActionTurn
from retrieval.terms import split_terms, wanted_words

OWNS = re.compile(
    r"\b(?:already (?:has|have|had|own|owns|got)|(?:has|have|owns?|got)\b.*\balready)\b"
    r"|^(?:(?:no|nope|oh|but|well|hm+)\W+)*(?:he|she|they) (?:has|have|owns?|got)\b"
    r"|\b(?:has|have|owns?|got)\b.{0,12}\b(?:enough|plenty|loads|tons|(?:so|too) many)\b",
    re.IGNORECASE,
)
_DISLIKES = re.compile(
    r"\b(?:hates?|dislikes?|can'?t stand|allergic to|nothing (?:with|for|to do with)|but no"
    r"|not (?:into|keen on|a fan of)"
    r"|(?:does|do|is|are)(?:n'?t| not) (?:really )?(?:like|want|need|enjoy|into|keen|a fan)(?! to (?:spend|pay|go)))\b",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"\b(?:into|likes?|loves?|enjoys?|(?:big |huge )?fan of|(?:crazy|mad|passionate) about|keen on|interested in)\s+"
    r"(?!her\b|him\b|them\b|it\b|to\b|that\b|this\b|me\b)([^,.;!?]{3,40})",
    re.IGNORECASE,
)
_DOES = re.compile(  # what one does all the time, and what the ideas shall be about
    r"\b(?:(?:always|constantly|all day|obsessed|addicted|never)\s+(?:in|on|at|with|to|without|doing|playing)"
    r"|spends? .{0,30}\b(?:in|on|at|with)|(?:something|smth|sth|anything|ideas?|stuff|things?) (?:else |more )?"
    r"(?:for|with|about|around|to do with))\s+(?:(?:the|a|an|his|her|their|my)\s+)?"
    r"(?!me\b|him\b|her\b|them\b|us\b)([^,.;!?\d]{3,30}?)(?= then\b| instead\b| please\b| maybe\b|[,.;!?\d]|$)",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[.;!?\n]+|\bbut\b|,\s*(?=(?:he|she|they|and (?:he|she|they)|has|have|hates?|already|not)\b)", re.IGNORECASE
)
_NO_LIKING = frozenset((
    "gift", "gifts", "present", "presents", "give", "giving", "buy", "idea", "ideas", "bring", "likes", "like",
    "loves", "love", "enjoys", "into", "he", "she", "his", "her", "him", "they", "birthday", "bday",
    "christmas", "xmas", "surprise", "happy", "everything", "evrything", "nothing", "old", "year", "years",
    "turns", "turning", "soon", "next", "week", "month", "tomorrow", "today", "getting", "small", "funny",
    "home", "house", "family", "max", "want", "wat", "under", "about", "around", "euro", "euros", "eur", "find",
    "search", "help", "person", "people", "we", "all", "who", "got", "drew", "because", "bc", "when", "maybe",
    "lot", "much", "also", "only", "just", "us", "two", "three", "four", "five", "both", "of", "together", "me",
    "i", "would", "friend", "friends", "enjoy", "agree", "suit", "suits", "pick", "suggest", "recommend",
    "thing", "things", "middle", "share", "could", "hate", "now", "then", "each", "between", "good", "whats",
    "sister", "brother", "mum", "mom", "mother", "dad", "father", "wife", "husband", "girlfriend", "boyfriend",
    "partner", "son", "daughter", "aunt", "uncle", "cousin", "niece", "nephew", "grandma", "grandpa", "granny",
    "boss", "colleague", "neighbour", "teacher", "flatmate", "roommate", "fan", "lover", "freak", "enthusiast",
    "type", "really", "totally", "super", "crazy", "mad", "keen", "hobby", "hobbies", "does", "tbh", "she's",
    "he's", "they're", "always", "every", "lots", "mostly", "mainly", "interested", "mates", "neither", "nor",
    "same", "no", "nope", "clue", "dunno", "idk", "something", "anything", "stuff", "sth",
    "spends", "spend", "day", "time", "bigger", "larger", "nicer", "fancier", "ok", "fine",
    "everybody", "everyone", "organise", "organize", "organising", "organizing", "chip", "chipping", "chips",
    "half", "halves", "pays", "pay", "paying", "tops", "joint", "jointly", "toddler", "kid", "kids", "child",
    "children", "nephews", "nieces", "sons", "daughters", "boy", "girl", "boys", "girls", "law", "smth",
    "else", "other", "another", "different", "afternoon", "morning", "evening", "hello", "sir", "madam", "dear",
))  # fmt: skip


@dataclass(frozen=True)
class Likings:
    """`kinds` are the types of product that go with a pastime, by type; `words` others that some product has."""

    kinds: dict[str, str]
    words: str
    disliked: tuple[str, ...]  # types of product
    unmet: str = ""  # what is said to be liked, where nothing in the shop goes with it

    @property
    def any(self) -> bool:
        return bool(self.kinds or self.words)


def read_likings(turn: ActionTurn, text: str) -> Likings:
    """Return what the message tells of somebody's likings; `text` is what no condition of the search has taken."""
    shelf = current_shelf()
    clauses = [clause for clause in _CLAUSES.split(turn.text) if clause and not OWNS.search(clause.strip())]
    kinds = shelf.kinds_liked(". ".join(clause for clause in clauses if not _DISLIKES.search(clause)))
    disliked = shelf.kinds_liked(". ".join(clause for clause in clauses if _DISLIKES.search(clause)))
    told = [clause for clause in _CLAUSES.split(text) if not (OWNS.search(clause.strip()) or _DISLIKES.search(clause))]
    pastimes = {term for liking in kinds.values() for term in liking.split()}
    words = _find_words(turn, " ".join(told), pastimes)
    kinds = {type: liking for type, liking in kinds.items() if type not in disliked}
    liked = _LIKES.search(" ".join(told)) or _DOES.search(" ".join(told))
    unmet = liked[1].strip() if liked and not (kinds or words) else ""
    return Likings(kinds, words, tuple(disliked), "" if _names_somebody(turn, unmet) else unmet)


def _names_somebody(turn: ActionTurn, text: str) -> bool:
    """Say whether it is whom the present is for, and no liking: "something for my grandson"."""
    named = {word for value in turn.all_entities("person") for word in split_terms(value)}
    return not named.isdisjoint(split_terms(text))


def _find_words(turn: ActionTurn, text: str, pastimes: set[str]) -> str:
    """Return the words that may tell what somebody likes: those that some product of the shop has."""
    named = {
        word.lower() for name in ("person", "occasion", "date") for v in turn.all_entities(name) for word in v.split()
    }
    words = [
        word
        for word in wanted_words(text)
        if word.lower() not in _NO_LIKING | named
        and not word.isdigit()
        and not pastimes.intersection(split_terms(word))
    ]
    if not words:
        return ""
    matched = {word for found in search_for(turn, Criteria(text=" ".join(words)), SHOWN) for word in found.matched}
    return " ".join(word for word in words if word in matched)
