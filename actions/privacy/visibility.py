"""Privacy: what others see of the shopper, told and changed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from actions.names import join_names
from actions.opinions.review_drafts import FLOW as REVIEW
from actions.opinions.write_review import ActionWriteReview
from actions.privacy.audience import audience_choices, read_audience
from actions.privacy.changes import (
    Change,
    Setting,
    carry_out,
    own_reviews,
    reverse,
    tell_changes,
    tell_states,
    with_consent,
)
from actions.privacy.one_person import ask_instead_of_one, hides_from_one, name_shown
from actions.privacy.telling import tell_audiences, tell_setting, tell_who_sees, tell_who_sees_wish
from actions.privacy.words import (
    PrivacyWish,
    change_audience,
    change_everything,
    just_wished,
    names_several,
    read_direction,
    read_privacy_wish,
    wishes_called,
)
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.shopper import read_sizes, tell_sizes
from actions.taking_back import note_set
from actions.tasks import ask_for, end_task, gathered, signed_in
from actions.turn import ActionTurn, ShopAction, ask_to_sign_in
from actions.which_product import ask_for_product, find_one_product
from language.audiences import read_said_asked, says_audience
from shop.activity import ActivityType
from shop.activity.feed import shown_activity
from shop.consent import Purpose, allows
from shop.customers import find_customer
from shop.purchases import purchases_of
from shop.reviews import Visibility
from shop.wishlists.gifts import wishlist_of

FLOW = "privacy"
_SHOWN_AS = {
    ActivityType.PURCHASED: "what you buy",
    ActivityType.REVIEWED: "your new reviews",
    ActivityType.WISHED: "your new wishes",
    ActivityType.FOLLOWED: "whom you follow",
}
_FROM_ONE = re.compile(r"\bfrom (?:her|him|them)\b", re.IGNORECASE)
_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
_CHANGES: TypeAdapter[list[Change]] = TypeAdapter(list[Change])


class ActionPrivacy(Proposer, ShopAction):
    """Shows what others see; changes visibility, consents and what friends are told of, after a yes."""

    action_name = "action_privacy"
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        if turn.asking != "text" and (said := read_said_asked(turn.text)):
            _tell_who_sees_said(turn, said)
        elif turn.customer_id is None:
            ask_to_sign_in(turn)
        elif turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
        elif turn.flow == REVIEW and turn.asking == "visibility":  # "only my friends" sounds like a setting
            ActionWriteReview().act(turn)
        else:
            self._tell_or_change(turn)

    def _tell_or_change(self, turn: ActionTurn) -> None:
        wish = self._go_on(turn) or read_privacy_wish(turn)
        turn.memory.audience_of = wish.subject.value if wish.subject and wish.subject is not Setting.PURCHASE else ""
        turn.memory.audience_product = wish.among[0] if wish.asks and wish.among else ""
        if wish.elsewhere:
            turn.say("privacy_not_here")
        elif wish.changes:
            _begin_change(turn, wish)
        elif wish.asks:
            _tell(turn, wish)
        elif wish.audience is not None:
            _ask_which(turn, wish)
        elif wish.subject in (Setting.REVIEWS, Setting.WISHES):
            _ask_audience(turn, wish.subject, *wish.among)
        elif wish.subject is Setting.PURCHASE:
            _ask_purchase(turn, on=read_direction(turn.text.lower()) or False)
        else:
            _show_or_explain(turn)

    def _go_on(self, turn: ActionTurn) -> PrivacyWish | None:
        """Take the answer to the open question; None when it is none."""
        known = gathered(turn, FLOW)
        if turn.asking == "confirm" and says_audience(turn.text) and (subjects := _audience_asked(known)):
            audience = read_audience(turn.store, signed_in(turn), turn.text)
            if audience is None:
                return None
            if len(subjects) > 1:
                return PrivacyWish(change_everything(turn, turn.text))
            subject = subjects.pop()
            return PrivacyWish((change_audience(subject, audience),), subject)
        if turn.asking == "visibility" and "subject" in known and not wishes_called(turn):
            subject, audience = Setting(known["subject"]), read_audience(turn.store, signed_in(turn), turn.text)
            change = change_audience(subject, audience, known.get("product_id")) if audience else None
            return PrivacyWish((change,), subject) if change else None
        product = find_one_product(turn, FLOW) if turn.asking == "product" else None
        if turn.asking == "product" and "change" in known and product is not None:
            change = replace(_CHANGE.validate_python(known["change"]), product_id=product.id)
            return PrivacyWish((change,), change.setting)
        if turn.asking == "product" and "on" in known:
            change = Change(Setting.PURCHASE, on=bool(known["on"]), product_id=product.id if product else None)
            return PrivacyWish((change,), Setting.PURCHASE) if product else None
        return None

    def confirm(self, turn: ActionTurn) -> None:
        changes = _CHANGES.validate_python(gathered(turn, FLOW).get("changes", []))
        turn.end_flow()
        back = reverse(turn, changes)
        carry_out(turn, changes)
        note_set(turn, back)
        turn.say("privacy_changed", values={"done": tell_states(turn, changes)})

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("privacy_unchanged")


def _audience_asked(known: Mapping[str, Any]) -> set[Setting]:
    """Return what all of it is proposed to be shown to somebody else, reviews and wishes; empty for nothing."""
    changes = _CHANGES.validate_python(known.get("changes", []))
    return {change.setting for change in changes if change.visibility is not None and change.product_id is None}


def _begin_change(turn: ActionTurn, wish: PrivacyWish) -> None:
    if _for_one_person(turn, wish):
        change = wish.changes[0]
        if hides_from_one(turn):
            ask_instead_of_one(turn, FLOW, change.setting, change.product_id)
        else:
            _explain_circles(turn)
        return
    if turn.all_entities("person"):
        turn.say("privacy_all_or_none")
    _propose(turn, with_consent(turn, wish.changes))


def _tell(turn: ActionTurn, wish: PrivacyWish) -> None:
    subject = Setting.PURCHASED if wish.subject is Setting.PURCHASE else wish.subject
    if subject is Setting.SIZES:
        _tell_sizes(turn)
    elif subject is None or subject is Setting.FRIENDS_SEE or names_several(turn.text):
        _show(turn)
    elif subject in (Setting.REVIEWS, Setting.WISHES):
        end_task(turn, FLOW)
        if not (wish.among and tell_who_sees_wish(turn, wish.among[0])):
            tell_who_sees(turn, subject)
    else:
        end_task(turn, FLOW)
        tell_setting(turn, [subject])


def _propose(turn: ActionTurn, changes: list[Change]) -> None:
    settings = {change.setting for change in changes}
    switches = all(change.visibility is None and change.product_id is None for change in changes)
    if switches and not reverse(turn, changes):
        end_task(turn, FLOW)
        tell_setting(turn, [change.setting for change in changes], already=True)
        return
    ask_for_yes(
        turn,
        FLOW,
        "shall_i_change_privacy",
        values={
            "changes": tell_changes(turn, changes),
            "private": any(change.setting is Setting.PROFILE and not change.on for change in changes),
            "ends_sharing": any(change.setting is Setting.FRIENDS_SEE and not change.on for change in changes),
            "consent_added": changes[0].setting is Setting.FRIENDS_SEE and changes[0].on and len(settings) > 1,
        },
        quick_replies=yes_or_no("Yes, change it", "No, leave it"),
    )
    turn.memory.flow = {"changes": _CHANGES.dump_python(changes, mode="json")}


def _ask_audience(turn: ActionTurn, subject: Setting, product_id: str | None = None) -> None:
    """Ask who may see all reviews or wishes, or, of the wishes, this product's."""
    if hides_from_one(turn):
        ask_instead_of_one(turn, FLOW, subject, product_id)
        return
    if turn.all_entities("person"):
        _explain_circles(turn)
    ask_for(
        turn,
        FLOW,
        "visibility",
        "who_may_see_it",
        gathered={"subject": subject.value, "product_id": product_id},
        values={"what": name_shown(turn, subject, product_id)},
        quick_replies=audience_choices(turn.store, signed_in(turn)),
    )


