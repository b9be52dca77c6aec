"""Asking friends: a poll about products, sent after a yes."""

from dataclasses import replace
from typing import Any

from actions.cards import make_product_cards
from actions.names import join_names
from actions.people.open_questions import left_open
from actions.people.picking import pick_people
from actions.people.poll_choices import change_choices
from actions.people.poll_drafts import (
    DRAFT,
    FLOW,
    PollDraft,
    reachable_friends,
    read_things_among,
    run_of,
    said_end,
    said_people,
    said_products,
    said_question,
    said_words,
)
from actions.people.poll_status import make_poll_card, tell_end
from actions.people.whom import people_by_id, tell_people
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.tasks import ask_for, end_task, gathered, read_choice, signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_for_product, read_products
from language.people_picks import read_people_pick
from language.poll_drafts import hides_voters
from shop.consent import Purpose, allows
from shop.errors import Invalid
from shop.friends.circles import circles_of
from shop.friends.friendships import friends_of
from shop.questions.polls import RUNS_FOR, ask_friends, poll_results

_EVERYBODY, _CIRCLE = "everybody", "circle:"  # choices that are no friend's id
_YES_NO = ("Yes", "No")
_MOST_NAMED = 4  # friends with a button of their own


class ActionAskFriends(Proposer, ShopAction):
    """Puts a poll together, and sends it after a yes."""

    action_name = "action_ask_friends"
    needs_customer = True
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        if turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
        elif _can_ask(turn) and not _tells_of_votes(turn) and not _picks_people(turn):
            _go_on(turn, _take_in(turn, DRAFT.validate_python(gathered(turn, FLOW))))

    def confirm(self, turn: ActionTurn) -> None:
        draft = DRAFT.validate_python(gathered(turn, FLOW))
        turn.end_flow()
        reachable = {person.id for person in reachable_friends(turn)}
        invited = [id for id in draft.people if id in reachable]
        if not invited:
            turn.say("poll_nobody_left")
            return
        question, choices, product_ids = _write(turn, draft)
        with turn.store.read() as tx:
            runs_for = run_of(draft, tx.now)
        poll = ask_friends(
            turn.store, signed_in(turn), question, choices, invited, product_ids=product_ids, runs_for=runs_for
        )
        turn.show_poll(poll.id)
        turn.say(
            "poll_sent",
            values={
                "people": tell_people(people_by_id(turn, invited)),
                "count": len(invited),
                "until": tell_end(turn, poll.closes_at),
            },
            poll=make_poll_card(poll_results(turn.store, signed_in(turn), poll.id)),
            evidence=[poll.id],
        )

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("poll_not_sent")


def _can_ask(turn: ActionTurn) -> bool:
    """Say whether there is anybody to ask; if not, tell what is missing."""
    with turn.store.read() as tx:
        consents = allows(tx, signed_in(turn), Purpose.FRIENDS_SEE)
    if not consents:
        turn.say("poll_needs_consent", quick_replies=[quick_reply("Let friends see my things", "privacy_settings")])
    elif not reachable_friends(turn):
        friends = len(friends_of(turn.store, signed_in(turn)))
        offers = [] if friends or turn.mood == "angry" else [quick_reply("Add a friend", "add_friend")]
        turn.say("poll_nobody_to_ask", values={"friends": friends}, quick_replies=offers)
    else:
        return True
    end_task(turn, FLOW)
    return False


def _tells_of_votes(turn: ActionTurn) -> bool:
    """Say who sees the votes, and ask on, if the message would have them anonymous."""
    if not hides_voters(turn.text) or turn.flow != FLOW:
        return False
    turn.say("poll_not_anonymous")
    turn.ask_again()
    return True


def _picks_people(turn: ActionTurn) -> bool:
    """Go on with whom "only the ones who run" means, or ask on where nothing tells; False for other words."""
    pick = read_people_pick(turn.text) if turn.flow == FLOW else None
    if pick is None:
        return False
    draft = DRAFT.validate_python(gathered(turn, FLOW))
    among = [person for person in reachable_friends(turn) if person.id not in draft.without]
    picked = pick_people(turn, pick, among, draft.product_ids)
    if picked:
        _go_on(turn, replace(draft, people=tuple(person.id for person in picked)))
    else:
        turn.ask_again()
    return True


def _take_in(turn: ActionTurn, draft: PollDraft) -> PollDraft:
    """Add to the draft what the message says; a choice that it cannot have is told, and the draft stays as it is."""
    turn.entities = read_things_among(turn)
    if turn.flow == FLOW and (question := said_question(turn)) and draft.has_choices and draft.people:
        return replace(draft, question=question, closes_at=said_end(turn) or draft.closes_at)
    try:
        changed = change_choices(turn, draft) if turn.flow == FLOW else None
    except Invalid as error:
        turn.say("cannot_do", values={"why": str(error)})
        return draft
    return _read_wishes(turn, draft) if changed is None else changed


