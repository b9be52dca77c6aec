"""Reviews: one each, verified by orders, listed and counted as their viewer may read them."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import Invalid, NotAllowed, NotFound
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.follows import follow_person
from shop.orders.records import OrderStatus
from shop.reviews import Review, ReviewLike, Visibility
from shop.reviews.likes import like_review, unlike_review
from shop.reviews.reading import (
    ReviewSort,
    find_review,
    rating_summaries,
    rating_summary,
    reviews_by,
    reviews_of_product,
)
from shop.reviews.writing import remove_review, show_review_to, write_review
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, deliver, withdraw

CROWD = ("ana", "ben", "cem", "dee", "eva")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> MemoryStore:
    store = MemoryStore(clock)
    add_people(store, *CROWD)
    add_products(store, "kettle", "pan")
    return store


def authors(store: Store, viewer: str | None, sort: ReviewSort = ReviewSort.FRIENDS_FIRST) -> list[str]:
    page = reviews_of_product(store, viewer, "kettle", sort=sort)
    return [str(review.author_id) for review in page.reviews]


def test_writing_again_edits_the_review_and_keeps_its_id_date_and_likes(town: MemoryStore, clock: Clock) -> None:
    first = write_review(town, "ana", "kettle", rating=2, text="Leaks.\r\n")
    like_review(town, "ben", first.id)
    clock.pass_by(timedelta(days=1))
    second = write_review(town, "ana", "kettle", rating=4, text="They sent a new one.")
    assert (second.id, second.written_at, second.edited_at) == (first.id, first.written_at, clock.now)
    [seen] = reviews_of_product(town, "ben", "kettle").reviews
    assert (seen.text, seen.rating, seen.likes, seen.edited_at) == ("They sent a new one.", 4, 1, clock.now)


@pytest.mark.parametrize(
    ("status", "verified"),
    [
        (OrderStatus.PENDING, False),
        (OrderStatus.ITEMS_MODIFIED, False),
        (OrderStatus.PROCESSED, False),
        (OrderStatus.CANCELLED, False),
        (OrderStatus.DELIVERED, True),
        (OrderStatus.RETURN_REQUESTED, True),
        (OrderStatus.EXCHANGE_REQUESTED, True),
    ],
)
def test_verified_means_received_here(town: MemoryStore, status: OrderStatus, verified: bool) -> None:
    deliver(town, "ana", "kettle", status=status)
    deliver(town, "ana", "pan", status=OrderStatus.DELIVERED, number="#other")
    assert write_review(town, "ana", "kettle", rating=5).verified is verified
    assert not write_review(town, "ben", "kettle", rating=5).verified


def test_a_present_for_somebody_else_verifies_nothing(town: MemoryStore) -> None:
    deliver(town, "ana", "kettle", gift_for="ben")
    plan_gift(town, "ana", add_to_wishlist(town, "ben", "pan", visibility=Visibility.PUBLIC).id)
    deliver(town, "ana", "pan")
    assert not write_review(town, "ana", "kettle", rating=5).verified
    assert not write_review(town, "ana", "pan", rating=5).verified


@pytest.mark.parametrize("rating", [0, 6, -1, True, 4.5, "5", None])
def test_a_rating_is_a_whole_number_from_1_to_5(town: MemoryStore, rating: int) -> None:
    with pytest.raises(Invalid, match="1 to 5"):
        write_review(town, "ana", "kettle", rating=rating)


@pytest.mark.parametrize("text", ["x" * 5001, "a\x00b", "\x1b[31m", "\ud800"])
def test_a_text_that_cannot_be_kept_is_refused(town: MemoryStore, text: str) -> None:
    with pytest.raises(Invalid, match="text"):
        write_review(town, "ana", "kettle", rating=5, text=text)
    assert write_review(town, "ana", "kettle", rating=5, text="é" * 5000).text == "é" * 5000


def test_a_review_needs_a_product_an_author_and_a_fitting_circle(town: MemoryStore) -> None:
    with pytest.raises(NotFound, match="product 'pot'"):
        write_review(town, "ana", "pot", rating=5)
    with pytest.raises(NotFound, match="person 'nobody'"):
        write_review(town, "nobody", "kettle", rating=5)
    with pytest.raises(Invalid, match="needs one of your circles"):
        write_review(town, "ana", "kettle", rating=5, visibility=Visibility.CIRCLE)
    with pytest.raises(Invalid, match="'circle' only"):
        write_review(town, "ana", "kettle", rating=5, circle_id="crew")


def test_visibility_changes_from_the_next_request_on(town: MemoryStore) -> None:
    write_review(town, "ana", "kettle", rating=5)
    assert authors(town, None) == ["ana"]
    show_review_to(town, "ana", "kettle", Visibility.ONLY_ME)
    assert authors(town, None) == authors(town, "ben") == []
    assert authors(town, "ana") == ["ana"]
    assert find_review(town, "ana", "kettle~ana").visibility is Visibility.ONLY_ME
    with pytest.raises(NotFound):
        show_review_to(town, "ben", "kettle", Visibility.PUBLIC)


def test_a_removed_review_is_gone_with_its_likes(store: Store) -> None:
    add_people(store, "ana", "ben")
    add_products(store, "kettle")
    like_review(store, "ben", write_review(store, "ana", "kettle", rating=5).id)
    remove_review(store, "ana", "kettle")
    with store.read() as tx:
        assert tx.count(Review) == tx.count(ReviewLike) == 0
    with pytest.raises(NotFound):
        remove_review(store, "ana", "kettle")


def test_one_likes_once_what_one_can_read_and_not_ones_own(town: MemoryStore) -> None:
    review = write_review(town, "ana", "kettle", rating=5)
    for _ in range(2):
        like_review(town, "ben", review.id)
    assert find_review(town, "ben", review.id).likes == 1
    assert find_review(town, "ben", review.id).liked
    assert not find_review(town, None, review.id).liked
    with pytest.raises(NotAllowed):
        like_review(town, "ana", review.id)
    unlike_review(town, "ben", review.id)
    unlike_review(town, "ben", review.id)
    assert find_review(town, "ben", review.id).likes == 0
    show_review_to(town, "ana", "kettle", Visibility.FRIENDS)
    for missing in (review.id, "kettle~nobody"):
        with pytest.raises(NotFound, match=missing):
            like_review(town, "ben", missing)


def test_likes_across_a_block_are_not_counted_for_either(town: MemoryStore) -> None:
    review = write_review(town, "ana", "kettle", rating=5)
    like_review(town, "ben", review.id)
    block_person(town, "cem", "ben")
    assert [find_review(town, viewer, review.id).likes for viewer in ("ana", "cem", None)] == [1, 0, 1]


def test_friends_come_first_then_followed_reviewers_then_the_newest(town: MemoryStore, clock: Clock) -> None:
    for author in CROWD:
        write_review(town, author, "kettle", rating=3)
        clock.pass_by(timedelta(hours=1))
    befriend(town, "eva", "ana", "dee")
    follow_person(town, "eva", "ben")
    consent(town, "ana")
    assert authors(town, "eva") == ["ana", "ben", "eva", "dee", "cem"]
    assert authors(town, None) == ["eva", "dee", "cem", "ben", "ana"]
    flags = {r.author_id: (r.friend, r.followed, r.mine) for r in reviews_of_product(town, "eva", "kettle").reviews}
    assert flags["ana"] == (True, False, False)
    assert flags["ben"] == (False, True, False)
    assert flags["dee"] == (False, False, False), "a friend who does not consent is like any stranger"
    assert flags["eva"] == (False, False, True)
    withdraw(town, "ana")
    assert authors(town, "eva") == ["ben", "eva", "dee", "cem", "ana"]


def test_each_sort_puts_its_own_first(town: MemoryStore, clock: Clock) -> None:
    for author, rating in zip(CROWD, (3, 5, 1, 5, 2), strict=True):
        write_review(town, author, "kettle", rating=rating)
        clock.pass_by(timedelta(hours=1))
    for fan in ("ana", "ben"):
        like_review(town, fan, "kettle~cem")
    like_review(town, "ben", "kettle~ana")
    assert authors(town, None, ReviewSort.NEWEST) == ["eva", "dee", "cem", "ben", "ana"]
    assert authors(town, None, ReviewSort.HIGHEST) == ["dee", "ben", "ana", "eva", "cem"]
    assert authors(town, None, ReviewSort.LOWEST) == ["cem", "eva", "ana", "dee", "ben"]
    assert authors(town, None, ReviewSort.MOST_LIKED) == ["cem", "ana", "eva", "dee", "ben"]


@pytest.mark.parametrize("sort", ReviewSort)
def test_pages_join_to_the_whole_even_when_the_last_seen_review_vanishes(town: MemoryStore, sort: ReviewSort) -> None:
    people = [f"p{number:02}" for number in range(25)]
    add_people(town, *people)
    for number, author in enumerate(people):
        write_review(town, author, "kettle", rating=1 + number % 5)
    whole = [r.id for r in reviews_of_product(town, "ana", "kettle", sort=sort, limit=100).reviews]
    first = reviews_of_product(town, "ana", "kettle", sort=sort, limit=10)
    remove_review(town, first.reviews[-1].id.split("~")[1], "kettle")
    second = reviews_of_product(town, "ana", "kettle", sort=sort, limit=10, after=first.next)
    third = reviews_of_product(town, "ana", "kettle", sort=sort, limit=10, after=second.next)
    assert [r.id for page in (first, second, third) for r in page.reviews] == whole
    assert third.next is None


def test_a_page_is_asked_for_properly(town: MemoryStore) -> None:
    for limit in (0, 101):
        with pytest.raises(Invalid, match="1 to 100"):
            reviews_of_product(town, None, "kettle", limit=limit)
    with pytest.raises(NotFound):
        reviews_of_product(town, None, "pot")
    with pytest.raises(NotFound):
        reviews_by(town, None, "nobody")


@given(st.text())
def test_any_cursor_is_read_or_refused(after: str) -> None:
    store = MemoryStore()
    add_products(store, "kettle")
    with suppress(Invalid):
        assert reviews_of_product(store, None, "kettle", after=after).reviews == ()


def test_the_rating_is_of_what_its_viewer_may_read(town: MemoryStore) -> None:
    befriend(town, "ana", "ben")
    consent(town, "ben")
    deliver(town, "cem", "kettle")
    write_review(town, "cem", "kettle", rating=5)
    write_review(town, "ben", "kettle", rating=1, visibility=Visibility.FRIENDS)
    assert rating_summary(town, None, "kettle").stars == (0, 0, 0, 0, 1)
    assert rating_summary(town, None, "kettle").verified == 1
    assert (rating_summary(town, "ana", "kettle").count, rating_summary(town, "ana", "kettle").average) == (2, 3.0)
    assert rating_summary(town, "ana", "pan") == rating_summary(town, None, "pan")
    assert rating_summary(town, None, "pan").average is None
    assert rating_summaries(town, "ana", ["pan", "kettle"])["kettle"].count == 2


@pytest.mark.parametrize("viewer", [None, "ana", "ben", "cem"])
def test_the_rating_comes_to_what_the_viewer_reads(store: Store, viewer: str | None) -> None:
    """Ana and Ben are friends, Cem is in Ana's circle, Dan has blocked Ana, Eva is a friend who does not consent."""
    people = {"ana": 5, "ben": 1, "cem": 4, "dan": 2, "eva": 3}
    add_people(store, *people)
    consent(store, "ana", "ben", "cem")
    befriend(store, "ana", "ben", "cem", "eva")
    block_person(store, "dan", "ana")
    circle = make_circle(store, "ana", "close")
    add_to_circle(store, "ana", circle.id, "cem")
    audiences = [*((one, None) for one in Visibility if one is not Visibility.CIRCLE), (Visibility.CIRCLE, circle.id)]
    products = [f"{visibility}-thing" for visibility, _ in audiences]
    add_products(store, *products)
    for product_id, (visibility, circle_id) in zip(products, audiences, strict=True):
        for author, stars in people.items():
            own = circle_id if author == "ana" or circle_id is None else make_circle(store, author, product_id).id
            write_review(store, author, product_id, rating=stars, visibility=visibility, circle_id=own)
    for product_id, told in rating_summaries(store, viewer, products).items():
        read = [review.rating for review in reviews_of_product(store, viewer, product_id).reviews]
        assert told.stars == tuple(read.count(stars) for stars in range(1, 6)), product_id
        assert (told.count, told.average) == (len(read), sum(read) / len(read) if read else None), product_id


