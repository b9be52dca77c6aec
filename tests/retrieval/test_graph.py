"""What belongs to what: stated relations, what is bought together, and the logic of fitting."""

from dataclasses import replace

from retrieval.graph import Fit, KnowledgeGraph, Matching, Relation, build_graph
from retrieval.relations import Relations
from shop.catalogue import Product, put_product
from shop.knowledge import Article
from tests.retrieval.market import START, open_market, product, variant

ONE, MAX = "phone", "phone-max"


def phones() -> list[Product]:
    phone = product(ONE, "Sorrel S3", "smartphone", "Sorrel", "A phone.", path=("Phones", "Smartphones"))
    bigger = replace(phone, id=MAX, title="Sorrel S3 Max")
    case = product("case", "Clear case", "phone case", "Hull", "Fits.", path=("Phones", "Cases"))
    return [
        phone,
        bigger,
        replace(case, relations={"accessory_of": (ONE,), "works_with": (ONE, "glass")}),
        product("glass", "Glass", "screen protector", "Hull", "Thin.", attributes={"fits": "Sorrel S3 Max"}),
        product("bank", "Power bank", "power bank", "Amp", "20 Ah.", path=("Phones", "Power banks")),
        product("kettle", "Swan", "kettle", "Swan", "Boils.", attributes={"material": "Steel"}),
    ]


def graph(**together: int) -> KnowledgeGraph:
    pairs = {(one, other): count for key, count in together.items() for one, other in [key.split("_")]}
    return build_graph(phones(), bought_together=pairs)


def test_accessories_come_before_what_works_with_it_and_what_is_bought_with_it() -> None:
    assert graph(kettle_phone=9).matching(ONE) == (
        Matching("case", Relation.ACCESSORY_OF),
        Matching("kettle", Relation.BOUGHT_WITH, 9),
    )


def test_few_customers_say_nothing() -> None:
    assert graph(kettle_phone=4).matching("kettle") == ()
    assert graph(kettle_phone=5).matching("kettle") == (Matching(ONE, Relation.BOUGHT_WITH, 5),)


def test_two_of_a_kind_do_not_go_together() -> None:
    assert build_graph(phones(), bought_together={(ONE, MAX): 50}).matching(MAX) == (
        Matching("glass", Relation.WORKS_WITH),
    )


def test_a_case_fits_its_model_alone() -> None:
    known = graph()
    assert known.judge_fit("case", ONE).fit is Fit.FITS
    assert known.judge_fit(ONE, "case").fit is Fit.FITS
    refused = known.judge_fit(MAX, "case")
    assert (refused.fit, refused.fits_ids, refused.evidence_ids) == (Fit.DOES_NOT_FIT, (ONE,), ("case",))


def test_a_case_says_nothing_of_things_of_another_kind() -> None:
    assert graph().judge_fit("case", "kettle").fit is Fit.NOT_STATED
    assert graph().judge_fit("bank", ONE).fit is Fit.NOT_STATED


def test_an_attribute_names_the_longest_title_alone() -> None:
    assert graph().judge_fit("glass", MAX).fit is Fit.FITS
    assert graph().judge_fit("glass", ONE).fit is not Fit.FITS


def test_what_is_withdrawn_or_unknown_is_related_to_nothing() -> None:
    withdrawn = [replace(one, active=one.id != "case") for one in phones()]
    assert build_graph(withdrawn).matching(ONE) == ()
    assert graph().matching("unknown") == ()
    assert graph().judge_fit("unknown", ONE).fit is Fit.NOT_STATED
    assert build_graph(()).alternatives("anything") == ()


def test_articles_are_about_types_and_materials() -> None:
    articles = [
        Article("boiling", "Descaling a kettle", "care", "…", (), START),
        Article("metal", "Metals", "materials", "…", ("steel",), START),
        Article("other", "Returns", "returns", "…", ("parcel",), START),
    ]
    assert build_graph(phones(), articles).articles_about("kettle") == ("boiling", "metal")


def test_the_graph_follows_the_store() -> None:
    store = open_market()
    relations = Relations(store)
    before = relations.graph()
    assert before is relations.graph()
    lace = product("lace", "Lace", "lace", "Strida", "Ties.", relations={"accessory_of": ("cloud",)})
    put_product(store, lace, [variant("lace", 300)])
    assert relations.graph().matching("cloud") == (Matching("lace", Relation.ACCESSORY_OF),)
