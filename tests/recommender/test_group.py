"""One list for several people: nobody is made unhappy, nothing hidden counts, and each reason is one member's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.fit import fit_recommender
from recommender.group import MOST_MEMBERS, Members, blend
from recommender.hybrid import StoreRecommender
from recommender.serve import SuggestContext, Suggestion
from recommender.taste import Taste
from retrieval.build import open_shelf
from shop.activity import ActivityType
from shop.activity.feed import show_activity
from shop.consent import Purpose, withdraw_consent
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from shop.wishlists.items import add_to_wishlist, show_wish_to
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import add_person, befriend, buy, look_at, open_crowd, put_on_sale

FOR_ALL = SuggestContext(member_ids=("nora", "ana", "tom"))


@pytest.fixture
def store() -> Store:
    """Nora, and her friends Ana and Tom, of whom nothing is known yet, among runners and readers."""
    store = open_crowd()
    add_person(store, "nora", Purpose.PERSONALISE)
    for friend in ("ana", "tom"):
        add_person(store, friend, Purpose.FRIENDS_SEE)
        befriend(store, "nora", friend)
    return store


@pytest.fixture
def recommender(store: Store) -> StoreRecommender:
    return fit_recommender(store, open_shelf(store, WordEncoder()))


def ids(found: list[Suggestion]) -> list[str]:
    return [suggestion.product_id for suggestion in found]


def reasons(found: list[Suggestion], product_id: str) -> tuple[str, ...]:
    return next(suggestion.reasons for suggestion in found if suggestion.product_id == product_id)


ALL = np.ones(3, bool)


def test_what_pleases_all_goes_before_what_pleases_one_most() -> None:
    opera, quiz, darts = blend([np.array([1.0, 0.7, 0.0]), np.array([0.0, 0.7, 1.0])], ALL)
    assert quiz > opera == darts


def test_neither_the_mean_nor_whom_it_pleases_least_decides_alone() -> None:
    """Opera, quiz, darts, chess: each time the opera pleases more on average, and Tom less than the quiz does."""
    everything = np.ones(4, bool)
    ana = np.array([1.0, 0.6, 0.0, 0.2])
    opera, quiz, *_ = blend([ana, np.array([0.3, 0.6, 1.0, 0.0])], everything)
    assert quiz > opera
    opera, quiz, *_ = blend([ana, np.array([0.55, 0.6, 1.0, 0.0])], everything)
    assert opera > quiz


def test_one_member_s_scores_stay_as_they_are() -> None:
    scores = np.array([3.0, -1.0, 0.0])
    assert blend([scores], ALL) is scores


def test_only_what_is_offered_sets_the_scale() -> None:
    offered = np.array([True, True, False])
    blended = blend([np.array([0.0, 1.0, 9.0]), np.array([0.0, 1.0, -9.0])], offered)
    assert blended[:2].tolist() == [0.0, 1.0]
    assert blend([np.zeros(3), np.zeros(3)], ~ALL).tolist() == [0.0, 0.0, 0.0]


@given(st.lists(st.lists(st.floats(-5, 5), min_size=3, max_size=3), min_size=2, max_size=5))
def test_what_everybody_likes_better_is_ranked_better(each: list[list[float]]) -> None:
    blended = blend([np.array(scores) for scores in each], ALL)
    assert ((blended >= 0) & (blended <= 1)).all()
    for one in range(3):
        for other in range(3):
            if all(scores[one] >= scores[other] for scores in each):
                assert blended[one] >= blended[other]


def test_a_wish_of_a_member_comes_in_under_their_name(recommender: StoreRecommender, store: Store) -> None:
    add_to_wishlist(store, "ana", "cap", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "tom", "mug", visibility=Visibility.FRIENDS)
    found = recommender.suggest("nora", FOR_ALL, 2)
    assert set(ids(found)) == {"cap", "mug"}
    assert reasons(found, "cap")[0] == "It is on Ana's wishlist"
    assert reasons(found, "mug")[0] == "It is on Tom's wishlist"


def test_what_two_wish_for_gives_both_reasons_before_any_other(recommender: StoreRecommender, store: Store) -> None:
    for member in ("ana", "tom"):
        add_to_wishlist(store, member, "cap", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "nora", "lamp")
    (best,) = recommender.suggest("nora", FOR_ALL, 1)
    assert best.product_id == "cap"
    assert best.reasons[:2] == ("It is on Ana's wishlist", "It is on Tom's wishlist")


def test_what_one_member_visibly_dislikes_is_not_for_the_group(recommender: StoreRecommender, store: Store) -> None:
    add_to_wishlist(store, "tom", "mug", visibility=Visibility.FRIENDS)
    assert ids(recommender.suggest("nora", FOR_ALL, 1)) == ["mug"]
    write_review(store, "ana", "mug", rating=1)
    assert "mug" not in ids(recommender.suggest("nora", FOR_ALL, 10))
    assert "mug" in ids(recommender.suggest("nora", SuggestContext(member_ids=("nora", "tom")), 10))


def test_the_asker_s_own_dislike_counts_without_being_shown_to_anybody(
    recommender: StoreRecommender, store: Store
) -> None:
    write_review(store, "nora", "mug", rating=1, visibility=Visibility.ONLY_ME)
    assert "mug" in ids(recommender.suggest("nora", SuggestContext(member_ids=("ana", "tom")), 10))
    look_at(store, "nora", "mug")
    buy(store, "nora", "mug")
    assert "mug" not in ids(recommender.suggest("nora", FOR_ALL, 10))
    assert "mug" in ids(recommender.suggest("nora", SuggestContext(member_ids=("ana", "tom")), 10))


def test_nothing_that_a_member_hides_changes_the_list(recommender: StoreRecommender, store: Store) -> None:
    add_to_wishlist(store, "tom", "cap", visibility=Visibility.FRIENDS)
    before = recommender.suggest("nora", FOR_ALL, 10)
    for product_id, rating in (("mug", 5), ("cap", 1), ("lamp", 1)):
        write_review(store, "ana", product_id, rating=rating, visibility=Visibility.ONLY_ME)
    add_to_wishlist(store, "ana", "chair", visibility=Visibility.ONLY_ME)
    buy(store, "ana", "blanket")
    look_at(store, "ana", "novel")
    assert recommender.suggest("nora", FOR_ALL, 10) == before


@pytest.mark.parametrize("end", ["consent withdrawn", "only me"])
def test_what_is_hidden_later_is_out_of_the_next_list(recommender: StoreRecommender, store: Store, end: str) -> None:
    before = recommender.suggest("nora", FOR_ALL, 10)
    add_to_wishlist(store, "ana", "cap", visibility=Visibility.FRIENDS)
    assert recommender.suggest("nora", FOR_ALL, 10) != before
    if end == "only me":
        show_wish_to(store, "ana", "cap", Visibility.ONLY_ME)
    else:
        withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    assert recommender.suggest("nora", FOR_ALL, 10) == before


def test_a_purchase_that_is_shown_keeps_the_product_out(recommender: StoreRecommender, store: Store) -> None:
    buy(store, "ana", "cap")
    assert "cap" in ids(recommender.suggest("nora", FOR_ALL, 10))
    show_activity(store, "ana", ActivityType.PURCHASED)
    assert "cap" not in ids(recommender.suggest("nora", FOR_ALL, 10))


def test_a_member_who_blocked_the_asker_is_like_one_who_does_not_exist(
    recommender: StoreRecommender, store: Store
) -> None:
    block_person(store, "ana", "nora")
    told = []
    for member in ("ana", "nobody"):
        with pytest.raises(NotFound) as refused:
            recommender.suggest("nora", SuggestContext(member_ids=("nora", member)))
        told.append(str(refused.value).replace(member, "X"))
    assert told[0] == told[1]


def test_a_list_is_right_for_the_youngest_and_for_those_whose_age_is_not_known(store: Store) -> None:
    put_on_sale(store, "knife", "Kitchen", min_age=18)
    recommender = fit_recommender(store, open_shelf(store, WordEncoder()))
    knives = SuggestContext(product_type="knife", member_ids=("nora",))
    assert ids(recommender.suggest("nora", knives)) == ["knife"]
    assert ids(recommender.suggest("nora", SuggestContext(product_type="knife", member_ids=("nora", "ana")))) == []
    assert Members((Taste(age=40), Taste(age=12))).age == 12
    assert Members((Taste(age=40), Taste())).age is None


def test_budget_and_rejections_hold_for_a_group_too(recommender: StoreRecommender, store: Store) -> None:
    add_to_wishlist(store, "ana", "cap", visibility=Visibility.FRIENDS)  # 50.00
    found = recommender.suggest("nora", SuggestContext(member_ids=("ana", "tom"), budget_max_cents=3000), 10)
    assert set(ids(found)) <= {"shoe", "sock", "vest", "novel", "lamp", "chair"}
    rejected = SuggestContext(member_ids=("ana", "tom"), excluded_ids=("cap",))
    assert "cap" not in ids(recommender.suggest("nora", rejected, 10))


def test_there_is_an_end_to_groups(recommender: StoreRecommender, store: Store) -> None:
    many = tuple(f"runner{n}" for n in range(6)) + tuple(f"reader{n}" for n in range(6))
    assert len(many) > MOST_MEMBERS
    with pytest.raises(Invalid, match="at most 10 people, not 12"):
        recommender.suggest("nora", SuggestContext(member_ids=many))
