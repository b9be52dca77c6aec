"""When something went wrong with an order: what came broken, wrong or incomplete, and what has not come."""

import re
from dataclasses import asdict, dataclass, field, fields

from actions.order_cards import make_order_card
from actions.orders.changes import Draft
from actions.orders.choice import OrderQuestion, choose_order
from actions.orders.exchanges import ActionExchangeOrder
from actions.orders.piece_choice import choose_pieces
from actions.orders.returns import ActionReturnOrder
from actions.orders.states import LOST, is_open, now_of, state_of, tell_date
from actions.orders.tracking import tell_late
from actions.orders.troubles import OUR_FAULTS, match_kind
from actions.orders.warranty import came_too_late, is_for_warranty, tell_other_time, tell_warranty
from actions.orders.why_refused import explain_refusal
from actions.quick_replies import numbered, quick_reply
from actions.reference.named_orders import names_order
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.talking.goodwill import DAYS, PERCENT, give_coupon, may_have_coupon
from actions.talking.hand_off import HUMAN, hand_over, offer_human
from actions.talking.policy_answers import answer_policy
from actions.tasks import ask_for, end_task, gathered, leave_on_no, read_choice, signed_in
from actions.turn import ActionTurn, ShopAction
from language.faults import tells_late_fault
from language.order_wishes import looked_around, wants_sent_again
from language.ways_out import read_way_out
from shop.errors import Conflict, ShopError
from shop.orders.lookup import LONGEST_LIST, find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.wording import describe

FLOW = "report_problem"
_LATE = re.compile(
    r"\b(late|overdue|delayed?|still (?:not|nothing|waiting)|not (?:here|come|arrived)|(?:hasn'?t|has not|never) "
    r"(?:arrived|come|got|shown)|never got|lost|supposed to|should have (?:been|come|arrived))\b",
    re.IGNORECASE,
)
_WHAT_NOW = re.compile(
    r"^(?:(?:and|so|ok|well|hm+|but|alright)\W+)*(?:what (?:now|next|can|do|shall|should|happens|if it)\b|now what"
    r"|and (?:now|then)\b)"
    r"|\bif (?:it|they)(?:'?s|'?re| is| are)? (?:never|lost|gone|do)",
    re.IGNORECASE,
)
_QUESTIONS = (
    ("It is damaged", "damaged"),
    ("It does not work", "faulty"),
    ("It is the wrong thing", "wrong"),
    ("Something is missing", "missing"),
    ("It does not fit", "unfit"),
)
_OF_LOOKS = frozenset({"wrong", "unfit"})
_AT_ONCE = frozenset({"missing", "wrong"})
_OF_IT = re.compile(r"\b(?:it|this|that|they|these|those|them)\b", re.IGNORECASE)
_WAYS = {
    "return": "Send it back for a refund",
    "exchange": "Exchange it",
    "coupon": f"Keep it, with {PERCENT}% off the next order",
    "human": "Talk to a human",
}


@dataclass
class Report:
    """What is known of the problem so far."""

    order_id: str = ""
    kind: str = ""  # late, one of KINDS, or "other"
    positions: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, turn: ActionTurn) -> "Report":
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in gathered(turn, FLOW).items() if name in known})


