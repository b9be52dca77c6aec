"""What the merchant promises beside the catalogue: when people are there, where parcels go, what a way back costs."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

from shop.hours import OpeningHours

_LABEL = re.compile(r"(?P<whole>\d{1,4})\.(?P<cents>\d\d) (?P<currency>[A-Z]{3})(?:, free in (?P<free>.+))?")
_ALLOWED = 'a price, and where it is free, such as "3.90 EUR" or "3.90 EUR, free in Austria, Germany"'


@dataclass(frozen=True)
class ReturnLabel:
    """What the label of a parcel that comes back costs its sender."""

    cents: int
    currency: str
    free_in: tuple[str, ...] = ()  # countries that it costs nothing from

    @classmethod
    def read(cls, text: str) -> "ReturnLabel":
        """Return the label that the text tells: "3.90 EUR, free in Austria". Raises ValueError with what is allowed."""
        found = _LABEL.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} gives no price of a label; allowed: {_ALLOWED}")
        free = tuple(country.strip() for country in (found["free"] or "").split(",") if country.strip())
        return cls(int(found["whole"] + found["cents"]), found["currency"], free)

    def cost_from(self, country: str) -> int:
        """Return the price in cents of a parcel from this country, 0 where it is free."""
        free = country.casefold() in {name.casefold() for name in self.free_in}
        return 0 if free else self.cents


@dataclass(frozen=True)
class Terms:
    """The promises that answers keep to; what is left out is not promised, and nothing is said of it."""

    support_hours: OpeningHours | None = None  # in which people are there to take over
    delivery_countries: tuple[str, ...] = ()  # by their English names; () for every one
    return_label: ReturnLabel | None = None
    warranty_years: int = 0  # from delivery, for faults; 0 for none

    def warranty_until(self, delivered: date) -> date | None:
        """Return the last day of the warranty on what was delivered then; None when none is promised."""
        if not self.warranty_years:
            return None
        year = delivered.year + self.warranty_years
        leap_day = (delivered.month, delivered.day) == (2, 29)
        return date(year, 2, 28) if leap_day and not isleap(year) else delivered.replace(year=year)
