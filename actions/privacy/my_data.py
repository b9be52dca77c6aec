"""The shopper's data: a copy of it, and its erasure."""

import re
from collections.abc import Mapping
from typing import Any

from actions.context import current_app
from actions.links import Link
from actions.memory import Memory
from actions.names import join_names
from actions.opinions.taking_back import offer_removal, takes_back_review
from actions.people.circles import ends_circle
from actions.privacy.changes import Change, Setting, is_on, own_reviews
from actions.privacy.forgetting import offer_forgetting, speaks_of_chats
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.shopper import tell_sizes
from actions.tasks import ask_for, end_task, gathered, signed_in
from actions.turn import ActionTurn, ShopAction, ask_to_sign_in
from recommender.experiments.exposures import ERASED_BY
from shop.customers import find_customer
from shop.errors import Conflict
from shop.friends.friendships import friends_of
from shop.orders.lookup import LONGEST_LIST, find_orders
from shop.privacy.erasure import SETTLED, erase_me
from shop.privacy.export import count_my_data, export_my_data
from shop.shares import LIFETIMES, ShareKind, make_link
from shop.wishlists.gifts import wishlist_of

FLOW = "erase_data"
_WORD = "erase"  # what has to be written before anything is erased
_KEEP_REVIEWS = re.compile(r"\bkeep\b.*\breviews?\b|\breviews?\b.*\b(?:stay|keep)\b", re.IGNORECASE)
_ASKS_WHAT = re.compile(  # and no copy yet: "what do you know about me"
    r"^(?:(?:hi|hey|hello|so|ok|and|well|btw|hm+|but|wait)\W+)*(?:what|how much|which)\b.{0,30}?\b(?:do|have|did|are)"
    r" (?:you|u)\b.{0,20}?\b(?:know|remember|store|stored|storing|save|saved|saving|have|got|keep"
    r"|kept|keeping|hold|collect|collected)\b.{0,12}?\b(?:about|on|of) me\b",
    re.IGNORECASE,
)
_WANTS_COPY = re.compile(
    r"\b(?:copy|copies|file|files|send|sent|e?-?mail|download|dwnload|export|json|csv|pdf|zip|spreadsheet|hand|give|dump"
    r"|print\w*|article|gdpr)\b",
    re.IGNORECASE,
)
_COUNTED = {  # sections of the copy that shoppers know by name
    "orders": ("order", "orders"),
    "reviews": ("review", "reviews"),
    "wishlist": ("wish", "wishes"),
    "friends": ("friend", "friends"),
    "payment_methods": ("way to pay", "ways to pay"),
    "consents": ("entry on your consents", "entries on your consents"),
    "events": ("entry on what you looked at", "entries on what you looked at"),
}


class ActionExportData(Proposer, ShopAction):
    """Gives the shopper a link to a copy of their data, which only they can open, and says what is in it.

    Who only asks what the shop knows of them is told in a few sentences, and offered the copy.
    """

    action_name = "action_export_data"
    proposal = "offer:export_data"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if _ASKS_WHAT.match(turn.text) and not _WANTS_COPY.search(turn.text):
            self._tell_known(turn)
        else:
            self._give_copy(turn)

    def confirm(self, turn: ActionTurn) -> None:
        turn.end_flow()
        self._give_copy(turn)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("no_copy_then")

    def _tell_known(self, turn: ActionTurn) -> None:
        me = find_customer(turn.store, signed_in(turn))
        facts: dict[str, Any] = {
            "values": {
                "nickname": me.nickname,
                "town": me.address.city if me.address else "",
                "sizes": tell_sizes(me.sizes),
                "holds": _tell_counts(count_my_data(turn.store, me.id)),
                "personal": is_on(turn, me.id, Change(Setting.PERSONALISE)),
            }
        }
        own = quick_reply("Who sees what of mine?", "privacy_settings")
        if turn.flow == "none":
            buttons = [*yes_or_no("Yes, a copy", "No, thanks"), own]
            ask_for_yes(turn, "none", "what_is_known", proposal=self.proposal, quick_replies=buttons, **facts)
        else:  # inside a task yes and no are that task's
            turn.say("what_is_known", quick_replies=[quick_reply("Give me a copy", "export_data"), own], **facts)

    def _give_copy(self, turn: ActionTurn) -> None:
        me, app = signed_in(turn), current_app()
        copy = export_my_data(turn.store, me)
        counts = {name: len(section) for name, section in copy.items() if isinstance(section, list)}
        link = app.link(make_link(turn.store, app.secret, me, ShareKind.EXPORT, me))
        turn.say(
            "data_copy",
            values={"holds": _tell_counts(counts), "days": LIFETIMES[ShareKind.EXPORT].days},
            links=[Link("My data (JSON)", link)],
        )


