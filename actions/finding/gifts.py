"""A present for somebody: for whom, for how much, what they like, and then ideas. action_recommend_gift."""

import re
from dataclasses import asdict, replace
from typing import Any

from actions.cart.presents import is_of_cart, note_present
from actions.finding.company import Company, is_for_each, join_company, may_be_somebody, read_company, says_me
from actions.finding.criteria import read_criteria
from actions.finding.givers import find_givers, gives_too, without
from actions.finding.kin import address, join_kin
from actions.finding.likings import OWNS, read_likings
from actions.finding.occasions import kinds_given_at
from actions.finding.present_ideas import FLOW, names_things, show_ideas
from actions.finding.prices import is_only_about, read_bare_amount, read_price_range
from actions.finding.refining import is_comparison
from actions.finding.same_present import OF_THE_AGE, PRONOUN, go_on_with_present, name_by_age
from actions.finding.secrets import hides_present
from actions.memory import Criteria
from actions.people.whom import ask_which, people_by_id, read_whom
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_products_meant
from actions.tasks import ask_for, gathered
from actions.turn import ActionTurn, ShopAction
from language.corrections import comes_to_them
from language.presents import knows_no_liking, tells_spending, wants_grander
from language.values import read_money_cents
from recommender.children import GROWN_UP, ages_said, drop_ages, speaks_of_child