def _read_wishes(turn: ActionTurn, draft: PollDraft) -> PollDraft:
    """Return the draft with the things, people, question and end that the message gives."""
    people, without, missing = said_people(turn, draft)
    picked = read_choice(turn, FLOW) if turn.asking == "person" and not turn.all_entities("person") else None
    if picked is not None:
        people, missing = tuple(id for id in _picked_people(turn, picked) if id not in without), ()
    words = tuple(said_words(turn))
    mends = turn.asking == "confirm" and bool(people or said_end(turn) or said_question(turn))
    fresh = not draft.has_choices or bool(turn.entity("product")) or (turn.intent == FLOW and not mends)
    products = said_products(turn) if fresh else []
    question, choices = left_open(turn, products)
    words = words or choices
    return replace(
        draft,
        product_ids=tuple(products) or draft.product_ids,
        words=words or (() if len(products) > 1 else draft.words),
        people=people or tuple(id for id in draft.people if id not in without),
        without=without,
        missing=missing,
        question=said_question(turn) or question or draft.question,
        closes_at=said_end(turn) or draft.closes_at,
    )


def _picked_people(turn: ActionTurn, picked: str) -> list[str]:
    """Return the ids behind a choice of `_ask_whom`: everybody, a circle, or one friend."""
    reachable = [person.id for person in reachable_friends(turn)]
    if picked == _EVERYBODY:
        return reachable
    circles = {f"{_CIRCLE}{found.circle.id}": found.members for found in circles_of(turn.store, signed_in(turn))}
    wanted = {person.id for person in circles[picked]} if picked in circles else {picked}
    return [id for id in reachable if id in wanted]


def _go_on(turn: ActionTurn, draft: PollDraft) -> None:
    if draft.missing:
        turn.say("poll_cannot_ask", values={"people": join_names(draft.missing), "count": len(draft.missing)})
    if not draft.has_choices:
        ask_for_product(turn, FLOW, "poll_about_what", turn.memory.product_ids, _kept(draft))
    elif not draft.people:
        _ask_whom(turn, draft)
    else:
        _propose(turn, draft)


def _ask_whom(turn: ActionTurn, draft: PollDraft) -> None:
    friends = [person for person in reachable_friends(turn) if person.id not in draft.without]
    titles = {f"All {len(friends)} friends": _EVERYBODY} if len(friends) > 1 else {}
    for found in circles_of(turn.store, signed_in(turn)):
        members = [person.id for person in found.members if person in friends]
        if members:
            titles[found.circle.name] = f"{_CIRCLE}{found.circle.id}"
    titles |= {person.nickname: person.id for person in friends[:_MOST_NAMED]}
    ask_for(
        turn,
        FLOW,
        "person",
        "poll_whom",
        gathered=_kept(draft),
        choices=list(titles.values()),
        values={"count": len(friends), "people": tell_people(friends)},
        quick_replies=[
            quick_reply(title, "choose_option", ordinal=str(place)) for place, title in enumerate(titles, 1)
        ],
    )


def _propose(turn: ActionTurn, draft: PollDraft) -> None:
    question, choices, product_ids = _write(turn, draft)
    people = people_by_id(turn, draft.people)
    ask_for_yes(
        turn,
        FLOW,
        "shall_i_ask_friends",
        values={
            "question": question,
            "choices": " / ".join(choices),
            "people": tell_people(people),
            "count": len(people),
            "until": tell_end(turn, draft.closes_at) if draft.closes_at else "",
            "days": RUNS_FOR.days,
            "surprised": tell_people(people_by_id(turn, draft.without)),
            "surprised_count": len(draft.without),
        },
        products=make_product_cards(turn, list(product_ids or draft.product_ids)),
        quick_replies=yes_or_no("Send it", "Don't send"),
    )
    turn.memory.flow = _kept(draft)


def _write(turn: ActionTurn, draft: PollDraft) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the question, the choices, and the products that they stand for; () when they stand for none."""
    products = read_products(turn, draft.product_ids)
    about = products[0].title if len(products) == 1 else ""
    if draft.words:
        return draft.question or f"{about or 'Help me choose'}: which one?", draft.words, ()
    if about:
        return draft.question or f"Should I get this: {about}?", _YES_NO, ()
    titles = tuple(product.title for product in products)
    return draft.question or "Which one should I get?", titles, tuple(product.id for product in products)


def _kept(draft: PollDraft) -> dict[str, Any]:
    kept: dict[str, Any] = DRAFT.dump_python(replace(draft, missing=()), mode="json")
    return kept