def _ask_which(turn: ActionTurn, wish: PrivacyWish) -> None:
    """Ask which review or wish shall get the audience that was said; or say that there is none."""
    assert wish.subject is not None  # noqa: S101 - an audience is of something
    assert wish.audience is not None  # noqa: S101
    what = "review" if wish.subject is Setting.REVIEWS else "wish"
    if not wish.among:
        end_task(turn, FLOW)
        turn.say("nothing_to_show", values={"what": what})
        return
    change = _CHANGE.dump_python(change_audience(wish.subject, wish.audience), mode="json")
    values = {"what": what, "audience": wish.audience.words}
    ask_for_product(turn, FLOW, "which_shown_to", wish.among, {"change": change}, **values)


def _ask_purchase(turn: ActionTurn, *, on: bool) -> None:
    with turn.store.read() as tx:
        received = list(dict.fromkeys(purchase.product_id for purchase in purchases_of(tx, [signed_in(turn)])))
    ask_for_product(turn, FLOW, "which_purchase", received, {"on": on}, hide=not on)


def _for_one_person(turn: ActionTurn, wish: PrivacyWish) -> bool:
    """Say whether something is to be for a person by name: that takes a circle."""
    return bool(turn.all_entities("person")) and any(
        change.visibility in (Visibility.ONLY_ME, Visibility.FRIENDS) for change in wish.changes
    )


