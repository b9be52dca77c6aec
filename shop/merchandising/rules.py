"""The merchant's rules: made, replaced and deleted by staff and their programs, each change audited."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.ids import new_id
from shop.merchandising import MerchantRule, RuleBook, Terms
from shop.merchandising.checks import check_beside, check_terms
from shop.orders.actor import Actor, ActorKind
from shop.orders.plan import write_value
from shop.orders.records import AuditEntry
from shop.store import Reader, Store, Writer
from shop.texts import check_id

MOST_RULES = 500
_BOOK = "rules"
_DRAFT = "draft"


def add_rule(store: Store, staff: Actor, terms: Terms) -> MerchantRule:
    """Keep a new rule; it holds from the next list on that falls into its window.

    Raises NotAllowed for shoppers, Invalid for a value that is not allowed, NotFound for an unknown product, Conflict
    for a pin where another stands, or at 500 rules.
    """
    _check_staff(staff)
    with store.write() as tx:
        others = _open_book(tx)
        if len(others) >= MOST_RULES:
            raise Conflict(f"There are {len(others)} rules, as many as there can be; delete one first.")
        terms = _check(tx, terms, others)
        rule = MerchantRule(new_id("rule"), terms, staff.id, tx.now, staff.id, tx.now)
        tx.add(rule, _record(tx, staff, "add_merchant_rule", rule.id, None, terms))
    return rule


def replace_rule(store: Store, staff: Actor, rule_id: str, terms: Terms) -> MerchantRule:
    """Give the rule other terms; who made it first stays known. Raises as `add_rule`, and NotFound for the rule."""
    _check_staff(staff)
    with store.write() as tx:
        others = _open_book(tx)
        rule = _get_rule(tx, rule_id)
        terms = _check(tx, terms, [other for other in others if other.id != rule.id])
        changed = replace(rule, terms=terms, changed_by=staff.id, changed_at=tx.now)
        tx.put(changed)
        tx.add(_record(tx, staff, "replace_merchant_rule", rule.id, rule.terms, terms))
    return changed


def remove_rule(store: Store, staff: Actor, rule_id: str) -> None:
    """Delete the rule; the audit keeps what it said. Raises NotAllowed for shoppers, NotFound."""
    _check_staff(staff)
    with store.write() as tx:
        _open_book(tx)
        rule = _get_rule(tx, rule_id)
        tx.remove(MerchantRule, rule.id)
        tx.add(_record(tx, staff, "remove_merchant_rule", rule.id, rule.terms, None))


def list_rules(store: Store) -> list[MerchantRule]:
    """Return every rule, those outside their window too, the oldest first; [] for none."""
    with store.read() as tx:
        return tx.find(MerchantRule, order="made_at")


def find_rule(store: Store, rule_id: str) -> MerchantRule:
    """Return the rule. Raises NotFound."""
    with store.read() as tx:
        return _get_rule(tx, rule_id)


def rules_in_force(tx: Reader) -> tuple[MerchantRule, ...]:
    """Return the rules that hold now: the highest priority first, then the oldest; () for none."""
    return _holding(tx.find(MerchantRule, order="made_at"), tx.now)


def rules_with(
    store: Store, draft: Terms | None = None, moment: datetime | None = None, *, without: Sequence[str] = ()
) -> tuple[MerchantRule, ...]:
    """Return the rules as they would hold at the moment, now for None, if some were deleted and a draft were kept.

    The draft has the id "draft". Raises what `add_rule` raises for such terms, NotFound for an unknown rule.
    """
    with store.read() as tx:
        at = tx.now if moment is None else _check_moment(moment)
        gone = {_get_rule(tx, id).id for id in without}
        rules = [rule for rule in tx.find(MerchantRule, order="made_at") if rule.id not in gone]
        if draft is not None:
            rules.append(MerchantRule(_DRAFT, _check(tx, draft, rules), "", tx.now, "", tx.now))
    return _holding(rules, at)


def _check_moment(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid("moment", f"moment {moment} has no time zone.")
    return moment


def _holding(rules: Iterable[MerchantRule], at: datetime) -> tuple[MerchantRule, ...]:
    """Return those that hold then, the highest priority first, else in their order."""
    return tuple(sorted((rule for rule in rules if rule.terms.hold_at(at)), key=lambda rule: -rule.terms.priority))


def _open_book(tx: Writer) -> list[MerchantRule]:
    """Keep every other change waiting until this transaction ends, and return the rules as they are."""
    tx.put(RuleBook(_BOOK, tx.now))
    return tx.find(MerchantRule)


def _check(tx: Reader, terms: Terms, others: list[MerchantRule]) -> Terms:
    clean = check_terms(tx, terms)
    check_beside(clean, others)
    return clean


def _get_rule(tx: Reader, rule_id: str) -> MerchantRule:
    rule = tx.get(MerchantRule, check_id("rule_id", rule_id))
    if rule is None:
        raise NotFound("rule", rule_id)
    return rule


def _check_staff(staff: Actor) -> None:
    if staff.kind is ActorKind.SHOPPER:
        raise NotAllowed("Only the shop's staff can make merchant rules.")


def _record(
    tx: Writer, staff: Actor, action: str, rule_id: str, before: Terms | None, after: Terms | None
) -> AuditEntry:
    old, new = _tell(before), _tell(after)
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    return AuditEntry(
        new_id("audit"),
        staff.id,
        "",
        action,
        rule_id,
        {name: old[name] for name in changed if name in old},
        {name: new[name] for name in changed if name in new},
        tx.now,
    )


def _tell(terms: Terms | None) -> dict[str, str]:
    """Return the terms as the audit keeps them; what is not set is left out."""
    said: dict[str, Any] = {} if terms is None else asdict(terms)
    return {name: write_value(value) for name, value in said.items() if value not in (None, "")}
