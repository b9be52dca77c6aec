"""Merchant rules on the wire."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Cents, Id, Instant, Next, Wire
from recommender.merchandising import Effect, Preview
from shop.merchandising import MerchantRule, RuleKind, Selection, Terms, Trait

_RULE = {
    "kind": "pin",
    "selection": {"product_ids": ["strida-cloudline-2"], "brand": "", "category": "", "type": ""},
    "place": 1,
    "factor": None,
    "most": None,
    "each": None,
    "priority": 0,
    "starts_at": "2026-11-27T00:00:00Z",
    "ends_at": "2026-11-30T00:00:00Z",
    "note": "The weekend's campaign",
}
_ANSWER = _RULE | {
    "id": "rule_1m8besqnhdf31emb4fx8rv",
    "made_by": "api key 1m8bes",
    "made_at": "2026-11-20T09:30:00Z",
    "changed_by": "api key 1m8bes",
    "changed_at": "2026-11-20T09:30:00Z",
}


_PREVIEW: dict[str, object] = {
    "customer_id": "maya",
    "product_type": "",
    "budget_max_cents": None,
    "limit": 3,
    "at": None,
    "rule": _RULE,
    "without": [],
}
_PREVIEWED = {
    "before": ["brisk-tempo", "strida-cloudline-2"],
    "after": [
        {"product_id": "strida-cloudline-2", "title": "Strida Cloudline 2", "place": 1, "place_before": 2},
        {"product_id": "brisk-tempo", "title": "Brisk Tempo", "place": 2, "place_before": 1},
    ],
    "touches": [{"rule_id": "draft", "product_id": "strida-cloudline-2", "effect": "pinned"}],
}


class SelectionWire(Wire):
    """The products that a rule is about: those that meet everything that is given."""

    product_ids: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    brand: Annotated[str, Field(max_length=100)] = ""
    category: Annotated[str, Field(max_length=1000, description="A path and all below it: `Sports > Running`.")] = ""
    type: Annotated[str, Field(max_length=100)] = ""


class RuleIn(Wire, json_schema_extra={"examples": [_RULE]}):
    """What the rule says: a pin has a place, a boost a factor, a bury a factor or none, a cap `most`, maybe `each`."""

    kind: RuleKind
    selection: SelectionWire = Field(default_factory=SelectionWire)
    place: Annotated[int, Field(strict=True, ge=1, le=50, description="1 is the top of the list.")] | None = None
    factor: (
        Annotated[
            float,
            Field(
                strict=True,
                gt=0,
                le=100,
                allow_inf_nan=False,
                description="Above 1 for a boost; below 1 for a bury, where null is the end of the list.",
            ),
        ]
        | None
    ) = None
    most: Annotated[int, Field(strict=True, ge=0, le=50, description="Products of one list.")] | None = None
    each: Annotated[Trait, Field(description="Counts those of one brand, category or type apart.")] | None = None
    priority: Annotated[int, Field(strict=True, ge=-1000, le=1000, description="The higher counts.")] = 0
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    note: Annotated[str, Field(max_length=500)] = ""


class RuleOut(Wire, json_schema_extra={"examples": [_ANSWER]}):
    """A rule as it is kept, and who made and last changed it."""

    id: str
    kind: RuleKind
    selection: SelectionWire
    place: int | None
    factor: float | None
    most: int | None
    each: Trait | None
    priority: int
    starts_at: datetime | None
    ends_at: datetime | None
    note: str
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime


class RulesOut(Wire, json_schema_extra={"examples": [{"items": [_ANSWER], "next": None}]}):
    """A page of rules, the oldest first."""

    items: tuple[RuleOut, ...]
    next: Next = None


class PreviewIn(Wire, json_schema_extra={"examples": [_PREVIEW]}):
    """For whom, and under which rules: those kept, as they hold at `at`, and `rule` beside them as if it were kept."""

    customer_id: Annotated[Id, Field(description="null for a guest.")] | None = None
    product_type: Annotated[str, Field(max_length=100)] = ""
    budget_max_cents: Cents | None = None
    limit: Annotated[int, Field(strict=True, ge=1, le=50)] = 10
    at: Annotated[Instant, Field(description="null for now.")] | None = None
    rule: RuleIn | None = None
    without: Annotated[
        tuple[Id, ...],
        Field(max_length=500, description="Rules to leave out, such as the one that `rule` is to replace."),
    ] = ()


class PlacedOut(Wire):
    """A product of the list under the rules. Places count from 1; null: it was not in the list without them."""

    product_id: str
    title: str
    place: int
    place_before: int | None


class TouchOut(Wire):
    """What one rule did to one product. The rule that was tried has the id "draft"."""

    rule_id: str
    product_id: str
    effect: Effect


class PreviewOut(Wire, json_schema_extra={"examples": [_PREVIEWED]}):
    """The list without rules as product ids, the list under them, and which rule did what.

    Why the customer is shown each product is left out: reasons may name their friends.
    """

    before: tuple[str, ...]
    after: tuple[PlacedOut, ...]
    touches: tuple[TouchOut, ...]


def read_terms(body: RuleIn) -> Terms:
    """Return the terms that this body stands for."""
    return Terms(**{**dict(body), "selection": Selection(**dict(body.selection))})


def write_rule(rule: MerchantRule) -> RuleOut:
    """Return the rule for the wire."""
    terms = dict(vars(rule.terms)) | {"selection": SelectionWire(**vars(rule.terms.selection))}
    kept = {name: value for name, value in vars(rule).items() if name != "terms"}
    return RuleOut(**terms, **kept)


def write_preview(preview: Preview, titles: Mapping[str, str]) -> PreviewOut:
    """Return the preview for the wire; `titles` of all products of the list under the rules."""
    before = {id: place for place, id in enumerate(preview.before, 1)}
    after = (
        PlacedOut(product_id=id, title=titles[id], place=place, place_before=before.get(id))
        for place, id in enumerate(preview.after, 1)
    )
    touches = (TouchOut(**asdict(touch)) for touch in preview.touches)
    return PreviewOut(before=preview.before, after=tuple(after), touches=tuple(touches))
