"""The customers: who they are, what they like, how they pay and what they allow."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from shop.consent import Purpose
from shop.customers import Address, Customer, PaymentKind, PaymentMethod
from shop.demo.chance import Calendar, dice, moment, some
from shop.demo.read import Content
from shop.demo.written import Persona, Town
from shop.errors import Invalid

CUSTOMERS = 500
PAID_RAVERS = 12  # accounts that exist to praise: no friends, no orders
_REGIONS = {
    "Germany": "DE", "Austria": "AT", "Netherlands": "NL", "Belgium": "BE", "France": "FR",
    "Spain": "ES", "Italy": "IT", "Portugal": "PT", "Ireland": "IE",
}  # fmt: skip
_WOMEN = {"shoe": "36 37 38 38 39 39 40 41", "top": "XS S S M M L XL", "dress": "34 36 38 38 40 40 42 44 46"}
_MEN = {"shoe": "40 41 42 42 43 43 44 45 46", "top": "S M M L L XL XXL", "trousers": "46 48 50 50 52 52 54 56"}
_GIFT_CARDS = (2_500, 5_000, 7_500, 10_000, 15_000, 20_000)


@dataclass(frozen=True)
class Person:
    """A customer with what the shop does not know: taste, budget, temper."""

    customer: Customer
    town: str
    categories: tuple[str, ...]  # the dearest first; () for somebody without interests
    budget: float  # 0 buys the cheapest, 1 the dearest
    kindness: float  # positive: gives more stars than others
    diligence: float  # how readily this person writes and buys; 0: only what is written for them
    sociable: bool
    methods: tuple[PaymentMethod, ...]
    consents: dict[Purpose, tuple[bool, ...]]  # one answer after the other; () for never asked
    paid_raver: bool = False
    persona: Persona | None = None

    @property
    def id(self) -> str:
        return self.customer.id

    @property
    def joined(self) -> datetime:
        assert self.customer.created_at is not None  # noqa: S101 - made below, always with a date
        return self.customer.created_at

    def allows(self, purpose: Purpose) -> bool:
        return self.consents[purpose][-1:] == (True,)


def make_people(content: Content, calendar: Calendar, seed: int) -> tuple[Person, ...]:
    """Return the personas, then everybody else, then the paid ravers: 500 people with different nicknames."""
    maker = _Maker(content, calendar, dice(seed, "people"))
    people = [maker.persona(persona) for persona in content.personas]
    people += [maker.anybody() for _ in range(CUSTOMERS - PAID_RAVERS - len(people))]
    people += [maker.paid_raver() for _ in range(PAID_RAVERS)]
    return tuple(people)


class _Maker:
    def __init__(self, content: Content, calendar: Calendar, rng: Random) -> None:
        self.people = content.people
        self.calendar = calendar
        self.rng = rng
        self.shelves = {
            category.category: tuple(dict.fromkeys(product.shelf for product in category.products))
            for category in content.categories
        }
        self.towns = {town.name: town for town in self.people.towns}
        self.abouts = {key: _shuffled(rng, lines) for key, lines in self.people.about.items()}
        self.chosen_names = _shuffled(rng, self.people.nicknames)
        self.taken = {persona.nickname.casefold() for persona in content.personas}
        self.names = {persona.name for persona in content.personas}

    def persona(self, persona: Persona) -> Person:
        town = self.towns.get(persona.town)
        unknown = [category for category in persona.interests if category not in self.shelves]
        if town is None or unknown:
            wrong = unknown[0] if unknown else persona.town
            raise Invalid("personas", f"personas.yml: {persona.nickname}: {wrong!r} is not known.")
        born = persona.born
        if persona.birthday_in_days is not None:
            born = (self.calendar.now + timedelta(days=persona.birthday_in_days)).date().replace(year=1992)
        consents: dict[Purpose, tuple[bool, ...]] = dict.fromkeys(Purpose, (True,))
        consents |= dict.fromkeys(persona.withdrew, (True, False))
        consents |= dict.fromkeys(persona.refused, (False,))
        customer = self._customer(
            persona.nickname, persona.name, town, self.calendar.moved(persona.joined), persona.sizes, persona.interests
        )
        customer = replace(customer, born_on=born, private=persona.private, about=persona.about)
        return Person(
            customer, town.name, persona.interests, 0.6, 0.0, 0.0, persona.sociable,
            self._methods(customer.id, gift_cents=persona.gift_card_cents, all_kinds=True), consents, persona=persona,
        )  # fmt: skip

    def anybody(self) -> Person:
        town = self.rng.choices(self.people.towns, [town.weight for town in self.people.towns])[0]
        woman = self.rng.random() < 0.55
        name = self._name(town, woman=woman)
        categories = tuple(some(self.rng, list(self.shelves), 4))
        joined = moment(self.rng, self.calendar.moved(date(2023, 2, 1)), self.calendar.ago(20))
        if self.rng.random() < 0.6:  # most came in the first year and a half
            joined = moment(self.rng, self.calendar.moved(date(2023, 2, 1)), self.calendar.moved(date(2024, 8, 1)))
        customer = self._customer(self._nickname(name), name, town, joined, self._sizes(woman=woman), categories)
        customer = replace(
            customer,
            born_on=self._birthday(),
            private=self.rng.random() < 0.07,
            about=self._about(categories),
        )
        return Person(
            customer, town.name, categories, self.rng.betavariate(2, 2), self.rng.gauss(0, 0.35),
            self.rng.lognormvariate(0, 0.6), True, self._methods(customer.id), self._consents(customer.nickname),
        )  # fmt: skip

    def paid_raver(self) -> Person:
        town = self.rng.choice(self.people.towns)
        name = self._name(town, woman=self.rng.random() < 0.5)
        nickname = self._free(f"{_plain(name.split()[0])}{self.rng.randrange(1000, 9999)}")
        joined = moment(self.rng, self.calendar.moved(date(2024, 1, 10)), self.calendar.moved(date(2024, 2, 20)))
        customer = self._customer(nickname, name, town, joined, {}, ())
        return Person(customer, town.name, (), 0.0, 2.0, 0.0, False, (), dict.fromkeys(Purpose, ()), paid_raver=True)

    def _customer(
        self, nickname: str, name: str, town: Town, joined: datetime, sizes: dict[str, str], categories: tuple[str, ...]
    ) -> Customer:
        slug = _plain(nickname)
        shelves = [shelf for category in categories for shelf in some(self.rng, self.shelves[category], 2)]
        return Customer(
            id=f"cust_{slug}",
            name=name,
            nickname=nickname,
            email=f"{slug}@example.com",
            address=self._address(town),
            locale=f"en-{_REGIONS[town.country]}",
            sizes=sizes,
            interests=tuple(shelves),
            created_at=joined,
        )

    def _address(self, town: Town) -> Address:
        street, number = self.rng.choice(self.people.streets[town.country]), str(self.rng.randint(1, 140))
        line = f"{number} {street}" if town.country in ("France", "Ireland") else f"{street} {number}"
        floor = self.rng.choice(("", "", "", "", "", "2nd floor", "rear building", "c/o the bakery", "Flat 4"))
        return Address(line, floor, town.name, "", self.rng.choice(town.postcodes), town.country)

    def _name(self, town: Town, *, woman: bool) -> str:
        while True:
            others = self.rng.random() < 0.38
            names = self.people.names[self.rng.choice(list(self.people.names)) if others else town.names]
            name = f"{self.rng.choice(names.women if woman else names.men)} {self.rng.choice(names.family)}"
            if name not in self.names:
                self.names.add(name)
                return name

    def _nickname(self, name: str) -> str:
        """Return what this person calls themselves: half of them by name, one in four by a word of their own."""
        if self.chosen_names and self.rng.random() < 0.28:
            return self._free(self.chosen_names.pop())
        first, family = name.split(" ", 1)
        forms = [
            first,
            first,
            f"{first} {family[0].upper()}",
            f"{_plain(first)}_{_plain(family)}",
            _plain(first)[:4] * 2,
        ]
        forms += [f"{first}{self.rng.randint(60, 99)}", f"{_plain(family)}.{_plain(first)[0]}"]
        return self._free(self.rng.choice(forms))

    def _free(self, wish: str) -> str:
        nickname, number = wish, 2
        while nickname.casefold() in self.taken or _plain(nickname) in self.taken:
            nickname, number = f"{wish}{number}", number + 1
        self.taken |= {nickname.casefold(), _plain(nickname)}
        return nickname

    def _about(self, categories: tuple[str, ...]) -> str:
        lines = self.abouts[self.rng.choice((*categories[:1], "anyone"))]
        return lines.pop() if lines and self.rng.random() < 0.5 else ""

    def _sizes(self, *, woman: bool) -> dict[str, str]:
        known = (_WOMEN if woman else _MEN).items()
        return {key: self.rng.choice(choices.split()) for key, choices in known if self.rng.random() < 0.8}

    def _birthday(self) -> date | None:
        if self.rng.random() < 0.3:
            return None
        return date(self.rng.randint(1948, 2007), self.rng.randint(1, 12), self.rng.randint(1, 28))

    def _methods(self, id: str, *, gift_cents: int | None = None, all_kinds: bool = False) -> tuple[PaymentMethod, ...]:
        """Return the ways to pay, a gift card last and as full as it was when new."""
        digits = f"{self.rng.randrange(10_000):04d}"
        methods = [PaymentMethod(f"{id}.card", id, PaymentKind.CARD, f"Card ending in {digits}")]
        if all_kinds or self.rng.random() < 0.45:
            methods.append(PaymentMethod(f"{id}.paypal", id, PaymentKind.PAYPAL, "PayPal"))
        if gift_cents or self.rng.random() < 0.3:
            cents, code = gift_cents or self.rng.choice(_GIFT_CARDS), f"{self.rng.randrange(10_000):04d}"
            label = f"Gift card ending in {code}"
            methods.append(PaymentMethod(f"{id}.gift", id, PaymentKind.GIFT_CARD, label, balance_cents=cents))
        return tuple(methods)

    def _consents(self, nickname: str) -> dict[Purpose, tuple[bool, ...]]:
        apart = dice(0, f"sizes of {nickname}")  # so that everything else is drawn as it would be without it
        likely = {Purpose.FRIENDS_SEE: 0.92, Purpose.PERSONALISE: 0.9, Purpose.TRAIN: 0.6}
        answers: dict[Purpose, tuple[bool, ...]] = {}
        for purpose, share in likely.items():
            granted = self.rng.random() < share
            withdrew = granted and self.rng.random() < 0.06
            answers[purpose] = (True, False) if withdrew else (granted,) if self.rng.random() < 0.96 else ()
        return answers | {Purpose.SIZES: (True,) if apart.random() < 0.5 else ()}


def _shuffled(rng: Random, lines: tuple[str, ...]) -> list[str]:
    return rng.sample(list(lines), len(lines))


def _plain(text: str) -> str:
    """Return the text in lower-case ASCII letters, digits, dots and low lines."""
    spelled = text.casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d").replace(" ", ".")
    letters = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter in "._")).strip(".")