class ActionReportProblem(ShopAction):
    """Finds out what happened to which pieces, and offers what can be done about it."""

    action_name = "action_report_problem"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if leave_on_no(turn, FLOW) or explain_refusal(turn):
            return
        note_own_things(turn)
        report = _read_report(turn)
        report.kind = "late" if turn.intent == "report_late" else report.kind or _read_kind(turn)
        late = report.kind == "late"
        if late and _goes_on(turn):
            report.order_id = report.order_id or turn.memory.told.order_id
        order = choose_order(turn, _question(turn, report), report.order_id, asdict(report))
        if order is None:
            return
        if order.id != report.order_id:
            report = Report(order.id, report.kind)
        turn.memory.order_id = order.id
        if late:
            if turn.flow in (FLOW, "none"):
                turn.end_flow()  # and back to what was wrong with another order
            if _WHAT_NOW.search(turn.text) or (is_open(order) and wants_sent_again(turn.text)):
                answer_policy(turn, "ask_shipping", LOST.title)
            else:
                tell_late(turn, order)
        elif self._find_pieces(turn, report, order) and self._find_kind(turn, report):
            self._offer(turn, report, order)

    def _find_pieces(self, turn: ActionTurn, report: Report, order: Order) -> bool:
        draft = Draft(order_id=order.id, positions=report.positions)
        report.positions = list(choose_pieces(turn, FLOW, "which_items_report_problem", draft, order, by_colour=True))
        if not report.positions:
            turn.memory.flow = asdict(report)
        return bool(report.positions)

    def _find_kind(self, turn: ActionTurn, report: Report) -> bool:
        """Say whether it is known what happened; else it is asked for."""
        if turn.flow == FLOW and turn.asking == "reason":
            report.kind = match_kind(turn.entity("reason") or turn.text) or "other"
        if report.kind:
            return True
        ask_for(
            turn,
            FLOW,
            "reason",
            "what_happened",
            gathered=asdict(report),
            quick_replies=[quick_reply(title, "inform", reason=kind) for title, kind in _QUESTIONS],
        )
        return False

    def _offer(self, turn: ActionTurn, report: Report, order: Order) -> None:
        """Offer the ways out that this order has; or go the one that is chosen."""
        if is_for_warranty(turn, order, report.kind):
            tell_warranty(turn, FLOW, order, _name_pieces(order, report))
            return
        ways = _ways(turn, order, report.kind)
        asked = turn.flow == FLOW and turn.asking == "choice"
        chosen = _read_way(turn, report.kind) if asked else None
        if chosen in ways:
            _go(turn, chosen, report, order)
            return
        if turn.intent == "report_damaged" and came_too_late(turn, order):
            tell_other_time(turn, order, _name_pieces(order, report))
        if asked and ways == ["human"] and chosen is not None:
            _go(turn, "human", report, order)  # there is no other way
            return
        told = match_kind(turn.text) if asked else ""
        again = asked and told in ("", report.kind)
        if again and ways == ["human"]:
            end_task(turn, FLOW)
            offer_human(turn, "offer_human", evidence=[order.id])
            return
        report.kind = told or report.kind
        ask_for(
            turn,
            FLOW,
            "choice",
            "problem_which_way" if again else f"problem_{report.kind}",
            gathered=asdict(report),
            choices=ways,
            values={
                "number": order.id,
                "pieces": _name_pieces(order, report),
                "ways": ways,
                "offered": [_WAYS[way] for way in ways],
                "refused": _WAYS[chosen] if chosen else "",
                "percent": PERCENT,
            },
            orders=[make_order_card(order)],
            quick_replies=numbered([_WAYS[way] for way in ways]),
            evidence=[order.id],
        )


def _read_report(turn: ActionTurn) -> Report:
    """Return what is known of the trouble that is told; one with another order waits until this one is settled."""
    report = Report.read(turn)
    if turn.flow != FLOW:
        return report
    named = any(turn.entity(name) for name in ("order_id", "product", "product_type"))  # a place is a button's
    orders = find_orders_meant(turn) if named else []
    meant = [order.id for order in orders]
    for task in turn.memory.suspended:
        if task.flow == FLOW and task.gathered.get("order_id") in meant and report.order_id not in meant:
            turn.bring_back(task)  # "first the kettle"
            return Report.read(turn)
    if report.order_id and named and not meant and tells_late_fault(turn.text):
        turn.set_aside()  # "the zip of the jacket I got last year broke", which is in no order
        return Report()
    another = bool(report.order_id and meant) and report.order_id not in meant
    if another and turn.asking == "choice" and turn.intent not in ("report_late", "report_damaged"):
        turn.set_aside()  # "boots first", "I want my money back for the boots"
        return Report(kind="late" if all(map(is_open, orders)) else "")
    if turn.intent not in ("report_late", "report_damaged"):
        return report
    if another:
        turn.set_aside()
        return Report()
    begins_anew = report.kind and (report.kind == "late") != (turn.intent == "report_late")
    return Report(report.order_id) if begins_anew else report


def _goes_on(turn: ActionTurn) -> bool:
    """Say whether it is of the late order that was just told of: "the neighbours don't have it", "what now"."""
    follows = looked_around(turn.text) or wants_sent_again(turn.text) or _WHAT_NOW.search(turn.text) is not None
    return follows and not names_order(turn)


def _name_pieces(order: Order, report: Report) -> list[str]:
    items = [order.items[place] for place in report.positions]
    return list(dict.fromkeys(describe(item.title, item.options) for item in items))


