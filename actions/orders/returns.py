"""Sending pieces of a delivered order back for their money."""

from actions.names import join_names
from actions.orders.changes import Draft, OrderChange
from actions.orders.coming_back import answers_of_coming_back
from actions.orders.payment_choice import PaymentQuestion, choose_method
from actions.orders.piece_choice import choose_pieces
from actions.orders.return_label import tell_label_cost
from actions.orders.states import now_of, refuse
from actions.turn import ActionTurn
from shop.customers import PaymentKind, payment_methods_of
from shop.orders.amounts import original_method_id
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.orders.requests import ReturnItems
from shop.orders.rules import check_status, check_window
from shop.orders.wording import describe

_NOWHERE = "The way this order was paid is no longer in your account, and there is no gift card to refund it to."


class ActionReturnOrder(OrderChange):
    """Returns pieces of a delivered order; the refund goes where it was paid from, or to a gift card."""

    action_name = "action_return_order"
    proposal = "return_order"
    buttons = ("Yes, return it", "No, keep it")

    def act(self, turn: ActionTurn) -> None:
        if not answers_of_coming_back(turn, self.proposal):
            super().act(turn)

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.DELIVERED, "returned")
        check_window(order, now_of(turn), "returned")

    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> ReturnItems | None:
        positions = choose_pieces(turn, self.proposal, "which_items_return_order", draft, order, by_colour=True)
        if not positions:
            return None
        every = payment_methods_of(turn.store, order.customer_id)
        original = original_method_id(order)
        suitable = [
            method
            for method in every
            if method.id == original or (method.kind is PaymentKind.GIFT_CARD and method.currency == order.currency)
        ]
        if not suitable:
            refuse(turn, self.proposal, order, _NOWHERE)
            return None
        pieces = list(dict.fromkeys(_name(order.items[place]) for place in positions))
        values = {"number": order.id, "pieces": join_names(pieces)}
        question = PaymentQuestion(self.proposal, "which_refund", every, suitable, values)
        method = choose_method(turn, question, draft.payment_method_id, draft.write())
        if method is None:
            return None
        draft.payment_method_id = method.id
        return ReturnItems(order.id, tuple(order.items[place].variant_id for place in positions), method.id)

    def foretell(self, turn: ActionTurn, draft: Draft) -> None:
        tell_label_cost(turn, draft.order_id, draft.reason, "label_off_refund", positions=draft.positions)


def _name(item: OrderItem) -> str:
    return describe(item.title, item.options)