class ActionEraseData(Proposer, ShopAction):
    """Erases the account, after the shopper has seen what goes and what stays, said yes, and written the word."""

    action_name = "action_erase_data"
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        if turn.flow != FLOW and ends_circle(turn, "none"):
            return
        if speaks_of_chats(turn.text) and turn.asking != "text":
            end_task(turn, FLOW)
            offer_forgetting(turn)
            return
        if turn.customer_id is None:
            ask_to_sign_in(turn)
            return
        known = gathered(turn, FLOW)
        if turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
        elif turn.flow != FLOW and takes_back_review(turn.text):
            offer_removal(turn)
        elif turn.flow == FLOW and turn.asking == "text":
            self._read_word(turn, keep=bool(known.get("keep_reviews")))
        else:
            keep = _KEEP_REVIEWS.search(turn.text) is not None or bool(known.get("keep_reviews"))
            self._explain(turn, keep=keep)

    def _explain(self, turn: ActionTurn, *, keep: bool) -> None:
        me = signed_in(turn)
        waiting = [order.id for order in find_orders(turn.store, me, limit=LONGEST_LIST) if order.status not in SETTLED]
        if waiting:
            turn.say("erase_later", values={"orders": join_names(waiting), "count": len(waiting)})
            return
        reviews = own_reviews(turn)
        keep_button = [quick_reply("Keep my reviews, without my name", "erase_data")] if reviews and not keep else []
        yes, no = yes_or_no("Go on", "No, keep my account")
        ask_for_yes(
            turn,
            FLOW,
            "shall_i_erase",
            values={
                "reviews": len(reviews),
                "wishes": len(wishlist_of(turn.store, me, me)),
                "friends": len(friends_of(turn.store, me)),
                "orders": len(find_orders(turn.store, me, limit=LONGEST_LIST)),
                "keep": keep and bool(reviews),
            },
            quick_replies=[yes, *keep_button, no],
        )
        turn.memory.flow = {"keep_reviews": keep}

    def confirm(self, turn: ActionTurn) -> None:
        """The first yes: ask for the word. A slip of the thumb, or a yes meant for something else, erases nothing."""
        ask_for(
            turn,
            FLOW,
            "text",
            "write_the_word_to_erase",
            gathered=gathered(turn, FLOW),
            values={"word": _WORD.upper()},
            quick_replies=[quick_reply("No, keep my account", "deny")],
        )

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("nothing_erased")

    def _read_word(self, turn: ActionTurn, *, keep: bool) -> None:
        if turn.text.strip(" .!\"'“”").casefold() != _WORD:
            turn.end_flow()
            turn.say("word_not_written", values={"word": _WORD.upper()})
            return
        kept = [review.product_id for review in own_reviews(turn)] if keep else []
        turn.memory.suspended.clear()  # other tasks have no owner any more
        turn.end_flow()
        try:
            erased = erase_me(turn.store, signed_in(turn), keep_reviews_of=kept, further=ERASED_BY)
        except Conflict as error:
            turn.say("cannot_do", values={"why": str(error)})
            return
        turn.memory = Memory()
        turn.focus("")
        turn.say("erased", values={"orders": erased.orders, "reviews": erased.reviews})


def _tell_counts(counts: Mapping[str, int]) -> str:
    """Return "3 orders, 1 review and 4 friends"; "" when there is nothing to count."""
    told = [(counts.get(name, 0), words) for name, words in _COUNTED.items()]
    return join_names([f"{count} {one if count == 1 else many}" for count, (one, many) in told if count], most=7)