def test_the_stars_of_a_hidden_review_cannot_be_subtracted_from_what_a_viewer_is_given(town: MemoryStore) -> None:
    write_review(town, "ben", "kettle", rating=1)
    write_review(town, "cem", "kettle", rating=5)
    block_person(town, "ben", "ana")
    seen, rating = reviews_of_product(town, "ana", "kettle").reviews, rating_summary(town, "ana", "kettle")
    assert sum(review.rating for review in seen) == 5 == (rating.average or 0) * rating.count
    assert rating_summary(town, None, "kettle").count == 2, "the shop-wide rating, which guests get, has them all"


def test_a_private_person_is_not_named_to_strangers(town: MemoryStore) -> None:
    add_people(town, "pia", private=True)
    write_review(town, "pia", "kettle", rating=5)
    befriend(town, "pia", "ana")
    befriend(town, "ana", "pia")
    named = {viewer: find_review(town, viewer, "kettle~pia").nickname for viewer in (None, "ben", "ana", "pia")}
    assert named == {None: None, "ben": None, "ana": None, "pia": "Nick-pia"}
    consent(town, "pia")
    assert find_review(town, "ana", "kettle~pia").nickname == "Nick-pia"
    assert find_review(town, "ben", "kettle~pia").author_id is None


def test_a_review_whose_author_is_gone_stays_without_a_name(town: MemoryStore) -> None:
    at = Clock().now
    with town.write() as tx:
        tx.add(Review("kettle~gone", "kettle", "gone", 4, "", Visibility.PUBLIC, None, False, False, at))
    [seen] = reviews_of_product(town, "ana", "kettle").reviews
    assert (seen.nickname, seen.author_id, seen.rating) == (None, None, 4)
