"""A present for somebody: for whom, for how much, what they like, and then ideas. action_recommend_gift."""

import re
from dataclasses import replace
from typing import Any

from actions.finding.choosing import SHOWN, choose, search_for, show_products
from actions.finding.criteria import read_criteria, read_price_range
from actions.memory import Criteria
from actions.people.whom import ask_which, read_whom
from actions.quick_replies import quick_reply
from actions.tasks import ask_for, end_task, gathered
from actions.turn import ActionTurn, ShopAction
from language.values import read_money_cents
from retrieval.terms import wanted_words

FLOW = "recommend_gift"
_NO_LIMIT = re.compile(
    r"\b(?:no (?:limit|budget|matter)|any|whatever|doesn'?t matter|don'?t (?:care|know|mind)|not sure)\b", re.I
)
_NO_LIKING = frozenset((
    "gift", "gifts", "present", "presents", "give", "giving", "buy", "idea", "ideas", "bring", "likes", "like",
    "loves", "love", "enjoys", "into", "he", "she", "his", "her", "him", "they", "birthday", "bday", "christmas",
    "xmas", "surprise", "happy", "everything", "evrything", "nothing", "old", "year", "years", "turns", "turning",
    "soon", "next", "week", "month", "tomorrow", "today", "getting", "small", "funny", "home", "house", "family",
    "max", "want", "wat", "under", "about", "around", "euro", "euros", "eur", "find", "search", "help", "person",
    "people", "we", "all", "who", "got", "drew", "because", "bc", "when", "maybe", "lot", "much", "also", "only",
    "just",
))  # fmt: skip
_PARENTS = ("mum", "mom", "mother", "dad", "father", "gran", "granny", "grandma", "grandpa", "nana", "sis", "bro")
_BUDGETS = ("25", "50", "100")  # euro or whatever the shop's currency is


class ActionRecommendGift(ShopAction):
    """Asks what it needs to know of the person, then shows open wishes of theirs and what else may please them."""

    action_name = "action_recommend_gift"

    def act(self, turn: ActionTurn) -> None:
        gift = _read_answer(turn, gathered(turn, FLOW))
        if not _find_person(turn, gift):
            return
        if "budget_cents" not in gift:
            who = {"who": gift["who"], "again": turn.flow == FLOW and turn.asking == "budget"}
            buttons = [quick_reply(f"Up to {amount}", "inform", price=amount) for amount in _BUDGETS]
            buttons.append(quick_reply("No limit", "inform"))
            ask_for(turn, FLOW, "budget", "what_budget", gathered=gift, values=who, quick_replies=buttons)
            return
        known = gift["recipient_id"] or gift["likes"] or _names_things(gift)
        if not known and "asked_likes" not in gift:
            gift["asked_likes"] = True
            ask_for(turn, FLOW, "text", "what_do_they_like", gathered=gift, values={"who": gift["who"]})
            return
        _show_ideas(turn, gift)


