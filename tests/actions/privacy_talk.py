"""Talks on privacy, and what they changed."""

from shop.consent import Purpose, allows
from shop.reviews import Visibility
from shop.reviews.reading import reviews_by
from shop.store import Store
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.social_shop import open_social_shop, review
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]


def privacy(talk: Talk, text: str, entities: Entities = [], *, intent: str = "privacy_settings") -> Answered:  # noqa: B006
    return talk.hear("action_privacy", text, intent=intent, entities=entities)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def consents(store: Store, purpose: Purpose) -> bool:
    with store.read() as tx:
        return allows(tx, "maya", purpose)


def open_own_shop() -> Store:
    """The social shop, where Maya has a review and a wish for everybody and a received kettle."""
    store = open_social_shop()
    review(store, "maya", "mug", 4, "Good.", visibility=Visibility.PUBLIC)
    add_to_wishlist(store, "maya", "tempo", visibility=Visibility.PUBLIC)
    return store


def audiences(store: Store) -> tuple[Visibility | None, Visibility | None]:
    (mine,) = reviews_by(store, "maya", "maya").reviews
    (wish,) = wishlist_of(store, "maya", "maya")
    return mine.visibility, wish.visibility
