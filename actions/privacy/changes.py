"""What can be set about who sees what: each change with its words, and how it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from actions.names import join_names
from actions.privacy.audience import Audience
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from shop.activity import ActivityType, HiddenPurchase
from shop.activity.feed import hide_activity, hide_purchase, show_activity, shown_activity, unhide_purchase
from shop.consent import Purpose, allows, grant_consent, withdraw_consent
from shop.customers import Customer, update_customer
from shop.ids import pair_id
from shop.reviews import Review, Visibility
from shop.reviews.reading import LONGEST_PAGE, SeenReview, reviews_by
from shop.reviews.writing import show_review_to
from shop.wishlists import WishlistItem
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import show_wish_to

SOURCE = "chat"  # where a consent was given, as it is recorded
_MOST_TOLD = 6  # changes


class Setting(StrEnum):
    """What a shopper can change. The first group is on or off, the second has an audience."""

    PROFILE = "profile"  # on: strangers can find it
    FRIENDS_SEE = "friends_see"
    PERSONALISE = "personalise"
    TRAIN = "train"
    SIZES = "sizes"  # those of the profile
    PURCHASED = "purchased"
    REVIEWED = "reviewed"
    WISHED = "wished"
    FOLLOWED = "followed"
    PURCHASE = "purchase"  # one of them
    REVIEWS = "reviews"
    WISHES = "wishes"


_PURPOSES = {
    Setting.FRIENDS_SEE: Purpose.FRIENDS_SEE,
    Setting.PERSONALISE: Purpose.PERSONALISE,
    Setting.TRAIN: Purpose.TRAIN,
    Setting.SIZES: Purpose.SIZES,
}
_ACTIVITIES = {
    Setting.PURCHASED: ActivityType.PURCHASED,
    Setting.REVIEWED: ActivityType.REVIEWED,
    Setting.WISHED: ActivityType.WISHED,
    Setting.FOLLOWED: ActivityType.FOLLOWED,
}
ACTIVITIES = tuple(_ACTIVITIES)
_WORDS = {  # to switch on, to switch off
    Setting.PROFILE: ("make your profile public", "make your profile private"),
    Setting.FRIENDS_SEE: ("let your friends see what you share with them", "stop sharing anything with friends"),
    Setting.PERSONALISE: (
        "let what you and your friends do choose what you are shown",
        "stop personalising what you are shown",
    ),
    Setting.TRAIN: ("let your messages teach the assistant", "stop using your messages to teach the assistant"),
    Setting.SIZES: ("show friends the sizes in your profile", "hide your sizes from friends"),
    Setting.PURCHASED: ("show friends what you buy", "hide what you buy from friends"),
    Setting.REVIEWED: ("tell friends of your new reviews", "stop telling friends of your new reviews"),
    Setting.WISHED: ("tell friends of new wishes", "stop telling friends of new wishes"),
    Setting.FOLLOWED: ("show friends whom you follow", "hide whom you follow from friends"),
}

_STATES = {  # once it is on, once it is off
    Setting.PROFILE: ("your profile is public", "your profile is private"),
    Setting.FRIENDS_SEE: ("your friends see what you share with them", "nothing is shared with friends"),
    Setting.PERSONALISE: (
        "what you and your friends do chooses what you are shown",
        "what you are shown is not personalised",
    ),
    Setting.TRAIN: ("your messages teach the assistant", "your messages don't teach the assistant"),
    Setting.SIZES: ("friends see your sizes", "friends don't see your sizes"),
    Setting.PURCHASED: ("friends see what you buy", "friends don't see what you buy"),
    Setting.REVIEWED: ("friends are told of your new reviews", "friends aren't told of your new reviews"),
    Setting.WISHED: ("friends are told of new wishes", "friends aren't told of new wishes"),
    Setting.FOLLOWED: ("friends see whom you follow", "friends don't see whom you follow"),
}


@dataclass(frozen=True)
class Change:
    """One change. `visibility` is for reviews and wishes, `on` for the rest; a product narrows it to that one."""

    setting: Setting
    on: bool = False
    visibility: Visibility | None = None
    circle_id: str | None = None
    circle: str = ""
    product_id: str | None = None

    @property
    def for_friends(self) -> bool:
        """Whether it shows something to friends, which needs the consent to be seen by them."""
        shown = (Visibility.FRIENDS, Visibility.CIRCLE)
        return (self.on and self.setting in (*ACTIVITIES, Setting.PURCHASE, Setting.SIZES)) or self.visibility in shown


def tell_changes(turn: ActionTurn, changes: Sequence[Change]) -> str:
    """Return what completes "I'll": "make your profile private and hide what you buy from friends"."""
    return join_names([_tell(turn, change) for change in changes], most=_MOST_TOLD)


def tell_states(turn: ActionTurn, changes: Sequence[Change]) -> str:
    """Return what holds once they are made: "your profile is private and friends don't see what you buy"."""
    return join_names([_tell_state(turn, change) for change in changes], most=_MOST_TOLD)


def with_consent(turn: ActionTurn, changes: Sequence[Change]) -> list[Change]:
    """Return the changes, with the consent to be seen by friends before those that need it, where it is not given."""
    if not any(change.for_friends for change in changes):
        return list(changes)
    with turn.store.read() as tx:
        consents = allows(tx, signed_in(turn), Purpose.FRIENDS_SEE)
    said = any(change.setting is Setting.FRIENDS_SEE for change in changes)
    return list(changes) if consents or said else [Change(Setting.FRIENDS_SEE, on=True), *changes]


def carry_out(turn: ActionTurn, changes: Iterable[Change]) -> None:
    """Make the changes, in their order."""
    for change in changes:
        _carry_out(turn, signed_in(turn), change)


def reverse(turn: ActionTurn, changes: Iterable[Change]) -> list[Change]:
    """Return the changes that take these back, to be asked before they are made; what they leave as it is, is not in.

    Those of reviews and wishes are one for each.
    """
    return [back for change in changes for back in _reverse(turn, signed_in(turn), change)]


def own_reviews(turn: ActionTurn) -> list[SeenReview]:
    """Return all that the shopper has reviewed."""
    me = signed_in(turn)
    found: list[SeenReview] = []
    after: str | None = None
    while True:
        page = reviews_by(turn.store, me, me, limit=LONGEST_PAGE, after=after)
        found += page.reviews
        after = page.next
        if after is None:
            return found


def is_on(turn: ActionTurn, me: str, change: Change) -> bool:
    """Say how it is set now."""
    if change.setting in _ACTIVITIES:
        return _ACTIVITIES[change.setting] in shown_activity(turn.store, me)
    with turn.store.read() as tx:
        if change.setting in _PURPOSES:
            return allows(tx, me, _PURPOSES[change.setting])
        if change.setting is Setting.PURCHASE:
            return tx.get(HiddenPurchase, pair_id(me, change.product_id or "")) is None
        customer = tx.get(Customer, me)
        return customer is not None and not customer.private


def _carry_out(turn: ActionTurn, me: str, change: Change) -> None:
    store, setting = turn.store, change.setting
    if setting in _PURPOSES:
        consent = grant_consent if change.on else withdraw_consent
        consent(store, me, _PURPOSES[setting], source=SOURCE)
    elif setting in _ACTIVITIES:
        (show_activity if change.on else hide_activity)(store, me, _ACTIVITIES[setting])
    elif setting is Setting.PROFILE:
        update_customer(store, me, private=not change.on)
    elif setting is Setting.PURCHASE and change.product_id is not None:
        (unhide_purchase if change.on else hide_purchase)(store, me, change.product_id)
    elif change.visibility is not None:
        show = show_review_to if setting is Setting.REVIEWS else show_wish_to
        for product_id in _product_ids(turn, me, change):
            show(store, me, product_id, change.visibility, change.circle_id)


def _reverse(turn: ActionTurn, me: str, change: Change) -> list[Change]:
    if change.visibility is not None:
        return _reverse_audience(turn, me, change)
    was = is_on(turn, me, change)
    return [replace(change, on=was)] if was != change.on else []


def _reverse_audience(turn: ActionTurn, me: str, change: Change) -> list[Change]:
    own: list[Review] | list[WishlistItem]
    with turn.store.read() as tx:
        reviews = change.setting is Setting.REVIEWS
        own = tx.find(Review, author_id=me) if reviews else tx.find(WishlistItem, customer_id=me)
    new = (change.visibility, change.circle_id)
    return [
        Change(change.setting, visibility=one.visibility, circle_id=one.circle_id, product_id=one.product_id)
        for one in own
        if change.product_id in (None, one.product_id) and (one.visibility, one.circle_id) != new
    ]


def _product_ids(turn: ActionTurn, me: str, change: Change) -> list[str]:
    if change.setting is Setting.REVIEWS:
        ids = [review.product_id for review in own_reviews(turn)]
    else:
        ids = [wish.product_id for wish in wishlist_of(turn.store, me, me)]
    return [id for id in ids if change.product_id in (None, id)]


def _tell(turn: ActionTurn, change: Change) -> str:
    if change.setting in _WORDS:
        return _WORDS[change.setting][0 if change.on else 1]
    if change.setting is Setting.PURCHASE:
        show = "show friends" if change.on else "hide from friends"
        return f"{show} that you bought {_title(turn, change)}"
    return f"show {_name_shown(turn, change)} to {_audience(change)}"


def _tell_state(turn: ActionTurn, change: Change) -> str:
    if change.setting in _STATES:
        return _STATES[change.setting][0 if change.on else 1]
    if change.setting is Setting.PURCHASE:
        can = "can" if change.on else "can't"
        return f"friends {can} see that you bought {_title(turn, change)}"
    shown = _name_shown(turn, change)
    return f"{shown} {'are' if shown == 'all your reviews' else 'is'} for {_audience(change)}"


def _name_shown(turn: ActionTurn, change: Change) -> str:
    what, whole = (
        ("review", "all your reviews") if change.setting is Setting.REVIEWS else ("wish", "your whole wishlist")
    )
    title = _title(turn, change)
    return f"your {what} of {title}" if title else whole


def _title(turn: ActionTurn, change: Change) -> str:
    products = read_products(turn, [change.product_id]) if change.product_id else []
    return products[0].title if products else ""


def _audience(change: Change) -> str:
    return Audience(change.visibility or Visibility.ONLY_ME, change.circle_id, change.circle).words
