"""The shop's tables. A door that keeps records of its own adds tables beside these."""

import sqlalchemy as sa

from shop.activity import ActivityOptIn, Event, HiddenPurchase
from shop.api_keys import ApiKey
from shop.carts import Cart
from shop.catalogue import Product, Variant
from shop.consent import ConsentRecord
from shop.coupons import Coupon
from shop.customers import Customer, PaymentMethod
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship
from shop.idempotency import IdempotencyRecord
from shop.knowledge import Article
from shop.merchandising import MerchantRule, RuleBook
from shop.notifications import Notification
from shop.orders.records import AuditEntry, Order, Proposal
from shop.prices import Alert, PriceObservation
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.reviews import LostReviews, Review, ReviewLike
from shop.shares import Share
from shop.sql.tables import make_tables
from shop.wishlists import GiftPlan, WishlistItem

KINDS = (
    Product, Variant, Customer, PaymentMethod,
    FriendRequest, Friendship, Follow, Block, Circle, CircleMember, ConsentRecord,
    Review, LostReviews, ReviewLike, ProductQuestion, Answer, Poll, PollInvitation, Vote,
    Share, WishlistItem, GiftPlan, ActivityOptIn, HiddenPurchase, Event,
    Cart, Coupon, PriceObservation, Alert, Notification,
    Order, Proposal, AuditEntry, Article,
    MerchantRule, RuleBook, ApiKey, IdempotencyRecord,
)  # fmt: skip


def make_metadata() -> sa.MetaData:
    """Return a place for tables whose indexes and constraints are named the same on every database."""
    return sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})


metadata = make_metadata()
TABLES = make_tables(KINDS, metadata)
