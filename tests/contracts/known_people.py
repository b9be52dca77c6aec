"""What every recommender promises of people whom its customers know, beside `RecommenderContract`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from recommender.serve import Recommender, SuggestContext
from shop.activity import ActivityType
from shop.activity.feed import show_activity
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Customer
from shop.friends.blocks import block_person
from shop.friends.follows import follow_person, unfollow_person
from shop.friends.friendships import remove_friend
from shop.reviews import Visibility
from shop.reviews.likes import like_review, unlike_review
from shop.reviews.writing import remove_review, show_review_to, write_review
from shop.sending import SentKind, send_to_friends
from shop.store import Store
from tests.contracts.recommender import all_reasons, ids, reasons
from tests.recommender.crowd import add_person, befriend, buy

EVERYTHING = SuggestContext()


def meet(store: Store) -> None:
    """Nora, of whom nothing is known, and Omar, who consents to being seen by friends."""
    add_person(store, "nora", Purpose.PERSONALISE)
    add_person(store, "omar", Purpose.FRIENDS_SEE)


def praise_publicly(store: Store) -> None:
    write_review(store, "omar", "mug", rating=5)


def give_stars_as_friend(store: Store) -> None:
    befriend(store, "nora", "omar")
    write_review(store, "omar", "mug", rating=5, visibility=Visibility.FRIENDS)


def show_purchase(store: Store) -> None:
    befriend(store, "nora", "omar")
    show_activity(store, "omar", ActivityType.PURCHASED)
    buy(store, "omar", "mug")


def send(store: Store) -> None:
    befriend(store, "nora", "omar")
    send_to_friends(store, "omar", ["nora"], SentKind.PRODUCT, "mug")


def send_to_follower(store: Store) -> None:
    """Omar is a friend whom Nora follows, too."""
    send(store)
    follow_person(store, "nora", "omar")


def be_followed(store: Store) -> None:
    follow_person(store, "nora", "omar")


def help(store: Store) -> None:
    """Nora likes two reviews that praise nothing, so that the likes themselves say nothing of her taste."""
    for id in ("cap", "vest"):
        like_review(store, "nora", write_review(store, "omar", id, rating=3).id)


BONDS = {
    "stars": give_stars_as_friend,
    "purchase": show_purchase,
    "sent": send,
    "sent to a follower": send_to_follower,
    "followed": be_followed,
    "helpful": help,
}
FRIENDSHIPS = ("stars", "purchase", "sent", "sent to a follower")
ENDS: dict[str, Callable[[Store], object]] = {
    "viewer's consent": lambda store: withdraw_consent(store, "nora", Purpose.PERSONALISE, source="test"),
    "friend's consent": lambda store: withdraw_consent(store, "omar", Purpose.FRIENDS_SEE, source="test"),
    "blocked": lambda store: block_person(store, "nora", "omar"),
    "blocking": lambda store: block_person(store, "omar", "nora"),
}


class KnownPeopleContract:
    """Fixtures: those of `RecommenderContract`."""

    @pytest.mark.parametrize("end", ENDS)
    @pytest.mark.parametrize("bond", BONDS)
    def test_who_may_not_be_heard_contributes_nothing(
        self, recommender: Recommender, store: Store, bond: str, end: str
    ) -> None:
        """The same list, to the byte, as where Omar says what he says to strangers; friends are heard as friends only.

        A stranger's praise is public: it changes what everybody is told of the mug, and no more.
        """
        meet(store)
        if bond in ("followed", "helpful"):
            praise_publicly(store)
        alone = recommender.suggest("nora", EVERYTHING, 10)
        BONDS[bond](store)
        if bond == "sent to a follower":
            praise_publicly(store)
        heard = recommender.suggest("nora", EVERYTHING, 10)
        assert "Omar" in all_reasons(heard)
        ENDS[end](store)
        after = recommender.suggest("nora", EVERYTHING, 10)
        if end == "friend's consent" and bond not in FRIENDSHIPS:
            assert after == heard  # who is no friend was heard for what is public
            return
        assert "Omar" not in all_reasons(after)
        assert after == alone

    def test_stars_of_whom_one_follows_are_a_reason_and_count(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        be_followed(store)
        write_review(store, "omar", "mug", rating=5)
        found = recommender.suggest("nora", EVERYTHING, 10)
        assert ids(found)[0] == "mug"
        assert reasons(found, "mug")[0] == "Omar, whom you follow, gave it 5 stars"
        unfollow_person(store, "nora", "omar")
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))

    def test_bad_stars_of_whom_one_follows_count_as_well(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        be_followed(store)
        write_review(store, "omar", "mug", rating=1)
        found = recommender.suggest("nora", EVERYTHING, 10)
        assert ids(found)[-1] == "mug"
        assert "Omar" not in all_reasons(found)

    def test_of_several_whom_one_follows_two_are_named_and_none_counted(
        self, recommender: Recommender, store: Store
    ) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        for person, stars in (("ada", 5), ("bea", 5), ("dee", 4), ("cem", 2)):
            add_person(store, person)
            follow_person(store, "nora", person)
            write_review(store, person, "mug", rating=stars)
        found = recommender.suggest("nora", EVERYTHING, 10)
        assert reasons(found, "mug")[0] == "Ada and Bea, whom you follow, gave it 4 stars or more"

    def test_whose_name_is_not_to_be_told_is_followed_by_nobody(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        be_followed(store)
        with store.write() as tx:
            tx.put(*(replace(omar, private=True) for omar in tx.find(Customer, id="omar")))
        before = recommender.suggest("nora", EVERYTHING, 10)
        praise_publicly(store)
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))
        assert ids(recommender.suggest("nora", EVERYTHING, 10)) == ids(before)

    def test_whose_reviews_helped_is_heard(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        praise_publicly(store)
        help(store)
        found = recommender.suggest("nora", EVERYTHING, 10)
        assert ids(found)[0] == "mug"
        assert reasons(found, "mug")[0] == "Omar, whose reviews you found helpful, gave it 5 stars"
        unlike_review(store, "nora", "cap~omar")
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))

    def test_whose_helpful_reviews_are_hidden_is_heard_no_longer(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        praise_publicly(store)
        help(store)
        assert "Omar" in all_reasons(recommender.suggest("nora", EVERYTHING, 10))
        show_review_to(store, "omar", "cap", Visibility.ONLY_ME)
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))

    def test_what_a_friend_sent_leads(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        send(store)
        found = recommender.suggest("nora", EVERYTHING, 10)
        assert ids(found)[0] == "mug"
        assert reasons(found, "mug")[0] == "Omar sent it to you"
        assert found[0].because[0].evidence[0].startswith("sent:note_")
        remove_friend(store, "nora", "omar")
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))

    def test_a_friend_who_was_right_before_says_more(self, recommender: Recommender, store: Store) -> None:
        """Ada praised the flask before Nora bought it, Bea after: Nora agrees with both, and took Ada's advice."""
        add_person(store, "nora", Purpose.PERSONALISE)
        for friend in ("ada", "bea"):
            add_person(store, friend, Purpose.FRIENDS_SEE)
            befriend(store, "nora", friend)
        write_review(store, "ada", "flask", rating=5)
        buy(store, "nora", "flask", days_ago=0)
        buy(store, "nora", "sock", days_ago=0)
        write_review(store, "bea", "flask", rating=5)

        def lead_of_the_lamp(its_friend: str, the_chair_s: str) -> float:
            write_review(store, its_friend, "lamp", rating=5)
            write_review(store, the_chair_s, "chair", rating=5)
            scores = {found.product_id: found.score for found in recommender.suggest("nora", EVERYTHING, 10)}
            remove_review(store, its_friend, "lamp")
            remove_review(store, the_chair_s, "chair")
            return scores["lamp"] - scores["chair"]

        assert lead_of_the_lamp("ada", "bea") > lead_of_the_lamp("bea", "ada") + 0.001

    def test_consent_opens_it_again(self, recommender: Recommender, store: Store) -> None:
        meet(store)
        send(store)
        withdraw_consent(store, "omar", Purpose.FRIENDS_SEE, source="test")
        assert "Omar" not in all_reasons(recommender.suggest("nora", EVERYTHING, 10))
        grant_consent(store, "omar", Purpose.FRIENDS_SEE, source="test")
        assert "Omar" in all_reasons(recommender.suggest("nora", EVERYTHING, 10))