def _explain_circles(turn: ActionTurn) -> None:
    titles = [reply.title for reply in audience_choices(turn.store, signed_in(turn))][2:-1]
    turn.say("privacy_takes_a_circle", values={"circles": join_names(titles)})


def _show_or_explain(turn: ActionTurn) -> None:
    """Say that nothing is kept from one person alone, "hide it from her"; else show the settings."""
    if turn.flow != FLOW and (turn.all_entities("person") or _FROM_ONE.search(turn.text)):
        if wished := just_wished(turn):  # "only Priya may see it"
            turn.memory.audience_of, turn.memory.audience_product = Setting.WISHES.value, wished
        _explain_circles(turn)
    else:
        _show(turn)


def _tell_who_sees_said(turn: ActionTurn, said: str) -> None:
    """Say who sees what friends were asked, or what is said here, and whether the assistant may learn from that."""
    if said in ("polls", "never"):
        turn.say("who_sees_polls" if said == "polls" else "nobody_sees_it")
        return
    with turn.store.read() as tx:
        learns = turn.customer_id is not None and allows(tx, turn.customer_id, Purpose.TRAIN)
    turn.say("who_sees_chats", values={"train": learns})


def _tell_sizes(turn: ActionTurn) -> None:
    """Say whether friends see the sizes of the profile, which takes both consents."""
    me = signed_in(turn)
    with turn.store.read() as tx:
        seen = all(allows(tx, me, purpose) for purpose in (Purpose.SIZES, Purpose.FRIENDS_SEE))
    change = quick_reply("Hide my sizes" if seen else "Let my friends see my sizes", "privacy_settings")
    turn.say("sizes_seen", values={"seen": seen, "sizes": tell_sizes(read_sizes(turn))}, quick_replies=[change])


def _show(turn: ActionTurn) -> None:
    me = signed_in(turn)
    end_task(turn, FLOW)
    customer, shown = find_customer(turn.store, me), shown_activity(turn.store, me)
    with turn.store.read() as tx:
        consents = {purpose: allows(tx, me, purpose) for purpose in Purpose}
    reviews, wishes = own_reviews(turn), wishlist_of(turn.store, me, me)
    turn.say(
        "privacy_overview",
        values={
            "private": customer.private,
            "nickname": customer.nickname,
            "reviews": len(reviews),
            "reviews_for": tell_audiences(turn, reviews),
            "wishes": len(wishes),
            "wishes_for": tell_audiences(turn, wishes),
            "sized": bool(customer.sizes),
            "told": join_names([words for type, words in _SHOWN_AS.items() if type in shown]),
            **{purpose.value: given for purpose, given in consents.items()},
            Purpose.SIZES.value: consents[Purpose.SIZES] and consents[Purpose.FRIENDS_SEE],
        },
        quick_replies=_offers(customer.private, consents, shown),
    )


def _offers(private: bool, consents: dict[Purpose, bool], shown: frozenset[ActivityType]) -> list[QuickReply]:
    titles = [
        "Make my profile public" if private else "Make my profile private",
        "Hide my purchases" if ActivityType.PURCHASED in shown else "Show my purchases to friends",
        "Stop sharing with friends" if consents[Purpose.FRIENDS_SEE] else "Let friends see my things",
        "Stop personalising" if consents[Purpose.PERSONALISE] else "Allow personalising",
    ]
    return [quick_reply(title, "privacy_settings") for title in titles]
