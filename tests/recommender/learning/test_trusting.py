"""Whom customers listen to is learned from the past, and decides between two friends who praise different things."""

import pytest

from recommender.hybrid import StoreRecommender
from recommender.learning.training import Trained, train
from recommender.serve import SuggestContext
from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.consent import Purpose, withdraw_consent
from shop.reviews import Visibility
from shop.reviews.writing import remove_review, write_review
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import put_on_sale
from tests.recommender.learning.followers import PEOPLE, open_followers


@pytest.fixture(scope="module")
def followers() -> Store:
    return open_followers()


@pytest.fixture(scope="module")
def shelf(followers: Store) -> Shelf:
    return open_shelf(followers, WordEncoder())


@pytest.fixture(scope="module")
def trained(followers: Store, shelf: Shelf) -> Trained:
    return train(followers, shelf)


def test_trust_foresees_what_likeness_of_taste_does_not(trained: Trained) -> None:
    weighing = trained.weighing
    assert weighing.questions >= 40
    assert weighing.trust_helps
    assert weighing.ndcg > weighing.ndcg_without_trust + 0.02
    assert weighing.ndcg > weighing.ndcg_without_friends + 0.1
    assert trained.measured.ndcg_without_trust == weighing.ndcg_without_trust
    assert trained.model.weights.trusted == max(trained.model.weights.values.tolist())


def test_what_is_learned_tells_friends_apart(trained: Trained) -> None:
    trusting = trained.model.trusting
    assert 0.05 < trusting.beyond < 0.6
    assert trusting.tie_faith <= 20  # friends differ: few products tell


def test_the_adviser_s_praise_goes_before_the_echo_s(followers: Store, shelf: Shelf, trained: Trained) -> None:
    recommender = StoreRecommender(followers, shelf, trained.model)
    for id in ("kite", "drone"):
        put_on_sale(followers, id, "Toys")
    for advised, echoed in (("kite", "drone"), ("drone", "kite")):
        write_review(followers, "a00", advised, rating=5, visibility=Visibility.FRIENDS)
        write_review(followers, "e00", echoed, rating=5, visibility=Visibility.FRIENDS)
        found = recommender.suggest("c00", SuggestContext(among_ids=("kite", "drone")), 2)
        assert [one.product_id for one in found] == [advised, echoed]
        assert found[0].score > found[1].score + 0.05
        remove_review(followers, "a00", advised)
        remove_review(followers, "e00", echoed)


def test_the_same_past_gives_the_same_trust(followers: Store, shelf: Shelf, trained: Trained) -> None:
    again = train(open_followers(), shelf)
    assert again.model.trusting == trained.model.trusting
    assert again.model.weights == trained.model.weights


def test_whose_friends_do_not_teach_nothing_is_learned_of_trust(shelf: Shelf) -> None:
    store = open_followers()
    for number in range(PEOPLE):
        for role in "ae":
            withdraw_consent(store, f"{role}{number:02}", Purpose.TRAIN, source="test")
    weighing = train(store, shelf).weighing
    assert not weighing.trust_helps
    assert weighing.weights.trusted == 0
