"""Friend requests: which ones wait, and what becomes of them."""

from collections.abc import Mapping, Sequence

from actions.names import join_names
from actions.people.answers import Answer, Answers, read_answers
from actions.people.whom import said_names
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import match_nickname
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from shop.friends.requests import (
    WaitingRequest,
    WaitingRequests,
    accept_friend_request,
    decline_friend_request,
    requests_for,
    withdraw_friend_request,
)

_MOST_BUTTONS = 2  # people with buttons of their own
_MOST_LISTED = 10


class ActionAcceptFriend(ShopAction):
    """Lists the requests that wait; accepts, declines or takes back those that the shopper names."""

    action_name = "action_accept_friend"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        requests = requests_for(turn.store, signed_in(turn))
        received = {request.id: request.nickname for request in requests.received}
        names = said_names(turn, self.action_name)
        answers = read_answers(turn.text, received, names)
        if answers.verb is Answer.WITHDRAW and not answers.by_id:  # "cancel Otto's request" is a no to Otto
            _withdraw(turn, requests, names)
            return
        chosen = answers.by_id or _only_one(turn, answers, received, names)
        if chosen:
            _carry_out(turn, requests.received, chosen)
            if answers.condition and Answer.ACCEPT in chosen.values():
                turn.say("friends_see_alike", quick_replies=[quick_reply("Who sees what?", "privacy_settings")])
        else:
            _list(turn, requests, names)


def show_requests_of(turn: ActionTurn, names: list[str]) -> bool:
    """Say that these people have asked to be friends; return False, with nothing said, where none of them has."""
    requests = requests_for(turn.store, signed_in(turn))
    received = {request.id: request.nickname for request in requests.received}
    if not any(match_nickname(name, received) for name in names):
        return False
    _list(turn, requests, names)
    return True


def _only_one(turn: ActionTurn, answers: Answers, received: dict[str, str], names: list[str]) -> dict[str, Answer]:
    """Return the answer to who is named beside the words, by a button, else to the only one, or the one spoken of."""
    if answers.verb is None:
        return {}
    if names:
        meant = [id for name in names for id in match_nickname(name, received)]
    elif len(received) == 1:
        meant = list(received)
    else:
        meant = [id for id in received if id.startswith(f"{turn.memory.person_id}~")]
    return dict.fromkeys(meant, answers.verb)


def _carry_out(turn: ActionTurn, received: Sequence[WaitingRequest], chosen: Mapping[str, Answer]) -> None:
    accepted: list[str] = []
    declined: list[str] = []
    for request in received:
        if request.id not in chosen:
            continue
        turn.memory.person_id = request.person_id
        if chosen[request.id] is Answer.ACCEPT:
            accept_friend_request(turn.store, signed_in(turn), request.id)
            accepted.append(request.nickname)
        else:
            decline_friend_request(turn.store, signed_in(turn), request.id)
            declined.append(request.nickname)
    turn.say(
        "requests_answered",
        values={"accepted": join_names(accepted), "declined": join_names(declined), "count": len(accepted)},
        quick_replies=_next_steps(turn, accepted),
    )


def _withdraw(turn: ActionTurn, requests: WaitingRequests, names: list[str]) -> None:
    sent = {request.id: request.nickname for request in requests.sent}
    ids = [id for name in names for id in match_nickname(name, sent)] if names else list(sent)
    if not ids or (not names and len(ids) > 1):
        turn.say(
            "which_request_to_withdraw",
            values={"sent": join_names(list(sent.values()))},
            quick_replies=[
                quick_reply(f"Take back the one to {nickname}", "accept_friend", person=nickname)
                for nickname in list(sent.values())[:_MOST_BUTTONS]
            ],
        )
        return
    for id in ids:
        withdraw_friend_request(turn.store, signed_in(turn), id)
    turn.say("request_withdrawn", values={"people": join_names([sent[id] for id in ids])})


def _list(turn: ActionTurn, requests: WaitingRequests, names: list[str]) -> None:
    received = {request.id: request.nickname for request in requests.received}
    named = [id for name in names for id in match_nickname(name, received)]
    shown = [request for request in requests.received if request.id in named] or requests.received[:_MOST_LISTED]
    turn.show("people")
    turn.memory.person_ids = [request.person_id for request in shown]
    if len(shown) == 1:
        turn.memory.person_id = shown[0].person_id
    turn.say(
        "friend_requests",
        values={
            "said": join_names(names) if names and not named else "",
            "count": len(requests.received),
            "people": join_names([_tell(request) for request in shown]),
            "sent": join_names([request.nickname for request in requests.sent]),
        },
        quick_replies=_buttons(shown),
    )


def _tell(request: WaitingRequest) -> str:
    return f"{request.nickname} (“{request.message}”)" if request.message else request.nickname


def _buttons(shown: Sequence[WaitingRequest]) -> list[QuickReply]:
    return [
        quick_reply(f"{word} {request.nickname}", "accept_friend", person=request.nickname)
        for request in shown[:_MOST_BUTTONS]
        for word in ("Accept", "Decline")
    ]


def _next_steps(turn: ActionTurn, accepted: list[str]) -> list[QuickReply]:
    if turn.mood == "angry" or len(accepted) != 1:
        return []
    return [quick_reply(f"What is {accepted[0]} up to?", "friend_activity", person=accepted[0])]
