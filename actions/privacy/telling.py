"""How one thing is set, told to who asks for that alone: who sees the wishlist, whether suggestions are personal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from actions.names import join_names
from actions.privacy.audience import Audience, find_audience
from actions.privacy.changes import Change, Setting, is_on, own_reviews, tell_states
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import read_products
from shop.access import Person
from shop.consent import Purpose, allows
from shop.errors import NotFound
from shop.friends.circles import CircleWithMembers, circles_of
from shop.reviews import Visibility
from shop.reviews.reading import LONGEST_PAGE, SeenReview, reviews_by
from shop.wishlists.gifts import SeenWish, wishlist_of

_TOGGLES = {  # to switch off, to switch on
    Setting.PERSONALISE: ("Stop personalising", "Allow personalising"),
    Setting.TRAIN: ("Don't learn from my messages", "Learn from my messages"),
    Setting.PURCHASED: ("Hide my purchases", "Show my purchases to friends"),
    Setting.PROFILE: ("Make my profile private", "Make my profile public"),
}


def tell_audiences(turn: ActionTurn, shown: Iterable[SeenReview | SeenWish]) -> str:
    """Return "3 for everybody and 1 for your circle “climbing” (Ana and Jo)", of reviews or wishes of the shopper."""
    counts = Counter((one.visibility, one.circle_id) for one in shown if one.visibility is not None)
    levels = list(Visibility)
    ranked = sorted(counts, key=lambda one: (levels.index(one[0]), one[1] or ""))
    circles = {one.circle.id: _tell_circle(one) for one in circles_of(turn.store, signed_in(turn))}
    words = {level: Audience(level).words for level in levels}
    return join_names(
        [f"{counts[level, id]} for {circles.get(id or '', words[level])}" for level, id in ranked], most=10
    )


def _tell_circle(one: CircleWithMembers) -> str:
    people = join_names([person.nickname for person in one.members])
    return f"your circle “{one.circle.name}” ({people or 'nobody is in it'})"


def tell_who_sees(turn: ActionTurn, subject: Setting) -> None:
    """Say who may see the reviews or the wishes, and how many of them somebody who is named does."""
    me, reviews = signed_in(turn), subject is Setting.REVIEWS
    own = own_reviews(turn) if reviews else wishlist_of(turn.store, me, me)
    with turn.store.read() as tx:
        consents = allows(tx, me, Purpose.FRIENDS_SEE)
    named = [person for name in turn.all_entities("person") for person in find_people_named(turn, name)]
    what = "reviews" if reviews else "wishes"
    turn.say(
        "who_sees_it",
        values={
            "what": what,
            "count": len(own),
            "audiences": tell_audiences(turn, own),
            "friends_see": consents,
            "who": named[0].nickname if named else "",
            "seen": _count_seen(turn, named[0], reviews=reviews) if named else 0,
        },
        quick_replies=[quick_reply(f"Show my {what} {to}", "privacy_settings") for to in ("to friends", "only to me")]
        if own
        else [],
    )


def tell_who_sees_wish(turn: ActionTurn, product_id: str) -> bool:
    """Say who may see the wish of this product; return False, with nothing said, where there is none."""
    me = signed_in(turn)
    wish = next((one for one in wishlist_of(turn.store, me, me) if one.product_id == product_id), None)
    products = read_products(turn, [product_id])
    if wish is None or not products:
        return False
    audience = find_audience(turn.store, me, wish.visibility or Visibility.ONLY_ME, wish.circle_id)
    with turn.store.read() as tx:
        consents = allows(tx, me, Purpose.FRIENDS_SEE)
    hidden = not consents and audience.visibility in (Visibility.FRIENDS, Visibility.CIRCLE)
    turn.say("who_sees_wish", values={"title": products[0].title, "audience": audience.words, "hidden": hidden})
    return True


def tell_setting(turn: ActionTurn, settings: Sequence[Setting], *, already: bool = False) -> None:
    """Say how these are set, which are on or off; `already` says that it was wanted so."""
    states = [Change(setting, on=is_on(turn, signed_in(turn), Change(setting))) for setting in settings]
    titles = [_TOGGLES[each.setting][0 if each.on else 1] for each in states if each.setting in _TOGGLES]
    turn.say(
        "privacy_as_it_is",
        values={"state": tell_states(turn, states), "already": already},
        quick_replies=[quick_reply(title, "privacy_settings") for title in [*titles, "My privacy"]],
    )


def _count_seen(turn: ActionTurn, person: Person, *, reviews: bool) -> int:
    try:
        if reviews:
            return len(reviews_by(turn.store, person.id, signed_in(turn), limit=LONGEST_PAGE).reviews)
        return len(wishlist_of(turn.store, person.id, signed_in(turn)))
    except NotFound:
        return 0