_NO_LIMIT = re.compile(
    r"\b(?:no (?:limit|budget|matter|idea|clue)|any|whatever|doesn'?t matter|don'?t (?:care|know|mind)|not sure)\b",
    re.I,
)
_AMOUNT = re.compile(  # "40 then" to "tell me what else they like, or another amount"
    r"(?:(?:ok|well|hm+|maybe|say|up to|max|around|about|under|let'?s say|make it)\W+)*[€$£]?\d+(?:[.,]\d\d)?"
    r" ?(?:€|euros?|eur|bucks|quid|pounds?|dollars?)?(?:\W+(?:max|tops|then|instead|or (?:so|less)))*\W*",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(
    r"^\W*(?:(?:that|those|they|it|these)(?:'?s|'?re| is| are)? |way |all |a bit )*too \w+", re.IGNORECASE
)
_MAX = re.compile(r"\bmax\b\.?\W{0,2}\d|\d\W{0,2}(?:€|euros?|eur|bucks)?\W{0,2}max\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both of us|us both|the two of us|us two|we both)\b", re.IGNORECASE)
_NAMELESS = "this person"
_BUDGETS = ("25", "50", "100")  # euro or whatever the shop's currency is


class ActionRecommendGift(ShopAction):
    """Asks what it needs to know of the person, then shows open wishes of theirs and what else may please them."""

    action_name = "action_recommend_gift"

    def act(self, turn: ActionTurn) -> None:
        if hides_present(turn):
            if turn.flow == FLOW:
                turn.ask_again()
            return
        if turn.flow != FLOW and is_of_cart(turn):
            if not note_present(turn, FLOW, again=True):
                turn.say("acknowledged")  # who is no customer here can find out nothing
            return
        seek_for(turn, gathered(turn, FLOW) or go_on_with_present(turn, FLOW))


def seek_together(turn: ActionTurn) -> None:
    """Look for what several people would like, the shopper mostly among them; no present, so that no price is asked."""
    seek_for(turn, gathered(turn, FLOW) | {"together": True})


def seek_for(turn: ActionTurn, begun: dict[str, Any]) -> None:
    """Ask what is still needed to know beside what was begun with, then show ideas."""
    people = (one for one in turn.entities if one.name != "person" or not _is_limit(one.value, turn.text))
    turn.entities = join_kin(turn.text, people)
    gift = _read_answer(turn, begun)
    if not _find_person(turn, gift):
        return
    if gift["together"]:
        gift.setdefault("budget_cents", None)
    if "budget_cents" not in gift:
        told = gift.get("told") or turn.all_entities("person")
        again = turn.flow == FLOW and turn.asking == "budget" and not told
        who = {"who": gift["who"], "again": again}
        buttons = [quick_reply(f"Up to {amount}", "inform", price=amount) for amount in _BUDGETS]
        buttons.append(quick_reply("No limit", "inform"))
        ask_for(turn, FLOW, "budget", "what_budget", gathered=gift, values=who, quick_replies=buttons)
        return
    known = gift["together"] or gift["company"]["ids"] or gift["likes"] or names_things(gift)
    known = known or kinds_given_at(gift["occasion"])
    if not known and "asked_likes" not in gift:
        gift["asked_likes"] = True
        ask_for(
            turn, FLOW, "text", "what_do_they_like", gathered=gift, values={"who": gift["who"], "unmet": gift["unmet"]}
        )
        return
    show_ideas(turn, gift)


def _is_limit(name: str, text: str) -> bool:
    """Say whether what was heard as somebody is a limit: "max" of "a gift for Karl max 50"."""
    return name.lower() == "max" and _MAX.search(text) is not None


def _read_answer(turn: ActionTurn, gift: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the present with what this message tells."""
    said, owns = _without_ages(read_criteria(turn), turn.text), OWNS.search(turn.text) is not None
    likings = read_likings(turn, drop_ages(said.text))
    said = _without_owned(turn, said) if owns else said
    known = Criteria(**gift["wish"]) if "wish" in gift else Criteria()
    for name in ("product_type", "brand", "colour", "size", "material"):
        setattr(known, name, getattr(said, name) or getattr(known, name))
    known.features = [*known.features, *(told for told in said.features if not is_comparison(told))]
    known.not_brands, known.not_colours = [*known.not_brands, *said.not_brands], [*known.not_colours, *said.not_colours]
    known.not_features = list(dict.fromkeys([*known.not_features, *said.not_features, *likings.disliked]))
    known.kinds = {type: liking for type, liking in known.kinds.items() if type not in likings.disliked}
    none: dict[str, Any] = {
        "together": False,
        "likes": "",
        "unmet": "",
        "occasion": "",
        "for_child": False,
        "child_age": None,
        "later": [],
    }
    gift = none | gift | {"wish": vars(known)}
    _note_child(turn, gift)
    gift["occasion"] = turn.entity("occasion") or gift["occasion"]
    _read_budget(turn, gift)
    asked = turn.asking if turn.flow == FLOW else "none"
    no_answer = asked == "budget" and "budget_cents" not in gift
    no_answer = no_answer or (asked == "person" and not may_be_somebody(turn.text))
    tells_instead = no_answer and PRONOUN.search(turn.text) is not None
    if asked not in ("person", "budget") or tells_instead:
        gift["likes"] = " ".join(filter(None, [gift["likes"], likings.words]))
        known.kinds |= likings.kinds
        telling = asked == "text" or (asked == "none" and "asked_likes" in gift)
        no_liking = any(pattern.match(turn.text) for pattern in (_TOO_MUCH, OF_THE_AGE))
        no_liking = no_liking or knows_no_liking(turn.text) or tells_spending(turn.text)
        told_else = ("person", "product_type", "price")  # it tells for whom, what, or for how much
        no_liking = no_liking or any(one.name in told_else for one in turn.entities)
        no_liking = no_liking or bool(said.not_colours or said.not_brands or said.not_features or likings.disliked)
        tells_else = likings.any or owns or no_liking or _AMOUNT.fullmatch(turn.text) or ages_said(turn.text)
        told_in_vain = telling and turn.intent != "deny" and not tells_else
        gift["unmet"] = likings.unmet or (turn.text if told_in_vain else "")
        gift["told"] = likings.any or owns or bool(ages_said(turn.text))
    return gift


def _note_child(turn: ActionTurn, gift: dict[str, Any]) -> None:
    """Note whether it is for a child, and how old the youngest of them is, where the message tells that.

    The others come later: what suits one of six may bore one of nine.
    """
    ages = sorted(set(ages_said(turn.text)))
    if ages and ages[0] >= GROWN_UP:
        gift["for_child"], gift["child_age"] = False, None
        return
    gift["for_child"] |= speaks_of_child(_without_givers(turn))
    if ages:
        gift["child_age"] = ages[0]
        gift["later"] = list(map(name_by_age, ages[1:])) or gift["later"]


def _without_givers(turn: ActionTurn) -> str:
    """Return the message without those who shall get nothing: "my granddaughter told me" is no child it is for."""
    said = turn.text
    for name in find_givers(turn):
        said = said.replace(name, " ")
    return said


def _without_ages(said: Criteria, text: str) -> Criteria:
    """Return what is said without a size that is an age: 9 of "my nephews, 6 and 9"."""
    return replace(said, size="") if said.size.isdigit() and int(said.size) in ages_said(text) else said


def _without_owned(turn: ActionTurn, said: Criteria) -> Criteria:
    """Return what is said without what they have already, which is left out from now on: "she has a mat already"."""
    kinds = turn.all_entities("product_type")
    if kinds:
        return Criteria(not_features=[*said.not_features, *kinds])
    owned = find_products_meant(turn)
    named = owned if turn.all_entities("product") or len(owned) == 1 else []
    turn.memory.rejected_ids = list(dict.fromkeys([*turn.memory.rejected_ids, *named]))
    return Criteria(not_features=list(said.not_features))


def _read_budget(turn: ActionTurn, gift: dict[str, Any]) -> None:
    """Note the most that the present may cost, in cents; None for no limit."""
    lowest, highest = read_price_range(turn)
    if highest is None and lowest is None and "budget_cents" in gift and tells_spending(turn.text):
        highest = read_money_cents(drop_ages(turn.text))  # an amount that was not heard as one
    if lowest is not None or highest is not None:
        before = gift.get("budget_cents")
        grander = wants_grander(turn.text) and before is not None and highest is not None and highest > before
        bare = read_bare_amount(turn)
        if bare is not None:  # "50 euro" is the most that a present may cost, however it was heard
            lowest, highest = None, bare
        gift["budget_cents"], gift["least_cents"] = highest, before if grander else lowest
        gift["only_about"] = is_only_about(turn) and not grander
        return
    if "budget_cents" not in gift and turn.flow != FLOW and tells_spending(drop_ages(turn.text)):
        gift["budget_cents"] = read_money_cents(drop_ages(turn.text))  # "smth under 60", not heard as an amount
        return
    if turn.flow != FLOW or not (turn.asking == "budget" or (turn.asking == "text" and _AMOUNT.fullmatch(turn.text))):
        return
    counts_people = turn.all_entities("person") and not any(sign.isdigit() for sign in turn.text)  # "for two"
    cents = None if counts_people else read_money_cents(drop_ages(turn.text))
    if cents is not None:
        gift["budget_cents"] = cents
    elif turn.intent == "deny" or _NO_LIMIT.search(turn.text):
        gift["budget_cents"] = None


def _find_person(turn: ActionTurn, gift: dict[str, Any]) -> bool:
    """Note for whom it is; return False after asking. Friends are known to the shop, anybody else by words alone."""
    with_me = says_me(turn, gift=not gift["together"]) and (gift["together"] or not gives_too(turn))
    givers = set() if gift["together"] else find_givers(turn)
    turn.entities = tuple(one for one in turn.entities if one.name != "person" or one.value not in givers)
    if "who" in gift and not turn.all_entities("person"):
        company = without(read_company(gift["company"]), givers)
        if not company.is_nobody:
            gift["company"], gift["who"] = asdict(company), company.names
            return True
    joining = gift.pop("joining", {})
    company = read_company(gift["company"] if "company" in gift and comes_to_them(turn.text) else joining)
    whom = read_whom(turn, FLOW) if turn.customer_id is not None else None
    company = join_company(turn, company, whom, with_me=with_me)
    if company.is_nobody:
        company = _remember_company(turn) if gift["together"] else _read_words(turn, company)
    company = _without_name(turn, company, gift)
    if whom is not None and whom.candidates:
        ask_which(turn, FLOW, whom, gift | {"joining": asdict(company)})
    elif company.is_nobody:
        response = "group_of_whom" if gift["together"] else "gift_for_whom"
        kept = gift | {"joining": asdict(company), "asked_whom": gift.get("asked_whom", 0) + 1}
        ask_for(turn, FLOW, "person", response, gathered=kept, values={"occasion": gift["occasion"]})
    else:
        if not gift["together"] and is_for_each(turn):
            company, others = company.taken_apart()
            gift["later"] = [*gift["later"], *others]
        gift["company"], gift["who"] = asdict(company), company.names
        if len(company.ids) == 1:
            turn.memory.person_id = company.ids[0]  # "what size is she"
        return True
    return False


def _without_name(turn: ActionTurn, company: Company, gift: dict[str, Any]) -> Company:
    """Return the company; where no name is told, not even when asked, whom it is for without one: "him, he is 7"."""
    age = min(ages_said(turn.text), default=GROWN_UP)
    if company.is_nobody and not gift["together"] and age < GROWN_UP and PRONOUN.search(turn.text):
        return Company(others=(name_by_age(age),))
    asked = gift.get("asked_whom", 0)
    told_enough = asked > 1 or (asked and (gift["likes"] or names_things(gift)))
    return Company(others=(_NAMELESS,)) if company.is_nobody and told_enough and not gift["together"] else company


def _read_words(turn: ActionTurn, company: Company) -> Company:
    """Return the company with the answer to the question for whom it is, where that names nobody."""
    asked = turn.flow == FLOW and turn.asking == "person" and turn.intent != "deny"
    said = read_criteria(turn).text.strip(" ,.!") if asked else ""  # "under 20" is nobody
    named = said and may_be_somebody(turn.text)
    return company.joined_by((), [address(turn.text)], with_me=False) if named else company


def _remember_company(turn: ActionTurn) -> Company:
    """Return for whom the list shown is: "the three of us" are the same people as before.

    "Both of us" are the shopper and the friend spoken of last.
    """
    before = turn.memory.chosen_by
    last = people_by_id(turn, [turn.memory.person_id]) if _BOTH.search(turn.text) and turn.memory.person_id else ()
    if before.get("as") != "group" and last and last[0].friend:
        return Company((last[0].id,), (last[0].nickname,), with_me=True)
    return read_company(before["company"]) if before.get("as") == "group" else Company(with_me=True)
