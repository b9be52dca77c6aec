"""What every shelf promises, whatever it is made of: run it with a fixture `market` that opens one over a store."""

from collections.abc import Callable

import pytest

from retrieval.search import FactSource, SearchQuery, Shelf
from shop.catalogue import Product, Variant, put_product, set_stock, withdraw_product
from shop.customers import Customer, add_customer
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.friends.requests import ask_friend
from shop.questions.products import answer_question, ask_question
from shop.reviews import Visibility
from shop.reviews.writing import show_review_to, write_review
from shop.store import Store
from tests.retrieval.market import product, variant
from tests.shop.social.world import befriend, consent

OpenShelf = Callable[[Store], Shelf]


def ids(shelf: Shelf, limit: int = 10, **query: object) -> list[str]:
    return [found.product_id for found in shelf.find_products(SearchQuery(**query), limit)]  # type: ignore[arg-type]


class ShelfContract:
    """Subclasses give the fixtures `store`, filled by `open_market`, and `shelf` over it."""

    # conditions

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"product_type": "keyboards"}, {"hush", "clack"}),
            ({"product_type": "running shoe"}, {"cloud", "ridge"}),
            ({"product_type": "trail shoes"}, {"ridge"}),
            ({"product_type": "keybord"}, {"hush", "clack"}),
            ({"product_type": "creem"}, {"pure", "hands"}),
            ({"product_type": "dream"}, set()),
            ({"product_type": "gaming keyboard"}, {"hush", "clack"}),
            ({"product_type": "wireless keyboard"}, {"hush"}),
            ({"product_type": "sweater"}, {"fjell", "plain"}),
            ({"product_type": "moka pot"}, {"nonna"}),
            ({"product_type": "surfboard"}, set()),
            ({"brand": "velori"}, {"hush", "clack"}),
            ({"brand": "Velorri"}, {"hush", "clack"}),
            ({"brand": "Nike"}, set()),
            ({"product_type": "keyboard", "price_max_cents": 4000}, {"clack"}),
            ({"product_type": "keyboard", "price_min_cents": 4001}, {"hush"}),
            ({"product_type": "running shoe", "colour": "blue"}, {"cloud"}),
            ({"product_type": "running shoe", "size": "38"}, {"cloud", "ridge"}),
            ({"product_type": "running shoe", "size": "44"}, set()),
            ({"product_type": "jumper", "material": "wool"}, {"fjell"}),
            ({"product_type": "jumper", "size": "medium"}, {"fjell"}),
            ({"product_type": "hand cream", "not_features": ("scented",)}, {"pure"}),
            ({"product_type": "keyboard", "features": ("wireless",)}, {"hush"}),
            ({"product_type": "keyboard", "not_brands": ("Velori",)}, set()),
            ({"product_type": "jumper", "not_colours": ("grey",)}, {"plain"}),
            ({"brand": "velori", "not_features": ("keyboards",)}, set()),
            ({"product_type": "jumper", "not_features": ("sweater",)}, {"fjell", "plain"}),
        ],
    )
    def test_every_condition_is_met(self, shelf: Shelf, query: dict[str, object], found: set[str]) -> None:
        assert set(ids(shelf, **query)) == found

    def test_one_and_the_same_variant_meets_the_conditions(self, shelf: Shelf) -> None:
        assert ids(shelf, product_type="running shoe", colour="red", size="38") == []
        assert ids(shelf, product_type="running shoe", colour="red", price_max_cents=9000) == ["cloud"]
        assert ids(shelf, product_type="running shoe", colour="navy", price_max_cents=9000) == []

    def test_stock_is_a_condition_unless_said_otherwise(self, shelf: Shelf) -> None:
        assert ids(shelf, product_type="jumper", colour="white") == []
        assert ids(shelf, product_type="jumper", colour="white", in_stock=False) == ["fjell"]

    def test_a_limit_in_the_words_counts(self, shelf: Shelf) -> None:
        assert ids(shelf, text="keyboard under 50") == ["clack"]
        assert set(ids(shelf, text="keyboard under 50", price_max_cents=10000)) == {"hush", "clack"}

    # order

    def test_words_of_the_description_find_the_product(self, shelf: Shelf) -> None:
        assert ids(shelf, text="something for cracked skin")[0] == "hands"
        assert ids(shelf, text="quiet keyboard")[0] == "hush"
        assert ids(shelf, text="loud keyboard")[0] == "clack"

    @pytest.mark.parametrize(
        "text", ["something for the kitchen", "kitchen stuff", "Kitchen", "a present for the kitchen", "dining things"]
    )
    def test_a_department_is_all_that_is_in_it(self, shelf: Shelf, store: Store, text: str) -> None:
        for id, path in (("ladle", ("Kitchen & dining", "Ladles")), ("stove", ("Outdoor", "Kitchens to go"))):
            new = Product(id, id.title(), "For every kitchen.", "Oxbeck", id, path, "", "EUR", 0)
            put_product(store, new, [Variant(id, id, f"sku-{id}", {}, 2000, "EUR", 3)])
        assert ids(shelf, text=text) == ["ladle"]

    def test_nothing_is_found_for_words_without_sense(self, shelf: Shelf) -> None:
        assert ids(shelf, text="xqzzt") == []

    def test_the_matched_words_are_the_shopper_s_own(self, shelf: Shelf) -> None:
        found = shelf.find_products(SearchQuery("Quiet typing", product_type="keyboards"), 1)[0]
        assert found.matched == ("keyboards", "Quiet")

    def test_sorts(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=5)
        assert ids(shelf, product_type="keyboard", sort="cheapest") == ["clack", "hush"]
        assert ids(shelf, product_type="keyboard", sort="dearest") == ["hush", "clack"]
        assert ids(shelf, product_type="keyboard", sort="best_rated") == ["clack", "hush"]
        assert ids(shelf, product_type="running shoe", sort="newest")[-1] == "cloud"

    def test_a_sort_orders_what_was_found_and_no_more(self, shelf: Shelf) -> None:
        assert ids(shelf, text="keyboard", sort="cheapest") == ["clack", "hush"]

    def test_the_same_question_has_the_same_answer(self, shelf: Shelf) -> None:
        query = SearchQuery("warm and soft")
        assert shelf.find_products(query) == shelf.find_products(query)

    def test_limits_and_sorts_that_do_not_exist_are_refused(self, shelf: Shelf) -> None:
        assert len(ids(shelf, limit=3)) == 3
        with pytest.raises(Invalid, match="limit"):
            shelf.find_products(SearchQuery(), 0)
        with pytest.raises(Invalid, match="sort"):
            shelf.find_products(SearchQuery(sort="random"))

    # freshness

    def test_a_new_product_is_found_at_once(self, shelf: Shelf, store: Store) -> None:
        assert ids(shelf, product_type="kite") == []
        put_product(store, product("gust", "Gustling Gust", "kite", "Gustling", "Flies."), [variant("gust", 2000)])
        assert ids(shelf, product_type="kite") == ["gust"]

    @pytest.mark.parametrize("wish", ["jkt", "rain jkt", "waterproof jkts", "anorak"])
    def test_a_kind_is_found_by_its_short_form(self, shelf: Shelf, store: Store, wish: str) -> None:
        put_product(store, product("moss", "Moss", "jacket", "Fellwren", "Keeps rain out."), [variant("moss", 9000)])
        assert ids(shelf, product_type=wish) == ["moss"]

    def test_a_kind_of_several_words_is_found_with_a_typing_error_in_a_short_one(
        self, shelf: Shelf, store: Store
    ) -> None:
        put_product(store, product("moss", "Moss", "yoga mat", "Fellwren", "Grips."), [variant("moss", 900)])
        found = shelf.find_products(SearchQuery(product_type="yoga matt"))
        assert [(one.product_id, one.akin) for one in found] == [("moss", False)]

    def test_a_thing_that_shall_be_light_is_no_lamp(self, shelf: Shelf, store: Store) -> None:
        put_product(store, product("moss", "Moss", "tent", "Fellwren", "Holds."), [variant("moss", 900)])
        put_product(store, product("glow", "Glow", "headlamp", "Fellwren", "Shines."), [variant("glow", 900)])
        assert ids(shelf, product_type="2 person tent light") == ["moss"]
        assert ids(shelf, product_type="night light") == ["glow"]

    def test_a_changed_product_is_found_by_its_new_words_only(self, shelf: Shelf, store: Store) -> None:
        put_product(
            store, product("hush", "Velori Hush", "keyboard", "Velori", "Now with thunder."), [variant("hush", 1)]
        )
        assert ids(shelf, text="thunder") == ["hush"]
        assert ids(shelf, product_type="keyboard", price_max_cents=100) == ["hush"]

    def test_what_was_withdrawn_or_sold_is_not_found(self, shelf: Shelf, store: Store) -> None:
        withdraw_product(store, "hush")
        set_stock(store, "clack", 0)
        assert ids(shelf, text="keyboard") == []
        assert ids(shelf, text="keyboard", in_stock=False) == ["clack"]

    # likeness

    def test_likeness_leaves_out_the_product_itself(self, shelf: Shelf) -> None:
        (alike,) = shelf.find_alike(["nonna"], 3)
        found = [found.product_id for found in alike]
        assert found[0] == "drip"
        assert "nonna" not in found
        assert shelf.find_alike(["unknown"]) == [[]]

    def test_what_is_alike_to_many_is_what_is_alike_to_each(self, shelf: Shelf) -> None:
        asked = ["nonna", "unknown", "hush", "nonna"]
        together = shelf.find_alike(asked, 3)
        for id, found in zip(asked, together, strict=True):
            (alone,) = shelf.find_alike([id], 3)
            assert [one.product_id for one in found] == [one.product_id for one in alone]
            assert [one.score for one in found] == pytest.approx([one.score for one in alone], abs=1e-5)
        assert shelf.find_alike([]) == []

    # pastimes

    def test_what_goes_with_a_pastime_is_known_by_the_types_that_the_shop_has(self, shelf: Shelf) -> None:
        assert shelf.kinds_liked("mad about espresso") == {"coffee maker": "espresso"}
        assert set(shelf.kinds_liked("programming").values()) == {"programming"}
        assert shelf.kinds_liked("a present for somebody") == {}

    # articles

    def test_the_passage_that_answers_is_found(self, shelf: Shelf) -> None:
        best = shelf.find_articles("who pays the label in Germany?")[0]
        assert (best.article_id, best.title) == ("returns", "Sending things back")
        assert best.passage.startswith("Who pays the label?")
        assert 0 < best.score <= 1

    def test_an_article_comes_once(self, shelf: Shelf) -> None:
        found = [article.article_id for article in shelf.find_articles("money back card label gift", 5)]
        assert sorted(found) == ["gift-cards", "returns"]
        assert shelf.find_articles("xqzzt") == []

    @pytest.mark.parametrize(("topic", "first"), [("payments", "gift-cards"), ("returns", "returns")])
    def test_an_article_on_the_topic_is_preferred(self, shelf: Shelf, topic: str, first: str) -> None:
        assert shelf.find_articles("money back card label gift", topics=(topic,))[0].article_id == first

    # facts

    def test_facts_come_from_all_that_is_said_of_a_product(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=4, text="My flatmate hears the switches through two walls.")
        question = ask_question(store, "ben", "clack", "Is it good on a Mac?")
        answer_question(store, None, question.id, "Yes, all keys are mapped.")

        def best(words: str) -> tuple[FactSource, str, str]:
            fact = shelf.find_facts("clack", words, 1)[0]
            return fact.source, fact.source_id, fact.text

        assert best("does it have a backlight?") == (FactSource.ATTRIBUTE, "clack", "backlight: yes")
        assert best("loud for gamers?") == (FactSource.DESCRIPTION, "clack", "Loud switches for gamers.")
        assert best("good on a Mac?") == (FactSource.ANSWER, question.id, "Yes, all keys are mapped.")
        assert best("can a flatmate hear it through walls?")[:2] == (FactSource.REVIEW, "clack~ana")

    def test_there_are_no_facts_of_what_is_not_sold(self, shelf: Shelf, store: Store) -> None:
        withdraw_product(store, "clack")
        for id in ("clack", "unknown"):
            with pytest.raises(NotFound):
                shelf.find_facts(id, "loud?")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("do you have a High Chair for my baby?", "High Chair"),
            ("memory cards 128gb", "memory cards"),
            ("a running shoe", ""),
            ("keyboard and mouse mat", ""),
            ("something nice", ""),
        ],
    )
    def test_a_thing_that_the_shop_lacks_is_known_by_name(self, shelf: Shelf, text: str, said: str) -> None:
        assert shelf.find_missing(text) == said

    # privacy

    @pytest.mark.parametrize("visibility", [Visibility.FRIENDS, Visibility.ONLY_ME])
    def test_a_hidden_review_is_no_fact(self, shelf: Shelf, store: Store, visibility: Visibility) -> None:
        write_review(store, "ana", "clack", rating=1, text="The spacebar squeaks.", visibility=visibility)
        for viewer in (None, "ben"):
            assert reviews(shelf, "does the spacebar squeak?", viewer) == []
        assert reviews(shelf, "does the spacebar squeak?", "ana") == ["The spacebar squeaks."]

    def test_a_review_is_a_fact_for_whom_it_is_shown_to(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=1, text="The spacebar squeaks.", visibility=Visibility.FRIENDS)
        ask_friend(store, "ana", "ben")
        ask_friend(store, "ben", "ana")
        assert reviews(shelf, "spacebar squeaks?", "ben") == []
        consent(store, "ana")
        assert reviews(shelf, "spacebar squeaks?", "ben") == ["The spacebar squeaks."]
        assert reviews(shelf, "spacebar squeaks?", "cleo") == []

    def test_hiding_a_review_hides_it_from_the_next_question_on(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=1, text="The spacebar squeaks.")
        assert reviews(shelf, "spacebar?", "ben") == ["The spacebar squeaks."]
        show_review_to(store, "ana", "clack", Visibility.ONLY_ME)
        assert reviews(shelf, "spacebar?", "ben") == []

    def test_nothing_is_a_fact_across_a_block(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=1, text="The spacebar squeaks.")
        question = ask_question(store, "cleo", "clack", "What of the spacebar?")
        answer_question(store, "ana", question.id, "The spacebar is awful.")
        block_person(store, "ben", "ana")
        assert {fact.source for fact in shelf.find_facts("clack", "spacebar", 9)} >= {
            FactSource.ANSWER,
            FactSource.REVIEW,
        }
        assert not [f for f in shelf.find_facts("clack", "spacebar", 9, viewer_id="ben") if "spacebar" in f.text]

    def test_hidden_stars_move_no_product(self, shelf: Shelf, store: Store) -> None:
        before = shelf.find_products(SearchQuery(product_type="keyboard", sort="best_rated"))
        for author in ("ana", "ben", "cleo"):
            write_review(store, author, "hush", rating=1, text="awful", visibility=Visibility.ONLY_ME)
        assert shelf.find_products(SearchQuery(product_type="keyboard", sort="best_rated")) == before

    def test_stars_that_change_places_with_others_at_once_are_noticed(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "clack", rating=5)
        write_review(store, "ben", "hush", rating=5, visibility=Visibility.ONLY_ME)
        write_review(store, "cleo", "nonna", rating=1)
        assert ids(shelf, product_type="keyboard", sort="best_rated") == ["clack", "hush"]
        show_review_to(store, "ana", "clack", Visibility.ONLY_ME)
        show_review_to(store, "ben", "hush", Visibility.PUBLIC)
        assert ids(shelf, product_type="keyboard", sort="best_rated") == ["hush", "clack"]
        write_review(store, "ben", "hush", rating=1)
        write_review(store, "ana", "clack", rating=2)
        assert ids(shelf, product_type="keyboard", sort="best_rated") == ["clack", "hush"]

    def test_a_digest_counts_what_its_viewer_may_read(self, shelf: Shelf, store: Store) -> None:
        texts = (
            "Comfortable for hours.", "My wrists like the slope.", "Good value, if a bit noisy.",
            "Came quickly and well packed.", "The build quality is superb.",
        )  # fmt: skip
        for number, text in enumerate(texts):
            add_customer(store, Customer(f"c{number}", f"C{number}", f"C{number}", f"c{number}@example.com"))
            write_review(store, f"c{number}", "clack", rating=number % 3 + 2, text=text)
        write_review(store, "ana", "clack", rating=1, text="No comfort at all.", visibility=Visibility.FRIENDS)
        befriend(store, "ana", "ben")
        consent(store, "ana")
        counts = {viewer: shelf.digest_reviews("clack", viewer) for viewer in (None, "ana", "ben", "cleo")}
        assert {viewer: found.count for viewer, found in counts.items() if found.aspects} == {
            None: 5, "ana": 6, "ben": 6, "cleo": 5,
        }  # fmt: skip
        block_person(store, "cleo", "c0")
        assert shelf.digest_reviews("clack", "cleo").aspects == ()
        assert shelf.digest_reviews("clack") == counts[None]

    def test_opinions_are_of_what_their_viewer_may_read(self, shelf: Shelf, store: Store) -> None:
        write_review(store, "ana", "hush", rating=5, text="Quiet as a mouse.", visibility=Visibility.FRIENDS)
        write_review(store, "cleo", "clack", rating=2, text="Far from quiet.")
        befriend(store, "ana", "ben")
        consent(store, "ana")

        def told(viewer_id: str | None) -> list[tuple[str, int, int]]:
            found = shelf.find_opinions("quiet", ["clack", "hush", "cloud"], viewer_id=viewer_id)
            return [(one.product_id, one.praised, one.blamed) for one in found]

        assert told("ben") == [("hush", 1, 0), ("clack", 0, 1)]
        assert told(None) == [("clack", 0, 1)]
        block_person(store, "cleo", "ben")
        assert told("ben") == [("hush", 1, 0)]
        show_review_to(store, "ana", "hush", Visibility.ONLY_ME)
        assert told("ben") == []


def reviews(shelf: Shelf, question: str, viewer_id: str | None) -> list[str]:
    found = shelf.find_facts("clack", question, 9, viewer_id=viewer_id)
    return [fact.text for fact in found if fact.source is FactSource.REVIEW]
