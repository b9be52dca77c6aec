"""What every recommender promises: subclasses give one over the store that `open_crowd` fills."""

from collections.abc import Callable
from datetime import date

import pytest

from recommender.serve import Recommender, SuggestContext, Suggestion
from shop.activity import ActivityType
from shop.activity.feed import hide_purchase, show_activity
from shop.catalogue import set_stock, withdraw_product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.friends.circles import make_circle
from shop.friends.friendships import remove_friend
from shop.reviews import Visibility
from shop.reviews.writing import remove_review, show_review_to, write_review
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist, remove_from_wishlist
from tests.recommender.crowd import READING, RUNNING, add_person, befriend, buy, look_at, put_on_sale

Fit = Callable[[Store], Recommender]


def ids(suggestions: list[Suggestion]) -> list[str]:
    return [suggestion.product_id for suggestion in suggestions]


def reasons(suggestions: list[Suggestion], product_id: str) -> tuple[str, ...]:
    return next((s.reasons for s in suggestions if s.product_id == product_id), ())


def all_reasons(suggestions: list[Suggestion]) -> str:
    return " | ".join(reason for suggestion in suggestions for reason in suggestion.reasons)


class RecommenderContract:
    """Fixtures: `store`, filled by `open_crowd`, and `fit`, which makes a recommender of what is in a store then."""

    @pytest.fixture
    def recommender(self, store: Store, fit: Fit) -> Recommender:
        return fit(store)

    # taste

    def test_what_the_camp_has_and_oneself_lacks_comes_first(self, recommender: Recommender) -> None:
        for n in range(5):
            assert ids(recommender.suggest(f"runner{n}", SuggestContext()))[0] == RUNNING[n]
            assert ids(recommender.suggest(f"reader{n}", SuggestContext()))[0] == READING[n]

    def test_what_is_owned_lately_is_not_suggested(self, recommender: Recommender) -> None:
        found = ids(recommender.suggest("runner0", SuggestContext(), 10))
        assert set(found).isdisjoint(set(RUNNING) - {"shoe"})

    def test_new_customers_are_served_from_their_first_look_on(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        look_at(store, "nora", "novel")
        assert ids(recommender.suggest("nora", SuggestContext(), 3))[0] in READING

    def test_behaviour_chooses_by_consent_only(self, recommender: Recommender, store: Store) -> None:
        guest = recommender.suggest(None, SuggestContext(), 10)
        withdraw_consent(store, "runner0", Purpose.PERSONALISE, source="test")
        assert ids(recommender.suggest("runner0", SuggestContext(), 10)) == ids(guest)

    def test_what_people_like_is_suggested_to_guests(self, store: Store, fit: Fit) -> None:
        add_person(store, "omar")
        for id in RUNNING:
            write_review(store, "omar", id, rating=1)
            write_review(store, "runner0", id, rating=1)
        assert ids(fit(store).suggest(None, SuggestContext(), 1))[0] in READING

    def test_what_is_looked_at_leads(self, recommender: Recommender) -> None:
        found = ids(recommender.suggest(None, SuggestContext(seed_product_ids=("novel",)), 4))
        assert set(found) <= set(READING) - {"novel"}

    def test_a_dislike_is_for_good(self, recommender: Recommender, store: Store) -> None:
        write_review(store, "runner0", "shoe", rating=2)
        assert "shoe" not in ids(recommender.suggest("runner0", SuggestContext(), 10))

    def test_the_same_question_has_the_same_answer(self, recommender: Recommender) -> None:
        assert recommender.suggest("runner0", SuggestContext()) == recommender.suggest("runner0", SuggestContext())

    # limits

    def test_only_what_can_be_had_is_suggested(self, recommender: Recommender, store: Store) -> None:
        set_stock(store, "novel-1", 0)
        withdraw_product(store, "lamp")
        found = ids(recommender.suggest(None, SuggestContext(), 10))
        assert len(found) == 8
        assert {"novel", "lamp"}.isdisjoint(found)

    def test_budget_type_and_exclusions_are_kept(self, recommender: Recommender) -> None:
        assert set(ids(recommender.suggest(None, SuggestContext(budget_max_cents=1000)))) == {"shoe", "novel"}
        assert ids(recommender.suggest(None, SuggestContext(product_type="lamp"))) == ["lamp"]
        assert ids(recommender.suggest(None, SuggestContext(product_type="surfboard"))) == []
        found = ids(recommender.suggest(None, SuggestContext(excluded_ids=RUNNING), 10))
        assert set(found) == set(READING)

    def test_nobody_is_suggested_what_they_are_too_young_for(self, recommender: Recommender, store: Store) -> None:
        put_on_sale(store, "knife", "Reading", min_age=18)
        add_person(store, "teen", born_on=date(2012, 1, 1))
        add_person(store, "unknown", born_on=None)
        context = SuggestContext(product_type="knife")
        for customer_id in ("teen", "unknown", None):
            assert ids(recommender.suggest(customer_id, context)) == []
        assert ids(recommender.suggest("runner0", context)) == ["knife"]
        assert ids(recommender.suggest("runner0", SuggestContext(product_type="knife", recipient_id="reader0"))) == []

    def test_a_new_product_can_be_suggested_at_once(self, recommender: Recommender, store: Store) -> None:
        put_on_sale(store, "kite", "Outdoor")
        assert ids(recommender.suggest(None, SuggestContext(product_type="kite"))) == ["kite"]

    def test_limits_that_do_not_exist_are_refused(self, recommender: Recommender) -> None:
        assert len(recommender.suggest(None, SuggestContext(), 2)) == 2
        for call in (
            lambda: recommender.suggest(None, SuggestContext(), 0),
            lambda: recommender.similar("shoe", None, 0),
        ):
            with pytest.raises(Invalid, match="limit"):
                call()

    # friends

    def test_a_friend_s_stars_are_a_reason_and_count(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        write_review(store, "omar", "mug", rating=5)
        found = recommender.suggest("nora", SuggestContext())
        assert found[0].product_id == "mug"
        assert found[0].reasons[0] == "Omar gave it 5 stars"
        assert "Omar" not in all_reasons(recommender.suggest(None, SuggestContext(), 10))

    def test_a_friend_who_was_paid_is_no_reason(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        before = recommender.suggest("nora", SuggestContext(), 10)
        write_review(store, "omar", "mug", rating=5, sponsored=True)
        assert recommender.suggest("nora", SuggestContext(), 10) == before

    def test_several_friends_are_counted(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        for friend, stars in (("ada", 5), ("bea", 4), ("cem", 2)):
            add_person(store, friend, Purpose.FRIENDS_SEE)
            befriend(store, "nora", friend)
            write_review(store, friend, "mug", rating=stars)
        found = recommender.suggest("nora", SuggestContext(), 10)
        assert reasons(found, "mug")[0] == "Ada and 1 other friend gave it 4 stars or more"

    def test_a_friend_s_bad_stars_are_no_reason(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        write_review(store, "omar", "mug", rating=1)
        found = recommender.suggest("nora", SuggestContext(), 10)
        assert ids(found)[-1] == "mug"
        assert "Omar" not in all_reasons(found)

    def test_a_purchase_that_is_shown_is_a_reason(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        buy(store, "omar", "mug")
        assert "Omar" not in all_reasons(recommender.suggest("nora", SuggestContext(), 10))
        show_activity(store, "omar", ActivityType.PURCHASED)
        assert reasons(recommender.suggest("nora", SuggestContext(), 10), "mug")[0] == "Omar bought it"
        hide_purchase(store, "omar", "mug")
        assert "Omar" not in all_reasons(recommender.suggest("nora", SuggestContext(), 10))

    # privacy

    def test_without_consent_the_list_is_that_of_somebody_without_friends(
        self, recommender: Recommender, store: Store
    ) -> None:
        alone = recommender.suggest("runner0", SuggestContext(), 10)
        for friend, stars in (("ada", 5), ("bea", 1)):
            add_person(store, friend)  # who consents to nothing
            befriend(store, "runner0", friend)
            write_review(store, friend, "mug", rating=stars, visibility=Visibility.FRIENDS)
            show_activity(store, friend, ActivityType.PURCHASED)
            buy(store, friend, "lamp")
        assert recommender.suggest("runner0", SuggestContext(), 10) == alone

    def test_who_is_not_personalised_for_gets_the_list_of_somebody_without_friends(
        self, recommender: Recommender, store: Store
    ) -> None:
        add_person(store, "nora", interests=("Running",))
        alone = recommender.suggest("nora", SuggestContext(), 10), recommender.similar("novel", "nora", 10)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        show_activity(store, "omar", ActivityType.PURCHASED)
        buy(store, "omar", "lamp")
        write_review(store, "omar", "mug", rating=5)
        assert recommender.suggest("nora", SuggestContext(), 10) == alone[0]
        assert recommender.similar("novel", "nora", 10)[0] == alone[1][0]
        grant_consent(store, "nora", Purpose.PERSONALISE, source="test")
        assert "Omar" in all_reasons(recommender.suggest("nora", SuggestContext(), 10))

    def test_whoever_is_blocked_contributes_nothing(self, recommender: Recommender, store: Store) -> None:
        alone = recommender.suggest("runner0", SuggestContext(), 10)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "runner0", "omar")
        show_activity(store, "omar", ActivityType.PURCHASED)
        buy(store, "omar", "lamp")
        write_review(store, "omar", "chair", rating=1, visibility=Visibility.FRIENDS)
        assert recommender.suggest("runner0", SuggestContext(), 10) != alone
        block_person(store, "runner0", "omar")
        assert recommender.suggest("runner0", SuggestContext(), 10) == alone

    def test_a_friend_who_agrees_says_more(self, recommender: Recommender, store: Store) -> None:
        """Ada agrees with Nora and Bea does not: the lamp gains when it is Ada who praises it, and Bea the chair."""
        add_person(store, "nora", Purpose.PERSONALISE)
        for friend, stars in (("ada", 5), ("bea", 1)):
            add_person(store, friend, Purpose.FRIENDS_SEE)
            befriend(store, "nora", friend)
            write_review(store, friend, "flask", rating=stars)
        write_review(store, "nora", "flask", rating=5)

        def lead_of_the_lamp(its_friend: str, the_chair_s: str) -> float:
            write_review(store, its_friend, "lamp", rating=5)
            write_review(store, the_chair_s, "chair", rating=5)
            scores = {found.product_id: found.score for found in recommender.suggest("nora", SuggestContext(), 10)}
            remove_review(store, its_friend, "lamp")
            remove_review(store, the_chair_s, "chair")
            return scores["lamp"] - scores["chair"]

        assert lead_of_the_lamp("ada", "bea") > lead_of_the_lamp("bea", "ada") + 0.01

    def test_a_hidden_review_is_neither_reason_nor_weight(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        before = recommender.suggest("nora", SuggestContext(), 10)
        circle = make_circle(store, "omar", "others")
        write_review(store, "omar", "mug", rating=5, visibility=Visibility.ONLY_ME)
        write_review(store, "omar", "lamp", rating=5, visibility=Visibility.CIRCLE, circle_id=circle.id)
        assert recommender.suggest("nora", SuggestContext(), 10) == before

    def test_hiding_works_from_the_next_suggestion_on(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        before = recommender.suggest("nora", SuggestContext(), 10)
        write_review(store, "omar", "mug", rating=5, visibility=Visibility.FRIENDS)
        assert "Omar" in all_reasons(recommender.suggest("nora", SuggestContext(), 10))
        show_review_to(store, "omar", "mug", Visibility.ONLY_ME)
        assert recommender.suggest("nora", SuggestContext(), 10) == before

    @pytest.mark.parametrize("end", ["consent withdrawn", "friendship ended", "blocked"])
    def test_a_friend_is_no_reason_any_more(self, recommender: Recommender, store: Store, end: str) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        write_review(store, "omar", "mug", rating=5)
        assert "Omar" in all_reasons(recommender.suggest("nora", SuggestContext(), 10))
        if end == "consent withdrawn":
            withdraw_consent(store, "omar", Purpose.FRIENDS_SEE, source="test")
        elif end == "friendship ended":
            remove_friend(store, "nora", "omar")
        else:
            block_person(store, "omar", "nora")
        assert "Omar" not in all_reasons(recommender.suggest("nora", SuggestContext(), 10))

    def test_few_people_s_behaviour_is_no_reason(self, store: Store, fit: Fit) -> None:
        put_on_sale(store, "kite", "Outdoor")
        put_on_sale(store, "drone", "Outdoor")
        for person in ("runner0", "runner1", "reader0", "reader1"):
            buy(store, person, "kite")
            buy(store, person, "drone")
        context = SuggestContext(seed_product_ids=("kite",))
        assert "Kite" not in all_reasons(fit(store).suggest(None, context, 10))
        buy(store, "reader2", "kite")
        buy(store, "reader2", "drone")
        assert "People who bought the Kite also bought it" in reasons(fit(store).suggest(None, context, 10), "drone")

    # reasons

    def test_reasons_name_what_the_suggestion_rests_on(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE, interests=("Running",))
        add_to_wishlist(store, "nora", "cap")
        look_at(store, "nora", "flask")
        found = recommender.suggest("nora", SuggestContext(budget_max_cents=5000), 10)
        assert reasons(found, "cap")[0] == "It is on your wishlist"
        assert "People who bought the Flask also bought it" in reasons(found, "sock")
        assert "It is from Running, which you like" in reasons(found, "sock")
        assert "Within your budget" in reasons(found, "mug")
        assert max(len(suggestion.reasons) for suggestion in found) <= 3

    def test_a_reason_names_its_evidence_and_goes_with_it(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        add_person(store, "omar", Purpose.FRIENDS_SEE)
        befriend(store, "nora", "omar")
        written = write_review(store, "omar", "mug", rating=5)
        add_to_wishlist(store, "nora", "cap")
        found = recommender.suggest("nora", SuggestContext(), 10)
        because = {suggestion.product_id: suggestion.because for suggestion in found}
        assert because["mug"][0].evidence == (f"review:{written.id}",)
        assert because["cap"][0].evidence == ("wish:cap",)
        assert all(reason.evidence for suggestion in found for reason in suggestion.because)
        remove_review(store, "omar", "mug")
        remove_from_wishlist(store, "nora", "cap")
        told = all_reasons(recommender.suggest("nora", SuggestContext(), 10))
        assert "Omar" not in told
        assert "wishlist" not in told

    # presents

    def test_a_wish_that_may_be_seen_leads_to_the_present(self, recommender: Recommender, store: Store) -> None:
        befriend(store, "runner0", "reader0")
        grant_consent(store, "reader0", Purpose.FRIENDS_SEE, source="test")
        add_to_wishlist(store, "reader0", "cap")
        found = recommender.suggest("runner0", SuggestContext(recipient_id="reader0"))
        assert found[0].product_id == "cap"
        assert found[0].reasons[0] == "It is on Reader0's wishlist"

    def test_a_present_is_chosen_by_what_the_giver_may_see(self, recommender: Recommender, store: Store) -> None:
        """Reader0 owns nearly all that readers own, but shows nobody: what is suggested must not tell of it."""
        hidden = ids(recommender.suggest("runner0", SuggestContext(recipient_id="reader0"), 10))
        assert set(hidden) == {*RUNNING, *READING}
        befriend(store, "runner0", "reader0")
        grant_consent(store, "reader0", Purpose.FRIENDS_SEE, source="test")
        show_activity(store, "reader0", ActivityType.PURCHASED)
        shown = ids(recommender.suggest("runner0", SuggestContext(recipient_id="reader0"), 10))
        assert set(shown) == {*RUNNING, "novel"}
        assert shown[0] == "novel"

    def test_a_present_that_somebody_else_plans_is_left_to_them(self, recommender: Recommender, store: Store) -> None:
        for friend in ("runner0", "runner1"):
            befriend(store, friend, "reader0")
        grant_consent(store, "reader0", Purpose.FRIENDS_SEE, source="test")
        item = add_to_wishlist(store, "reader0", "cap")
        plan_gift(store, "runner1", item.id)
        assert "cap" not in ids(recommender.suggest("runner0", SuggestContext(recipient_id="reader0"), 10))
        assert ids(recommender.suggest("runner1", SuggestContext(recipient_id="reader0")))[0] == "cap"

    def test_presents_bought_are_no_taste_of_the_giver(self, recommender: Recommender, store: Store) -> None:
        add_person(store, "nora", Purpose.PERSONALISE)
        before = recommender.suggest("nora", SuggestContext(), 10)
        buy(store, "nora", "novel", gift_for="reader0")
        assert recommender.suggest("nora", SuggestContext(), 10) == before

    def test_there_is_no_present_for_somebody_who_does_not_exist(self, recommender: Recommender, store: Store) -> None:
        block_person(store, "reader0", "runner0")
        for recipient_id in ("reader0", "nobody"):
            with pytest.raises(NotFound):
                recommender.suggest("runner0", SuggestContext(recipient_id=recipient_id))

    # likeness

    def test_the_same_kind_comes_first(self, recommender: Recommender, store: Store) -> None:
        put_on_sale(store, "reading-lamp", "Reading", cents=500, brand="Lamp & Co")
        found = recommender.similar("lamp", None, 3)
        assert "lamp" not in ids(found)
        assert ids(found)[0] == "reading-lamp"

    def test_what_is_unknown_has_no_like(self, recommender: Recommender) -> None:
        with pytest.raises(NotFound):
            recommender.similar("unknown", None)

    def test_the_like_can_be_had(self, recommender: Recommender, store: Store) -> None:
        set_stock(store, "mug-1", 0)
        assert "mug" not in ids(recommender.similar("novel", None, 10))
