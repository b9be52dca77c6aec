"""The log of lists that were shown: what goes in, by whose consent, how long it stays, and how it is erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import JsonValue, TypeAdapter

from recommender.experiments.records import Exposure, Surface
from shop.consent import Purpose, allows
from shop.customers import Customer
from shop.store import Below, Store

ERASED_BY = ((Exposure, "customer_id"),)
"""What `shop.privacy.erasure.erase_me` erases beside the shop's own."""

_BATCH = 5_000
_JSON: TypeAdapter[list[Exposure]] = TypeAdapter(list[Exposure])


@dataclass(frozen=True)
class Making:
    """How a list was made, before anybody knows what of it is shown. Chances and teams are by product."""

    customer_id: str | None
    surface: Surface
    product_ids: tuple[str, ...]
    experiment_id: str = ""
    arm: str = ""
    propensities: Mapping[str, float] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    rivals: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)


def log_list(store: Store, id: str, making: Making, shown: Sequence[str]) -> bool:
    """Keep what was shown of a list; return whether it was kept.

    A customer's list is kept only while they consent to PERSONALISE; a guest's names nobody. Products that were shown
    beside the list are left out, and chances where it was narrowed: they would no longer be those of the draw.
    """
    product_ids = tuple(id for id in shown if id in making.product_ids)
    if not product_ids:
        return False
    whole = making.product_ids[: len(product_ids)] == product_ids
    with store.write(noted=True) as tx:
        if making.customer_id is not None:
            tx.lock(Customer, making.customer_id)  # a withdrawal or an erasure comes wholly before or wholly after
            if not allows(tx, making.customer_id, Purpose.PERSONALISE):
                return False
        tx.add(
            Exposure(
                id=id,
                experiment_id=making.experiment_id,
                arm=making.arm,
                customer_id=making.customer_id,
                surface=making.surface,
                product_ids=product_ids,
                propensities=tuple(making.propensities[id] for id in product_ids if id in making.propensities)
                if whole
                else (),
                candidates=making.candidates if whole else (),
                rivals=dict(making.rivals) if whole else {},
                teams=tuple(making.teams[id] for id in product_ids if id in making.teams),
                at=tx.now,
            )
        )
    return True


def forget_old_lists(store: Store, keep_days: int) -> int:
    """Remove lists that were shown more than this many days ago; return how many."""
    removed = 0
    while True:
        with store.write() as tx:
            old = tx.find(Exposure, order="at", limit=_BATCH, at=Below(tx.now - timedelta(days=keep_days)))
            removed += tx.remove(Exposure, *(exposure.id for exposure in old))
        if len(old) < _BATCH:
            return removed


def export_my_lists(store: Store, customer_id: str) -> dict[str, JsonValue]:
    """Return what the customer was shown, oldest first, as `shop.privacy.export.export_my_data` has its sections."""
    with store.read() as tx:
        lists = tx.find(Exposure, customer_id=customer_id, order="at")
    plain: JsonValue = _JSON.dump_python(lists, mode="json")
    return {"lists_shown": plain}
