"""Critiques of a list, whatever it was chosen by: each holds on all that is shown then, and can be taken back."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from actions.context import use_recommender, use_shelf
from recommender.fit import fit_recommender
from retrieval.build import open_shelf
from retrieval.colours import is_shade
from shop.activity import Event
from shop.catalogue import Listing, Product, Variant, get_listings, put_product, set_stock
from shop.consent import Purpose, grant_consent
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import make_product, make_variant, open_finding_shop, open_shop
from tests.actions.talk import Answered, Talk, found
from tests.fakes.encoder import WordEncoder

CONVERSATIONS = 160
CRITIQUES = 4
KINDS = ("tent", "kettle", "rain jacket", "backpack", "desk lamp", "jigsaw", "yoga mat", "speaker")
BRANDS = ("Velori", "Okanto", "Brewlund", "Trailhart", "Pelto", "Hollin", "Kabelo", "Tastra")
COLOURS = ("black", "white", "navy", "olive", "coral", "mustard", "grey", "lilac")
NAMES = ("Drift", "Ember", "Fold", "Glide", "Perch", "Rill", "Swan", "Tide")
_GIVEN_UP = ("found_without", "found_nothing")
_NO_LIST = ("nothing_cheaper", "nothing_similar", "which_colour", "none_of_these", "nothing_to_undo")
Said = tuple[str, str, str]


@dataclass
class Shop:
    """Eighty products of eight kinds, brands and colours; Maya, and her friends Ana and Priya who have wishes."""

    store: Store
    listings: dict[str, Listing]


@pytest.fixture(scope="module")
def big_store() -> Store:
    store, chance = open_shop(), random.Random(7)
    for number in range(80):
        kind, brand = KINDS[number % len(KINDS)], chance.choice(BRANDS)
        product = make_product(f"thing{number}", f"{brand} {chance.choice(NAMES)} {number} {kind}", brand, kind)
        shades = chance.sample(COLOURS, chance.randint(1, 3))
        cents = chance.randint(500, 30_000)
        variants = [
            make_variant(f"thing{number}-{shade}", cents + 500 * n, colour=shade) for n, shade in enumerate(shades)
        ]
        put_product(store, product, variants)
    for friend in ("ana", "priya"):
        for number in chance.sample(range(80), 8):
            add_to_wishlist(store, friend, f"thing{number}")
    return store


@pytest.fixture
def shop(big_store: Store) -> Shop:
    shelf = open_shelf(big_store, WordEncoder())
    use_shelf(shelf)
    use_recommender(fit_recommender(big_store, shelf))
    with big_store.read() as tx:
        return Shop(big_store, get_listings(tx, [product.id for product in tx.find(Product, active=True)]))


@dataclass
class Critic:
    """Says one thing after the other of a list, and knows what must hold by then."""

    chance: random.Random
    listings: dict[str, Listing]
    most_cents: int | None = None
    brands: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)

    def critique(self, shown: list[str]) -> tuple[str, list[Said]]:
        """Return what to say of this list, and note it."""
        one = self.listings[self.chance.choice(shown)]
        variant = self.chance.choice([v for v in one.variants if v.active])
        colour = next((v for name, v in variant.options.items() if name in ("colour", "color")), "")
        kind = self.chance.choice(("cheaper", "price", "brand", "colour"))
        if kind == "cheaper":
            return "cheaper please", []
        cents = one.product.price_from_cents * self.chance.choice((70, 100, 150)) // 10_000 * 100
        if kind == "price" and 0 < cents != self.most_cents:
            self.most_cents = cents
            return f"under {self.most_cents // 100}", [("price", str(self.most_cents // 100), "max")]
        if kind == "colour" and colour:
            self.colours.append(colour)
            return f"not {colour}", [("colour", colour, "not")]
        self.brands.append(one.product.brand)
        return f"not {one.product.brand}", [("brand", one.product.brand, "not")]

    def hear(self, answered: Answered) -> None:
        """Take what "cheaper" was answered by: below which price everything is."""
        edge_cents = answered.said[-1].values.get("edge_cents")
        if edge_cents is not None:
            self.most_cents = edge_cents - 1

    def broken_by(self, id: str) -> bool:
        one = self.listings[id]
        return one.product.brand in self.brands or not any(map(self._fits, one.variants))

    def _fits(self, variant: Variant) -> bool:
        cheap = self.most_cents is None or variant.price_cents <= self.most_cents
        shades = [value for name, value in variant.options.items() if name in ("colour", "color")]
        refused = any(is_shade(shade, colour) for shade in shades for colour in self.colours)
        return variant.available and cheap and not refused


def shown(answered: Answered) -> list[str]:
    return [card["product_id"] for card in answered.said[-1].facts.get("products", [])]


def begin_with_suggestions(talk: Talk, shop: Shop, chance: random.Random) -> Answered:
    return talk.hear("action_recommend", "any ideas for me?", intent="recommend_for_me")


def begin_with_a_present(talk: Talk, shop: Shop, chance: random.Random) -> Answered:
    friend = chance.choice(("Ana", "Pri"))
    said = [("person", friend, ""), ("price", "400", "max")]
    return talk.hear("action_recommend_gift", f"a gift for {friend}", intent="recommend_gift", entities=said)


def begin_with_likeness(talk: Talk, shop: Shop, chance: random.Random) -> Answered:
    title = chance.choice(list(shop.listings.values())).product.title
    said = [("product", title, "")]
    return talk.hear("action_find_similar", f"like the {title}", intent="find_similar", entities=said)


def begin_with_a_search(talk: Talk, shop: Shop, chance: random.Random) -> Answered:
    kind = chance.choice(list(shop.listings.values())).product.type
    said = [("product_type", kind, "")]
    return talk.hear("action_search", kind, intent="search_product", entities=said)


Begin = Callable[[Talk, Shop, random.Random], Answered]
BEGINNINGS = (begin_with_suggestions, begin_with_a_present, begin_with_likeness, begin_with_a_search)


def refine(talk: Talk, text: str, *entities: Said) -> Answered:
    return talk.hear("action_search", text, intent="refine_search", entities=list(entities))


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_every_critique_holds_on_all_that_is_shown_and_is_taken_back(shop: Shop, begin: Begin) -> None:
    looked_at = taken_back = 0
    way = ""
    for number in range(CONVERSATIONS // len(BEGINNINGS)):
        chance = random.Random(f"{begin.__name__} {number}")
        talk, critic = Talk(shop.store, "maya"), Critic(chance, shop.listings)
        lists = [shown(begin(talk, shop, chance))]
        way = talk.memory.chosen_by.get("as", "")
        while len(lists) <= CRITIQUES and lists[-1]:
            before = lists[-1], talk.memory.criteria
            text, said = critic.critique(lists[-1])
            answered = refine(talk, text, *said)
            if answered.responses[-1] in _NO_LIST:
                break
            if (shown(answered), talk.memory.criteria) == before:  # what was wished for has been given up again
                break
            lists.append(shown(answered))
            if answered.responses[-1] in _GIVEN_UP:
                break
            critic.hear(answered)
            assert [id for id in lists[-1] if critic.broken_by(id)] == [], f"{number}: {text}"
            assert talk.memory.chosen_by["as"] == way, f"{number}: {text}"
            looked_at += 1
        for former in reversed(lists[:-1]):
            assert shown(refine(talk, "undo that")) == former, f"{number}: {lists}"
            taken_back += 1
    assert looked_at > CONVERSATIONS // 4
    assert taken_back > looked_at // 2


@pytest.mark.parametrize("begin", BEGINNINGS)
@pytest.mark.parametrize(("text", "sign"), [("cheapest first", 1), ("most expensive first please", -1)])
def test_a_list_has_the_order_that_it_is_said_to_have(shop: Shop, begin: Begin, text: str, sign: int) -> None:
    def costs(ids: list[str]) -> list[int]:
        return [sign * shop.listings[id].product.price_from_cents for id in ids]

    continued = 0
    for number in range(6):
        talk, chance = Talk(shop.store, "maya"), random.Random(f"{begin.__name__} {number}")
        before = costs(shown(begin(talk, shop, chance)))
        after = costs(shown(refine(talk, text)))
        more = costs(shown(refine(talk, "show more")))
        assert [*after, *more] == sorted([*after, *more])
        assert after[0] <= min(before)
        continued += bool(more)
    assert continued >= 3


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


def suggest(talk: Talk) -> list[str]:
    return shown(talk.hear("action_recommend", "any ideas for me?", intent="recommend_for_me"))


def a_gift(talk: Talk) -> list[str]:
    said = [("person", "Ana", ""), ("price", "300", "max")]
    return shown(talk.hear("action_recommend_gift", "a gift for Ana", intent="recommend_gift", entities=said))


@pytest.mark.parametrize(
    "text", ["undo that", "take that back", "go back please", "put it back", "as it was before", "the previous list"]
)
def test_a_critique_is_taken_back_in_many_words(talk: Talk, text: str) -> None:
    first = suggest(talk)
    assert shown(refine(talk, "not Strida", ("brand", "Strida", "not"))) != first
    answered = refine(talk, text)
    assert (answered.responses, shown(answered)) == (["back_to_list"], first)
    assert talk.memory.criteria.not_brands == []


@pytest.mark.parametrize(
    ("critique", "said", "text"),
    [
        ("under 60", ("price", "60", "max"), "never mind the price"),
        ("under 60", ("price", "60", "max"), "forget about my budget"),
        ("not white", ("colour", "white", "not"), "forget the colour"),
        ("in black", ("colour", "black", ""), "the colour doesn't matter"),
        ("not Strida", ("brand", "Strida", "not"), "drop the brand"),
        ("only Okanto", ("brand", "Okanto", ""), "whatever brand"),
        ("in 38", ("size", "38", ""), "never mind the size"),
    ],
)
@pytest.mark.parametrize("begin", [suggest, a_gift])
def test_a_critique_is_taken_back_by_its_name(
    talk: Talk, begin: Callable[[Talk], list[str]], critique: str, said: Said, text: str
) -> None:
    first = begin(talk)
    way = talk.memory.chosen_by["as"]
    refine(talk, critique, said)
    assert talk.memory.chosen_by["as"] == way
    answered = refine(talk, text)
    limit = talk.memory.criteria.price_max_cents
    assert talk.memory.chosen_by["as"] == way
    if said[0] == "price":  # what the gift could cost is taken back with it
        assert limit is None
    else:
        assert shown(answered) == first


def test_one_critique_of_several_is_taken_back_and_the_others_hold(talk: Talk) -> None:
    suggest(talk)
    refine(talk, "under 100", ("price", "100", "max"))
    refine(talk, "not Okanto", ("brand", "Okanto", "not"))
    assert "daily" not in shown(refine(talk, "nothing white", ("colour", "white", "not")))
    answered = refine(talk, "forget the brand")
    assert talk.memory.criteria.not_brands == []
    assert (talk.memory.criteria.not_colours, talk.memory.criteria.price_max_cents) == (["white"], 10000)
    assert "daily" in shown(answered)


def test_never_mind_the_price_is_heard_where_the_policy_leaves_the_matter(talk: Talk) -> None:
    first = suggest(talk)
    refine(talk, "under 60", ("price", "60", "max"))
    answered = talk.hear("action_leave_flow", "never mind the price", intent="never_mind")
    assert shown(answered) == first
    assert talk.hear("action_leave_flow", "never mind", intent="never_mind").responses == ["nothing_open"]


def test_what_takes_a_critique_back_is_heard_without_an_intent(talk: Talk) -> None:
    first = suggest(talk)
    refine(talk, "under 60", ("price", "60", "max"))
    answered = talk.hear("action_not_understood", "forget the price", intent="nlu_fallback", failures="1")
    assert (answered.responses, shown(answered), talk.slots["failures"]) == (["back_to_list"], first, "0")
    assert talk.hear("action_not_understood", "gnarf", intent="nlu_fallback").responses == ["not_understood"]


def test_undoing_before_there_is_a_list_says_so(talk: Talk) -> None:
    assert refine(talk, "put the previous list back").responses == ["nothing_to_undo"]


def test_more_like_the_second_keeps_what_was_said_and_goes_back(talk: Talk) -> None:
    kettle = ("product_type", "running shoes", "")
    first = shown(talk.hear("action_search", "running shoes", intent="search_product", entities=[kettle]))
    refine(talk, "under 150", ("price", "150", "max"))
    before = talk.memory.product_ids
    answered = refine(talk, f"more like the {before[0]}", ("ordinal", "first", ""))
    assert answered.responses == ["found_similar"]
    assert "tempo" not in shown(answered)  # 219.00
    assert shown(refine(talk, "go back")) == before
    assert sorted(shown(refine(talk, "undo"))) == sorted(first)


@pytest.mark.parametrize("text", ["not that brand", "not into that brand", "nothing from this brand pls"])
def test_not_that_brand_is_the_one_talked_about(talk: Talk, text: str) -> None:
    suggest(talk)
    talk.hear("action_product_details", "tell me about the Daily One", entities={"product": "Daily One"})
    answered = talk.hear("action_reject", text, intent="reject_suggestion")
    assert talk.memory.criteria.not_brands == ["Okanto"]
    assert "daily" not in shown(answered)
    assert "cloudline" in shown(answered)


def test_a_wish_that_does_not_meet_a_critique_is_left_out(talk: Talk) -> None:
    add_to_wishlist(talk.store, "ana", "swan")
    assert a_gift(talk)[0] == "swan"
    assert "swan" not in shown(refine(talk, "not Brewlund", ("brand", "Brewlund", "not")))
    assert shown(refine(talk, "undo"))[0] == "swan"


def test_a_rejection_is_taken_back_too(talk: Talk) -> None:
    first = suggest(talk)
    talk.hear("action_reject", "not the first one", intent="reject_suggestion", entities={"ordinal": "first"})
    assert first[0] in talk.memory.rejected_ids
    assert shown(refine(talk, "undo that")) == first
    assert talk.memory.rejected_ids == []


def test_a_rejection_that_was_kept_as_a_dislike_is_deleted(talk: Talk) -> None:
    grant_consent(talk.store, "maya", Purpose.PERSONALISE, source="test")
    first = suggest(talk)
    for text in ("not the first one", "not the last one"):
        talk.hear("action_reject", text, intent="reject_suggestion", entities={"ordinal": text.split()[2]})
    with talk.store.read() as tx:
        assert len(tx.find(Event)) == 2
    refine(talk, "undo")
    assert shown(refine(talk, "undo")) == first
    with talk.store.read() as tx:
        assert tx.find(Event) == []


def test_what_has_sold_out_meanwhile_does_not_come_back(talk: Talk) -> None:
    first = suggest(talk)
    refine(talk, "not Hearthby", ("brand", "Hearthby", "not"))
    set_stock(talk.store, "mug-1", 0)
    assert shown(refine(talk, "undo")) == [id for id in first if id != "mug"]


def test_a_list_of_which_nothing_is_left_is_said_to_be_gone(talk: Talk) -> None:
    talk.hear("action_search", "a mug", intent="search_product", entities={"product_type": "mug"})
    talk.hear("action_search", "kettles", intent="search_product", entities={"product_type": "kettle"})
    set_stock(talk.store, "mug-1", 0)
    assert refine(talk, "undo").responses == ["list_is_gone"]
    assert refine(talk, "undo").responses == ["nothing_to_undo"]


def test_bigger_with_a_size_is_the_next_size() -> None:
    talk = Talk(open_finding_shop())
    said = {"product_type": "shoes", "size": "38"}
    talk.hear("action_search", "shoes in 38", intent="search_product", entities=list(said.items()))
    talk.hear("action_search", "bigger", intent="refine_search")
    assert talk.memory.criteria.size == "39"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("show the first list again", "running shoes"),
        ("back to the first ones", "running shoes"),
        ("go back to the original list please", "running shoes"),
        ("what was the first list", "running shoes"),
        ("what were the ones before", "kettles"),
        ("show me the list again", "mugs"),
    ],
)
def test_the_list_that_is_meant_comes_back(text: str, kind: str) -> None:
    talk = Talk(open_finding_shop(), "maya")
    lists = {}
    for each in ("running shoes", "kettles", "mugs"):
        talk.hear("action_search", each, intent="search_product", entities={"product_type": each})
        lists[each] = talk.memory.product_ids
    answered = talk.hear("action_search", text, intent="refine_search")
    assert found(answered) == lists[kind]
    assert talk.memory.criteria.product_type == kind


def test_what_was_rejected_since_stays_away_from_the_first_list() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    talk.hear("action_reject", "not the Tempo", entities={"product": "Tempo R"})
    talk.hear("action_search", "kettles", intent="search_product", entities={"product_type": "kettles"})
    answered = talk.hear("action_search", "back to the first ones", intent="refine_search")
    assert sorted(found(answered)) == ["cloudline", "daily"]


def test_the_list_that_was_compared_from_comes_back_whole() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    listed = talk.memory.product_ids
    talk.hear("action_compare", "compare the first two", entities=[("ordinal", "first"), ("quantity", "two")])
    assert talk.memory.product_ids == listed[:2]
    assert found(talk.hear("action_search", "back to the list", intent="refine_search")) == listed
