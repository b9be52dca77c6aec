"""The next list of one process after another one wrote to the same database: as if it had written itself."""

from collections.abc import Callable

import pytest

from recommender.serve import SuggestContext, Suggestion
from retrieval.build import open_shelf
from shop.catalogue import Variant
from shop.consent import Purpose, withdraw_consent
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import show_review_to, write_review
from shop.sql.store import SqlStore
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import add_person, befriend, buy, fit_proven, look_at, open_crowd, put_on_sale


def sell_out(store: Store, product_id: str) -> None:
    with store.write() as tx:
        tx.put(Variant(f"{product_id}-1", product_id, f"sku-{product_id}", {}, 1000, "EUR", 0))


@pytest.mark.parametrize(
    "change",
    [
        lambda store: look_at(store, "nora", "novel"),
        lambda store: buy(store, "nora", "sock"),
        lambda store: write_review(store, "nora", "sock", rating=1, visibility=Visibility.PUBLIC),
        lambda store: write_review(store, "ana", "lamp", rating=5, visibility=Visibility.FRIENDS),
        lambda store: show_review_to(store, "ana", "sock", Visibility.ONLY_ME),
        lambda store: withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test"),
        lambda store: withdraw_consent(store, "nora", Purpose.PERSONALISE, source="test"),
        lambda store: block_person(store, "ana", "nora"),
        lambda store: sell_out(store, "sock"),
        lambda store: put_on_sale(store, "gel", "Running"),
    ],
    ids=["look", "purchase", "stars", "friend's", "hidden", "seen", "personalised", "block", "sold out", "new"],
)
def test_what_another_process_writes_changes_the_next_list(
    sqlite_store: SqlStore, sqlite_url: str, change: Callable[[Store], object]
) -> None:
    open_crowd(sqlite_store)
    add_person(sqlite_store, "nora", *Purpose)
    add_person(sqlite_store, "ana", *Purpose)
    befriend(sqlite_store, "nora", "ana")
    look_at(sqlite_store, "nora", "shoe")
    write_review(sqlite_store, "ana", "sock", rating=5, visibility=Visibility.FRIENDS)
    recommender = fit_proven(sqlite_store, open_shelf(sqlite_store, WordEncoder()))

    def suggest() -> list[Suggestion]:
        return recommender.suggest("nora", SuggestContext(), 10)

    before = suggest()
    assert suggest() == before, "nothing changes by itself"
    change(SqlStore(sqlite_url, sqlite_store._tables))
    assert suggest() != before
    anew = fit_proven(sqlite_store, open_shelf(sqlite_store, WordEncoder()))
    anew.use(recommender.model)
    assert anew.suggest("nora", SuggestContext(), 10) == suggest(), "as a process that has just started"
