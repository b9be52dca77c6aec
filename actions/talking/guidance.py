"""What the assistant can do, and what to say when it cannot, or did not understand."""

from actions.context import current_shelf
from actions.finding.refined_search import change_list
from actions.finding.refining import takes_back
from actions.finding.search import search_anew
from actions.people.circles import ends_circle
from actions.quick_replies import QuickReply, quick_reply
from actions.talking.hand_off import HUMAN, offer_human
from actions.tasks import name_task
from actions.turn import ActionTurn, ShopAction
from language.fishing import seeks_others_data

# What a shopper who wanted this would say, as a button
_TITLES = {
    "search_product": "Find a product",
    "refine_search": "Change what you showed",
    "recommend_for_me": "Suggest something for me",
    "recommend_gift": "Find a gift",
    "find_similar": "Show something similar",
    "explain_recommendation": "Why did you show me this?",
    "reject_suggestion": "Show others",
    "compare_products": "Compare products",
    "product_details": "Tell me more about it",
    "ask_product_question": "Ask about a product",
    "check_stock": "Is it in stock?",
    "ask_size_advice": "Which size fits me?",
    "friends_reviews": "What do my friends say?",
    "read_reviews": "Show me reviews",
    "who_bought": "Which friends have it?",
    "ask_friends": "Ask my friends",
    "share_product": "Share it",
    "friend_activity": "What are my friends up to?",
    "add_friend": "Add a friend",
    "accept_friend": "See friend requests",
    "block_person": "Block somebody",
    "privacy_settings": "My privacy",
    "export_data": "Get my data",
    "erase_data": "Delete my data",
    "write_review": "Write a review",
    "rate_product": "Rate a product",
    "like_review": "Like a review",
    "add_to_wishlist": "Put it on my wishlist",
    "show_wishlist": "Show my wishlist",
    "add_to_cart": "Put it in my cart",
    "change_cart": "Change my cart",
    "remove_from_cart": "Take it out of my cart",
    "view_cart": "Show my cart",
    "checkout": "Pay",
    "apply_coupon": "Use a coupon",
    "track_order": "Where is my order?",
    "cancel_order": "Cancel an order",
    "change_address": "Change an address",
    "change_items": "Change an order's items",
    "change_payment": "Pay another way",
    "return_order": "Return something",
    "exchange_order": "Exchange something",
    "refund_status": "Where is my refund?",
    "set_alert": "Tell me when it changes",
    "ask_shipping": "Ask about delivery",
    "ask_returns": "Ask about returns",
    "ask_payment": "Ask about paying",
    "report_damaged": "Something came broken",
    "report_late": "My order is late",
    "help": "What can you do?",
    "complain": "Make a complaint",
    "give_feedback": "Give feedback",
}
_BEST_GUESSES = 2


class ActionHelp(ShopAction):
    """Says what it can do; inside a task, how to go on and how to get out."""

    action_name = "action_help"

    def act(self, turn: ActionTurn) -> None:
        if turn.flow != "none":
            turn.say("help_in_task", values={"task": name_task(turn.flow)}, quick_replies=(HUMAN,))
        else:
            known = turn.customer_id is not None
            turn.say("help", values={"known": known}, quick_replies=(*_offers(known=known), HUMAN))


class ActionOutOfScope(ShopAction):
    """Says that this is nothing it can help with, and what is; the second time in a row it offers a human."""

    action_name = "action_out_of_scope"
    understood = False

    def act(self, turn: ActionTurn) -> None:
        if _is_plain(turn):
            return
        if seeks_others_data(turn.text):
            _keep_others_data(turn)
            return
        again = turn.failures > 0
        _count_failure(turn)
        if again:
            offer_human(turn, "out_of_scope_again")
        else:
            turn.say("out_of_scope", quick_replies=() if turn.flow != "none" else _offers(known=bool(turn.customer_id)))


class ActionNotUnderstood(ShopAction):
    """Asks to say it differently, with the two best guesses as buttons; the second time in a row it offers a human."""

    action_name = "action_not_understood"
    understood = False

    def act(self, turn: ActionTurn) -> None:
        if _is_plain(turn):
            return
        again = turn.failures > 0
        _count_failure(turn)
        guesses = _guess(turn)
        if again:
            offer_human(turn, "not_understood_again")
        else:
            turn.say("not_understood", values={"guesses": len(guesses)}, quick_replies=guesses)


def _is_plain(turn: ActionTurn) -> bool:
    """Do what the words say without an intent: take a change of the list back, show a department; return whether."""
    if turn.flow != "none":
        return False
    if takes_back(turn):
        change_list(turn)
    elif current_shelf().names_department(turn.text):
        search_anew(turn)
    elif not ends_circle(turn, "none"):
        return False
    turn.set_slot("failures", "0")
    return True


def _keep_others_data(turn: ActionTurn) -> None:
    """Say that nothing of other shoppers is told but what they share, and offer to show what that is."""
    turn.set_slot("failures", "0")
    offers = [quick_reply(_TITLES[intent], intent) for intent in ("friend_activity", "privacy_settings")]
    turn.say("not_others_data", quick_replies=offers if turn.customer_id and turn.flow == "none" else ())


def _count_failure(turn: ActionTurn) -> None:
    turn.set_slot("failures", str(min(turn.failures + 1, 2)))


def _guess(turn: ActionTurn) -> tuple[QuickReply, ...]:
    """Return buttons for what the message most likely means, with what was understood of it."""
    values: dict[str, str] = {}
    for entity in turn.entities:
        if not entity.role:  # a button cannot say roles
            values.setdefault(entity.name, entity.value)
    likely = [intent for intent in turn.guesses if intent in _TITLES][:_BEST_GUESSES]
    return tuple(quick_reply(_TITLES[intent], intent, **values) for intent in likely)


def _offers(*, known: bool) -> tuple[QuickReply, ...]:
    intents = ("recommend_for_me", "recommend_gift", "track_order") if known else ("recommend_gift", "ask_shipping")
    return tuple(quick_reply(_TITLES[intent], intent) for intent in intents)