def _question(turn: ActionTurn, report: Report) -> OrderQuestion:
    """Return what is asked: when no order is named, late is what is under way, and anything else what has come.

    What was missing or wrong shows at once: what came long ago counts only where nothing came lately.
    """
    late, known = report.kind == "late", bool(report.order_id)
    orders = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
    named = known or names_order(turn) or _OF_IT.search(turn.text) is not None
    only_open = late and not (known or names_order(turn)) and any(is_open(order) for order in orders)
    meant = find_orders_meant(turn) if names_order(turn) else orders
    aged = [order for order in meant if _has_come(order) and not came_too_late(turn, order)]
    only_come = not late and not named and any(order.status is OrderStatus.DELIVERED for order in orders)

    now = now_of(turn)
    lately = [order for order in orders if state_of(order, now) == "delivered"] if report.kind in _AT_ONCE else []

    def check(order: Order) -> None:
        unsent = order.status in (OrderStatus.PENDING, OrderStatus.ITEMS_MODIFIED)
        asked_anew = not late and turn.flow != FLOW
        too_late = asked_anew and (bool(aged) or not _has_come(order)) and came_too_late(turn, order)
        long_ago = bool(lately) and not named and order not in lately
        beside = (
            too_late
            or long_ago
            or (only_open and not is_open(order))
            or (only_come and order.status is not OrderStatus.DELIVERED)
        )
        if order.status is OrderStatus.CANCELLED or (unsent and not late) or beside:
            raise Conflict(f"Order {order.id} is {order.status.value}.")

    beside = "" if late else "not_among_delivered"
    return OrderQuestion(FLOW, check, "which_order_report_problem", "no_order_report_problem", beside)


def _has_come(order: Order) -> bool:
    return order.status is OrderStatus.DELIVERED


def _read_kind(turn: ActionTurn) -> str:
    found = match_kind(turn.text)
    return "late" if not found and turn.intent != "report_damaged" and _LATE.search(turn.text) else found


def _ways(turn: ActionTurn, order: Order, kind: str) -> list[str]:
    """Return what can be done about a problem with this order, a human always; first an exchange for what fits."""
    changes = {"return": ActionReturnOrder(), "exchange": ActionExchangeOrder()}
    ways = [way for way, change in changes.items() if _allows(turn, change, order)]
    received = [OrderStatus.DELIVERED, OrderStatus.PROCESSED]
    ours = kind in OUR_FAULTS
    coupon = ["coupon"] if ours and order.status in received and may_have_coupon(turn, order) else []
    return [*(ways if ours else reversed(ways)), *coupon, "human"]


def _allows(turn: ActionTurn, change: ActionReturnOrder | ActionExchangeOrder, order: Order) -> bool:
    try:
        change.check(turn, order)
    except ShopError:
        return False
    return True


def _read_way(turn: ActionTurn, kind: str) -> str | None:
    """Return the way out that the message takes: in words, else by its place in the list; None for none.

    "First the boots" is no first button; what should have come instead is another colour or size.
    """
    said = read_way_out(turn.text)
    if said in _WAYS:
        return said
    if turn.entity("product") or turn.entity("product_type"):
        return None
    another = kind in _OF_LOOKS and (turn.entity("colour") or turn.entity("size"))  # "i ordered blue"
    return read_choice(turn, FLOW) or ("exchange" if another else None)


def _go(turn: ActionTurn, way: str, report: Report, order: Order) -> None:
    end_task(turn, FLOW)
    draft = Draft(order_id=order.id, positions=report.positions, reason=report.kind)
    if way == "return":
        ActionReturnOrder().start(turn, draft)
    elif way == "exchange":
        ActionExchangeOrder().start(turn, draft)
    elif way == "coupon":
        _give(turn, report, order)
    else:
        hand_over(turn)


def _give(turn: ActionTurn, report: Report, order: Order) -> None:
    coupon = give_coupon(turn, order, report.kind)
    if coupon is None:
        turn.say("no_coupon_now", quick_replies=[HUMAN])
        return
    turn.say(
        "coupon_for_trouble",
        values={"code": coupon.id, "percent": PERCENT, "days": DAYS, "until": tell_date(coupon.expires_at.date())},
        quick_replies=[HUMAN],
        evidence=[order.id, coupon.id],
    )
