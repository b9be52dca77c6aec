"""The small shop with a circle of friends around Maya.

Friends who consent: Ana, Kofi, Ben, and Priya ("Pri", private). Eve is a friend who does not consent. Omar and Lena
(private) are strangers. On the Cloudline 2: Ana 5, Kofi 5, Ben 2 (sponsored), Eve 1 for friends, Omar 3 for all.
"""

from typing import Any

from actions.context import App, use_app, use_shelf
from retrieval.build import open_shelf
from shop.activity import ActivityType
from shop.activity.feed import show_activity
from shop.consent import Purpose, grant_consent
from shop.customers import Customer, add_customer
from shop.friends.requests import ask_friend
from shop.orders.records import OrderStatus
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import Clock, add_order, befriend, open_shop
from tests.actions.talk import Talk
from tests.fakes.encoder import WordEncoder

FRIENDS = Visibility.FRIENDS
APP = App("https://shop.example", "a secret of more than sixteen characters")


def open_social_shop(clock: Clock | None = None) -> Store:
    """Return the shop of the first lines; the app that makes links and the shelf are there, too."""
    use_app(APP)
    store = open_shop(clock)
    for id, nickname in (("kofi", "Kofi"), ("ben", "Ben"), ("eve", "Eve")):
        add_customer(store, Customer(id, f"{nickname} Surname", nickname, f"{id}@example.com"))
    for id in ("kofi", "ben"):
        befriend(store, "maya", id)
    ask_friend(store, "maya", "eve")
    ask_friend(store, "eve", "maya")
    review(store, "kofi", "cloudline", 5, "Great fit, and light. My feet are happy.")
    review(store, "ben", "cloudline", 2, "The fit is odd, too narrow for me.", sponsored=True)
    review(store, "eve", "cloudline", 1, "Hidden from you.", visibility=FRIENDS)
    use_shelf(open_shelf(store, WordEncoder()))
    return store


def review(store: Store, author: str, product: str, rating: int, text: str = "", **how: Any) -> None:
    write_review(store, author, product, rating=rating, text=text, **how)


def show_all(store: Store, customer_id: str) -> None:
    """Let friends see everything that this customer does."""
    grant_consent(store, customer_id, Purpose.FRIENDS_SEE, source="test")
    for type in ActivityType:
        show_activity(store, customer_id, type)


def deliver(store: Store, customer_id: str, variant_id: str, *, days_ago: int = 10, **fields: object) -> None:
    number = f"#W{abs(hash((customer_id, variant_id))) % 10**8:08}"
    add_order(store, number, customer_id, variant_id, status=OrderStatus.DELIVERED, days_ago=days_ago, **fields)


def maya(store: Store | None = None, **slots: Any) -> Talk:
    return Talk(store or open_social_shop(), "maya", slots=dict(slots))


def guest(store: Store | None = None) -> Talk:
    return Talk(store or open_social_shop(), guest_id="guest_1")
