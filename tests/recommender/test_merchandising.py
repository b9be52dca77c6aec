"""The merchant's rules over any ranking: pins, boosts, buries and caps do what they say, and nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.assortment import Range
from recommender.merchandising import PICKED, Effect, Merchandising, Touch, keep_caps, say_pick
from recommender.serve import Reason, Suggestion
from retrieval.fusion import best_first
from shop.catalogue import Product
from shop.merchandising import MerchantRule, RuleKind, Selection, Terms, Trait

DAY = datetime(2026, 3, 1, tzinfo=UTC)
BRANDS, TYPES = ("Acme", "Brio", "Cato"), ("tent", "lamp")


def product(id: str, brand: str = "Acme", type: str = "tent") -> Product:
    return Product(id, id.title(), "", brand, type, ("Outdoor", type), f"Outdoor > {type}", "EUR", 1000)


SHOP = {id: product(id, BRANDS[n % 3], TYPES[n % 2]) for n, id in enumerate("abcdefghij")}
RANGE = Range(SHOP)
SCORES = {id: 1.0 - n / 10 for n, id in enumerate(SHOP)}


def rule(kind: RuleKind, *ids: str, name: str = "", **terms: object) -> MerchantRule:
    made = replace(Terms(kind, Selection(product_ids=ids)), **terms)  # type: ignore[arg-type]
    return MerchantRule(name or f"{kind}-{'-'.join(ids)}", made, "mia", DAY, "mia", DAY)


def pin(id: str, place: int, priority: int = 0) -> MerchantRule:
    return rule(RuleKind.PIN, id, place=place, priority=priority)


def apply(rules: Sequence[MerchantRule]) -> Merchandising:
    """Return these rules over the whole shop, in the order of their force."""
    return Merchandising(sorted(rules, key=lambda rule: -rule.terms.priority), RANGE, RANGE.active)


def weigh(rules: Sequence[MerchantRule], scores: dict[str, float]) -> dict[str, float]:
    weighed = apply(rules).weigh(np.array([scores[id] for id in RANGE.ids]))
    return dict(zip(RANGE.ids, weighed.tolist(), strict=True))


def arrange(rules: list[MerchantRule], n: int, *, gone: str = "", scores: dict[str, float] = SCORES) -> list[str]:
    """Return a list of n as the recommender makes it; `gone` cannot be bought."""
    merchandising = apply(rules)
    ranked = [id for id in best_first(weigh(rules, scores)) if id not in gone]
    pins = merchandising.hold_pins([id for id in merchandising.pinned_ids if id not in gone], n)
    return merchandising.place(list(merchandising.keep_caps(ranked, pins)), pins, n)


def test_without_rules_nothing_moves() -> None:
    assert arrange([], 4) == ["a", "b", "c", "d"]
    assert weigh([], SCORES) == SCORES


def test_a_pin_stands_at_its_place_and_the_others_keep_their_order() -> None:
    assert arrange([pin("j", 2)], 4) == ["a", "j", "b", "c"]
    assert arrange([pin("a", 3)], 4) == ["b", "c", "a", "d"]


def test_of_two_pins_for_one_place_the_stronger_has_it_and_the_other_the_next() -> None:
    assert arrange([pin("j", 1), pin("i", 1, priority=5)], 4) == ["i", "j", "a", "b"]


def test_a_pin_beyond_the_list_leaves_its_product_where_it_stands() -> None:
    assert arrange([pin("a", 8)], 4) == ["a", "b", "c", "d"]


def test_a_pin_closes_a_list_that_is_shorter_than_its_place() -> None:
    assert arrange([pin("a", 5)], 5, gone="defghij") == ["b", "c", "a"]


def test_what_cannot_be_had_is_not_pinned_in() -> None:
    assert arrange([pin("j", 1)], 3, gone="j") == ["a", "b", "c"]


def test_boosts_raise_and_buries_lower_by_their_factor() -> None:
    assert arrange([rule(RuleKind.BOOST, "j", factor=6.5)], 4) == ["a", "b", "c", "d"]
    assert arrange([rule(RuleKind.BOOST, "j", factor=9.5)], 4) == ["a", "j", "b", "c"]
    assert arrange([rule(RuleKind.BURY, "a", factor=0.75)], 4) == ["b", "c", "a", "d"]


def test_what_is_buried_to_the_end_comes_after_all_the_rest_in_its_order() -> None:
    buried = rule(RuleKind.BURY, selection=Selection(type="tent"))
    assert arrange([buried], 10) == [*"bdfhj", *"acegi"]
    assert arrange([buried], 3, gone="bdfhj") == ["a", "c", "e"]


def test_of_contradicting_rules_the_higher_priority_counts_alone() -> None:
    boost = rule(RuleKind.BOOST, "b", factor=50.0, priority=1)
    assert arrange([rule(RuleKind.BURY, "b"), boost], 2) == ["b", "a"]
    assert arrange([replace(boost, terms=replace(boost.terms, priority=-1)), rule(RuleKind.BURY, "b")], 2) == ["a", "c"]


def test_a_cap_leaves_room_for_others() -> None:
    assert arrange([rule(RuleKind.CAP, selection=Selection(brand="Acme"), most=1)], 4) == ["a", "b", "c", "e"]
    assert arrange([rule(RuleKind.CAP, selection=Selection(), most=1, each=Trait.BRAND)], 4) == ["a", "b", "c"]
    assert arrange([rule(RuleKind.CAP, selection=Selection(type="tent"), most=0)], 3) == ["b", "d", "f"]


def test_a_cap_holds_for_pins_too_the_stronger_first() -> None:
    cap = rule(RuleKind.CAP, selection=Selection(type="tent"), most=1)
    assert arrange([pin("c", 1), pin("e", 2, priority=1), cap], 3) == ["b", "e", "d"]


def test_the_preview_can_tell_what_each_rule_did() -> None:
    rules = [
        pin("j", 1), rule(RuleKind.BOOST, "c", factor=3.0), rule(RuleKind.BURY, "b"),
        rule(RuleKind.CAP, name="cap", selection=Selection(brand="Acme"), most=1),
    ]  # fmt: skip
    after = arrange(rules, 3)
    assert after == ["j", "c", "e"]  # j is Acme's only one, so a is left out
    assert apply(rules).touches(["a", "b", "c"], after, {1: "j"}) == [
        Touch("pin-j", "j", Effect.PINNED),
        Touch("boost-c", "c", Effect.RAISED),
        Touch("bury-b", "b", Effect.LOWERED),
        Touch("cap", "a", Effect.LEFT_OUT),
    ]


def test_a_pick_has_its_true_reasons_or_says_whose_it_is() -> None:
    because = (Reason("Ana bought it", ("purchase:ana:a",)),)
    speaking, silent = Suggestion("a", 1.0, because), Suggestion("b", 0.5, ())
    merchandising = apply([pin("a", 1), pin("b", 2)])
    assert say_pick(speaking, merchandising, {1: "a"}) == speaking
    assert say_pick(silent, merchandising, {1: "a"}) == silent
    assert say_pick(silent, merchandising, {2: "b"}).because == (Reason(PICKED, ("rule:pin-b",)),)


def test_what_is_not_offered_neither_is_pinned_nor_sets_the_scale() -> None:
    offered = RANGE.active & ~RANGE.mark(["a", "j"])
    merchandising = Merchandising([pin("j", 1), rule(RuleKind.BURY, "b")], RANGE, offered)
    assert merchandising.pinned_ids == ()
    weighed = merchandising.weigh(np.array([SCORES[id] for id in RANGE.ids]))
    assert weighed[RANGE.places["b"]] < weighed[offered & ~RANGE.mark(["b"])].min()
    assert weighed[RANGE.places["a"]] == SCORES["a"]


def test_caps_can_be_kept_on_any_list() -> None:
    cap = rule(RuleKind.CAP, selection=Selection(), most=1, each=Trait.BRAND)
    assert keep_caps([cap, pin("j", 1)], [SHOP[id] for id in "jabcd"]) == ["j", "b", "c"]


ids = st.sampled_from(sorted(SHOP))
selections = st.builds(
    Selection,
    product_ids=st.lists(ids, max_size=3).map(tuple),
    brand=st.sampled_from(["", *BRANDS]),
    type=st.sampled_from(["", *TYPES]),
)
priorities = st.integers(-3, 3)


def terms(kind: RuleKind, selection: st.SearchStrategy[Selection], **fields: st.SearchStrategy[object]) -> object:
    return st.builds(Terms, st.just(kind), selection, priority=priorities, **fields)


any_terms = st.one_of(
    terms(RuleKind.PIN, ids.map(lambda pinned: Selection(product_ids=(pinned,))), place=st.integers(1, 12)),
    terms(RuleKind.BOOST, selections, factor=st.floats(1.01, 100)),
    terms(RuleKind.BURY, selections, factor=st.none() | st.floats(0.01, 0.99)),
    terms(RuleKind.CAP, selections, most=st.integers(0, 4), each=st.none() | st.sampled_from(list(Trait))),
)  # type: ignore[arg-type]
any_rules = st.lists(any_terms, max_size=8).map(
    lambda all_terms: [MerchantRule(f"r{n}", terms, "mia", DAY, "mia", DAY) for n, terms in enumerate(all_terms)]
)
any_scores = st.fixed_dictionaries({id: st.floats(-2, 5) for id in SHOP})
not_had = st.sets(ids).map(lambda gone: "".join(sorted(gone)))


@given(any_rules, any_scores, not_had, st.integers(1, 10))
def test_any_rules_show_only_what_may_be_shown_once_and_no_more_than_asked(
    rules: list[MerchantRule], scores: dict[str, float], gone: str, n: int
) -> None:
    found = arrange(rules, n, gone=gone, scores=scores)
    assert len(found) == len(set(found)) <= n
    assert not set(found) & set(gone)
    if all(rule.terms.kind is not RuleKind.CAP for rule in rules):
        assert len(found) == min(n, len(SHOP) - len(gone))


@given(any_rules, any_scores, not_had, st.integers(1, 10))
def test_no_list_breaks_a_cap(rules: list[MerchantRule], scores: dict[str, float], gone: str, n: int) -> None:
    found = [SHOP[id] for id in arrange(rules, n, gone=gone, scores=scores)]
    for cap in (rule.terms for rule in rules if rule.terms.kind is RuleKind.CAP):
        each = cap.each
        groups = Counter(getattr(p, each.value) if each else "" for p in found if cap.selection.holds(p))
        assert max(groups.values(), default=0) <= (cap.most or 0)


@given(any_rules, any_scores, not_had, st.integers(1, 10))
def test_the_strongest_pin_that_can_be_had_stands_where_it_says(
    rules: list[MerchantRule], scores: dict[str, float], gone: str, n: int
) -> None:
    uncapped = [rule for rule in rules if rule.terms.kind is not RuleKind.CAP]
    pins = [rule.terms for rule in uncapped if rule.terms.kind is RuleKind.PIN]
    first: dict[str, Terms] = {}
    for terms in sorted(pins, key=lambda terms: -terms.priority):
        first.setdefault(terms.selection.product_ids[0], terms)
    fitting = [(id, t.place) for id, t in first.items() if id not in gone and t.place is not None and t.place <= n]
    found = arrange(uncapped, n, gone=gone, scores=scores)
    if fitting and len(found) == n:  # where products are missing, the pins close the list
        id, place = fitting[0]
        assert found.index(id) + 1 == place


@given(any_rules, any_scores)
def test_a_boost_never_lowers_and_a_bury_never_raises(rules: list[MerchantRule], scores: dict[str, float]) -> None:
    merchandising, weighed = apply(rules), weigh(rules, scores)
    for id, other in SHOP.items():
        holding = [r.terms for r in merchandising.rules if r.terms.factor or r.terms.kind is RuleKind.BURY]
        strongest = next((t for t in holding if t.selection.holds(other)), None)
        if strongest is None:
            assert weighed[id] == scores[id]
        elif strongest.kind is RuleKind.BOOST:
            assert weighed[id] >= scores[id]
        elif strongest.factor is not None:
            assert weighed[id] <= scores[id]
