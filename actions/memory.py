"""What the assistant remembers of a conversation beside what the policy sees: one typed value in one slot."""

from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter


@dataclass
class Limit:
    """The most or the least of what can be measured: `said` is "under 2 kg", `way` -1 for the most, 1 for the least.

    `value` is in grams, litres, centimetres, hours, watts, lumens, decibels, people or as a factor.
    """

    said: str
    measure: str  # weight | volume | screen | battery | power | brightness | noise | persons | laptop | protection
    way: int
    value: float


@dataclass
class Criteria:
    """What a shopper is looking for, as far as they said. Empty means they did not say."""

    text: str = ""  # the words of the search itself
    product_type: str = ""
    brand: str = ""
    colour: str = ""
    size: str = ""
    material: str = ""
    features: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)  # types that go with what somebody likes; any of them
    occasion: str = ""  # what it is for, by its name in the vocabulary of occasions
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    not_brands: list[str] = field(default_factory=list)
    not_colours: list[str] = field(default_factory=list)
    not_features: list[str] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    in_stock: bool = True
    sort: str = "best"  # best | cheapest | dearest | best_rated | newest
    taste: str = ""  # which nothing states and words alone order by: "less sporty", "classier"


@dataclass
class OpenTask:
    """A flow and what it has so far: kept aside while another one is under way."""

    flow: str
    asking: str
    gathered: dict[str, Any] = field(default_factory=dict)
    question: dict[str, Any] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)
    token: str = ""
    proposal: str = ""
    reminded: int = 0


@dataclass
class ListShown:
    """A list of products as it was shown, to come back to."""

    criteria: Criteria = field(default_factory=Criteria)
    product_ids: list[str] = field(default_factory=list)
    chosen_by: dict[str, Any] = field(default_factory=dict)
    rejected: int = 0  # how many products had been rejected by then


@dataclass
class Told:
    """What was just told, for "why not?" and "and the headlamp?" right after it: of an order, or a no to anything."""

    # turned_down | handed_over, to a human | of an order: refused, coming_back, or order for anything else
    kind: str = ""  # "" for nothing
    said_in: str = ""  # the message that it answered
    flow: str = ""  # what was refused, or whether a return or an exchange comes back
    order_id: str = ""
    why: str = ""
    ask: str = ""  # what was asked of what comes back
    left: dict[str, Any] = field(default_factory=dict)  # what they said no to, and what was gathered for it
    response: str = ""  # the no that was said, with its values
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class AskedWhich:
    """The question which product is meant, for "the 700" right after it: what is wanted of one, and their titles."""

    intent: str = ""  # "" for none
    titles: list[str] = field(default_factory=list)
    said_in: str = ""  # the message that it answered


@dataclass
class Memory:
    """One conversation's memory. Ids are of shop records; what they stand for is read anew in every turn."""

    criteria: Criteria = field(default_factory=Criteria)
    earlier: list[ListShown] = field(default_factory=list)  # the lists before, for "undo that"; the newest last
    product_ids: list[str] = field(default_factory=list)  # the list shown last, in its order
    compared: list[str] = field(default_factory=list)  # the products that were compared last, to add to them
    chosen_by: dict[str, Any] = field(default_factory=dict)  # how these were found, to explain them and to go on
    rejected_ids: list[str] = field(default_factory=list)
    passed_over_ids: list[str] = field(default_factory=list)  # those of them that only went with a whole list
    order_ids: list[str] = field(default_factory=list)
    review_ids: list[str] = field(default_factory=list)
    person_ids: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)  # what "the first one" means while a flow asks, as values
    product_id: str = ""  # the one being talked about
    focus_newer: bool = False  # whether it was talked about after the last list, or the cart, was shown
    variant_id: str = ""
    variant_ids: list[str] = field(default_factory=list)  # those that "the second one in blue" may be
    order_id: str = ""
    person_id: str = ""
    asked_of_friends: list[str] = field(default_factory=list)  # kinds of what they do, for "and Victor?"
    circle_id: str = ""  # the one made or changed last
    poll_id: str = ""  # the one sent or shown last
    poll_ids: list[str] = field(default_factory=list)  # the shopper's own as they were listed, for "the second one"
    poll_choices: list[str] = field(default_factory=list)  # its choices, where the shopper can vote in it
    gift_for: str = ""  # customer id of whom the cart is a present for, until it is ordered
    alert_id: str = ""  # the alert set last, until something else is talked about or shown
    own_review_of: str = ""  # the product whose own review was just told, for "make it 4"
    asked_shop: str = ""  # the question on the shop's rules that was answered last, for "and to Ireland?"
    token: str = ""  # of the proposal that waits for a yes
    deed: dict[str, Any] = field(default_factory=dict)  # what was done last and can be taken back, see taking_back
    taken_of: str = ""  # customer id of whom it was just told which wishes are taken, for "and the packing cubes?"
    audience_of: str = ""  # what was just said who sees: "reviews" or "wishes", for "only me please"
    audience_product: str = ""  # the one wish of which that was said; "" for all of them
    told: Told = field(default_factory=Told)
    asked_which: AskedWhich = field(default_factory=AskedWhich)
    proposal: str = ""  # what yes would do: the flow whose proposal waits, or an offer such as "offer:set_alert"
    flow: dict[str, Any] = field(default_factory=dict)  # what the open flow has gathered
    question: dict[str, Any] = field(default_factory=dict)  # the open question, to ask it again after a digression
    asked_in: str = ""  # the message that the open question was asked after
    reminded: int = 0  # times that it was asked again after something else
    suspended: list[OpenTask] = field(default_factory=list)  # tasks that wait for another to end, newest last
    said_before: list[list[str]] = field(default_factory=list)  # the thing and the look of the message before
    mood: float = 0.0  # running mean of polarity, -1 to 1


_MEMORY: TypeAdapter[Memory] = TypeAdapter(Memory)


def read_memory(value: object) -> Memory:
    """Return the memory in a slot's value; an empty one for None."""
    return _MEMORY.validate_python(value or {})


def list_in(memory: Memory) -> ListShown:
    """Return the list shown last as it is now; without products when none is."""
    return ListShown(memory.criteria, list(memory.product_ids), dict(memory.chosen_by), len(memory.rejected_ids))


def write_memory(memory: Memory) -> dict[str, Any]:
    """Return what to put into the slot."""
    return asdict(memory)