def _read_answer(turn: ActionTurn, gift: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the present with what this message tells."""
    said = read_criteria(turn)
    known = Criteria(**gift["wish"]) if "wish" in gift else Criteria()
    for name in ("product_type", "brand", "colour", "size", "material"):
        setattr(known, name, getattr(said, name) or getattr(known, name))
    known.features = [*known.features, *said.features]
    known.not_brands, known.not_colours = [*known.not_brands, *said.not_brands], [*known.not_colours, *said.not_colours]
    known.not_features = [*known.not_features, *said.not_features]
    gift = {"recipient_id": "", "likes": "", "unmet": "", "occasion": ""} | gift | {"wish": vars(known)}
    gift["occasion"] = turn.entity("occasion") or gift["occasion"]
    _read_budget(turn, gift)
    asked = turn.asking if turn.flow == FLOW else "none"
    if asked not in ("person", "budget"):
        likes = _read_likes(turn, said.text)
        gift["likes"] = " ".join(filter(None, [gift["likes"], likes]))
        gift["unmet"] = turn.text if asked == "text" and turn.intent != "deny" and not likes else ""
    return gift


def _read_budget(turn: ActionTurn, gift: dict[str, Any]) -> None:
    """Note the most that the present may cost, in cents; None for no limit."""
    lowest, highest = read_price_range(turn)
    if lowest is not None or highest is not None:
        gift["budget_cents"], gift["least_cents"] = highest, lowest
        return
    if turn.flow != FLOW or turn.asking != "budget":
        return
    cents = read_money_cents(turn.text)
    if cents is not None:
        gift["budget_cents"] = cents
    elif turn.intent == "deny" or _NO_LIMIT.search(turn.text):
        gift["budget_cents"] = None


def _read_likes(turn: ActionTurn, text: str) -> str:
    """Return the words that may tell what the person likes: those that some product of the shop has."""
    named = {
        word.lower() for name in ("person", "occasion", "date") for v in turn.all_entities(name) for word in v.split()
    }
    words = [word for word in wanted_words(text) if word.lower() not in _NO_LIKING | named and not word.isdigit()]
    if not words:
        return ""
    matched = {word for found in search_for(turn, Criteria(text=" ".join(words)), SHOWN) for word in found.matched}
    return " ".join(word for word in words if word in matched)


def _find_person(turn: ActionTurn, gift: dict[str, Any]) -> bool:
    """Note for whom it is; return False after asking. A friend is known to the shop, anybody else by words alone."""
    asked = turn.flow == FLOW and turn.asking == "person"
    if "who" in gift and not turn.all_entities("person"):
        return True
    whom = read_whom(turn, FLOW) if turn.customer_id is not None else None
    if whom is not None and whom.people:
        gift["recipient_id"], gift["who"] = whom.people[0].id, whom.people[0].nickname
        return True
    if whom is not None and whom.candidates:
        ask_which(turn, FLOW, whom, gift)
        return False
    said = turn.entity("person") or (turn.text if asked and turn.intent != "deny" else "")
    if said:
        gift["recipient_id"], gift["who"] = "", _address(said)
        return True
    ask_for(turn, FLOW, "person", "gift_for_whom", gathered=gift, values={"occasion": gift["occasion"]})
    return False


def _address(said: str) -> str:
    """Return how to speak of them to the giver: "my sister" is "your sister"."""
    words = said.strip(" .!?").removeprefix("for ").split()[:4]
    if len(words) == 1 and words[0].lower() in _PARENTS:
        return f"your {words[0].lower()}"
    return " ".join("your" if word.lower() in ("my", "our") else word for word in words)


def _names_things(gift: dict[str, Any]) -> bool:
    wish = gift["wish"]
    return any(wish[name] for name in ("product_type", "brand", "colour", "material", "features"))


def _show_ideas(turn: ActionTurn, gift: dict[str, Any]) -> None:
    chosen_by = {
        "as": "gift",
        "recipient_id": gift["recipient_id"] or None,
        "who": gift["who"],
        "budget_max_cents": gift["budget_cents"],
    }
    wish = Criteria(**gift["wish"])
    wish.text, wish.price_min_cents, wish.price_max_cents = gift["likes"], gift.get("least_cents"), gift["budget_cents"]
    turn.memory.criteria = wish
    chosen = choose(turn, chosen_by)
    liked = set(gift["likes"].split())
    if liked and not any(liked.intersection(found.matched) for found in chosen):
        turn.memory.criteria, gift["unmet"] = replace(wish, text=""), gift["likes"]
        chosen = choose(turn, chosen_by)
    end_task(turn, FLOW)
    values = {
        "who": gift["who"],
        "occasion": gift["occasion"],
        "budget_cents": gift["budget_cents"],
        "unmet": gift["unmet"],
        "wished": sum("wishlist" in reason for found in chosen for reason in found.reasons[:1]),
    }
    if chosen:
        buttons = (quick_reply("Cheaper", "refine_search"), quick_reply("Other ideas", "reject_suggestion"))
        show_products(turn, "gift_ideas", chosen, chosen_by, values, buttons)
    else:
        turn.say("no_gift_ideas", values=values)
