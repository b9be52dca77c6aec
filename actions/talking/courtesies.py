"""Hello, goodbye and what people say in between: words that ask for nothing from the shop."""

import re

from actions.names import join_names
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.resolve import find_product_meant
from actions.shopper import read_shopper
from actions.talking.complaints import ActionHandleComplaint
from actions.talking.hand_off import HUMAN
from actions.turn import ActionTurn, ShopAction
from language.feelings import tells_sorrow
from shop.activity import EventName
from shop.catalogue import find_product
from shop.friends.requests import requests_for
from shop.orders.records import Order

_TOPICS = (
    ("joke", r"\bjokes?\b|make me laugh|something funny|entertain me"),
    ("how_are_you", r"how(?:'s| is|re| are| r)? ?(?:it going|you|u|ya|life|things)\b|\bu ok\b|are you ok|sleep"),
    ("about_me", r"\b(?:your|you|u|ur)\b.*\b(?:age|old|live|from|born|name|hobb\w+|favou?rite|sign|like|married|eat)\b"
                 r"|\bhow old\b|what age|where do you|do you (?:have|like|love|dream)"),
    ("weather", r"\bweather|rain(?:ing)?\b|sunny|snow(?:ing)?|\bhot\b|\bcold\b|freezing"),
    ("wishes", r"\bhappy (?:holidays|new year|easter|birthday)|merry|have a (?:nice|good|great)|good luck"),
    ("tired", r"\btired|bored|exhausted|long day|stress|bad day|sad\b|lonely"),
)  # fmt: skip
_ASKS_WHERE = re.compile(r"\b(?:can|could|may|where|how|want|like)\b.*\b(?:feedback|rate|suggestions?|opinion)\b")


class ActionGreet(ShopAction):
    """Says hello, by name if it can; tells newcomers what it does, and others what waits for them."""

    action_name = "action_greet"

    def act(self, turn: ActionTurn) -> None:
        if turn.customer_id is None:
            turn.say("hello_guest", quick_replies=_starts(turn))
            return
        with turn.store.read() as tx:
            new = tx.count(Order, customer_id=turn.customer_id) == 0
        hello = "hello_new_customer" if new else "hello_customer"
        turn.say(hello, values={"name": _nickname(turn)}, quick_replies=_starts(turn))
        if turn.mood != "angry":
            _tell_what_waits(turn, turn.customer_id)


class ActionSayGoodbye(ShopAction):
    """Says goodbye."""

    action_name = "action_say_goodbye"

    def act(self, turn: ActionTurn) -> None:
        turn.say("goodbye", values={"name": _nickname(turn), "unfinished": turn.flow != "none"})


class ActionSayWelcome(ShopAction):
    """Takes thanks."""

    action_name = "action_say_welcome"

    def act(self, turn: ActionTurn) -> None:
        turn.say("you_are_welcome")


class ActionSayIAmABot(ShopAction):
    """Says honestly what it is."""

    action_name = "action_say_i_am_a_bot"

    def act(self, turn: ActionTurn) -> None:
        turn.say("i_am_a_bot", quick_replies=(HUMAN,))


class ActionSmallTalk(ShopAction):
    """Chats for a sentence, without claiming to be or feel anything."""

    action_name = "action_small_talk"

    def act(self, turn: ActionTurn) -> None:
        text = turn.text.lower()
        if tells_sorrow(text):
            turn.say("small_talk_sorrow")
            return
        topic = next((topic for topic, pattern in _TOPICS if re.search(pattern, text)), "anything")
        turn.say(f"small_talk_{topic}")


class ActionTakeFeedback(ShopAction):
    """Takes an opinion on the assistant or the site: it stays with the conversation, as evidence of the reply."""

    action_name = "action_take_feedback"

    def act(self, turn: ActionTurn) -> None:
        if ":" not in turn.text and _ASKS_WHERE.search(turn.text.lower()):
            turn.say("invite_feedback")
            return
        unhappy = turn.sentiment.get("polarity", 0.0) < 0
        turn.say("feedback_taken", values={"unhappy": unhappy}, evidence=[f"feedback: {turn.text}"])


_SARCASM = re.compile(
    r"\b(?:just|oh) (?:great|wonderful|brilliant|perfect|fantastic|lovely|super)\b|\bgreat that (?:nobody|no ?one)\b"
    r"|\bwhat a (?:wonderful|great|lovely) (?:shop|service)\b.*\d|\d+ (?:days|weeks)\b.*\bwhat a\b|\bnobody tells\b",
    re.IGNORECASE,
)


class ActionTakeCompliment(ShopAction):
    """Takes praise; for a product, shows where others can read it too."""

    action_name = "action_take_compliment"

    def act(self, turn: ActionTurn) -> None:
        if _SARCASM.search(turn.text) or turn.mood in ("angry", "annoyed"):
            ActionHandleComplaint().act(turn)
            return
        product_id = find_product_meant(turn) if turn.entity("product") else None
        if product_id is None:
            turn.say("compliment_taken")
            return
        title = find_product(turn.store, product_id).product.title
        turn.focus(product_id)
        turn.record(EventName.LIKE, product_id)
        turn.say(
            "compliment_to_product",
            values={"product": title},
            quick_replies=(quick_reply("Write a review", "write_review", product=title),),
        )


def _tell_what_waits(turn: ActionTurn, customer_id: str) -> None:
    received = requests_for(turn.store, customer_id).received
    if received:
        people = join_names([request.nickname for request in received])
        turn.say(
            "friend_requests_wait",
            values={"people": people, "count": len(received)},
            quick_replies=(quick_reply("See friend requests", "accept_friend"),),
        )


def _starts(turn: ActionTurn) -> tuple[QuickReply, ...]:
    """Return first steps; none while a task is open or the shopper is angry."""
    if turn.flow != "none" or turn.mood == "angry":
        return ()
    if turn.customer_id is None:
        return (quick_reply("Find a gift", "recommend_gift"), quick_reply("What can you do?", "help"))
    return (
        quick_reply("Something for me", "recommend_for_me"),
        quick_reply("Find a gift", "recommend_gift"),
        quick_reply("Where is my order?", "track_order"),
    )


def _nickname(turn: ActionTurn) -> str:
    customer = read_shopper(turn)
    return customer.nickname if customer else ""
