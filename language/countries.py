"""Countries by the names that people write."""

import re

COUNTRIES = {
    "germany": "Germany", "deutschland": "Germany", "austria": "Austria", "österreich": "Austria",
    "netherlands": "Netherlands", "the netherlands": "Netherlands", "holland": "Netherlands",
    "nederland": "Netherlands", "belgium": "Belgium", "belgien": "Belgium", "belgique": "Belgium", "belgië": "Belgium",
    "france": "France", "spain": "Spain", "españa": "Spain", "italy": "Italy", "italia": "Italy",
    "portugal": "Portugal", "ireland": "Ireland", "switzerland": "Switzerland", "schweiz": "Switzerland",
    "united kingdom": "United Kingdom", "uk": "United Kingdom", "great britain": "United Kingdom",
    "england": "United Kingdom", "scotland": "United Kingdom", "wales": "United Kingdom", "poland": "Poland",
    "denmark": "Denmark", "sweden": "Sweden", "norway": "Norway", "finland": "Finland", "luxembourg": "Luxembourg",
    "czechia": "Czechia", "czech republic": "Czechia", "hungary": "Hungary", "greece": "Greece", "croatia": "Croatia",
    "united states": "United States", "usa": "United States", "us": "United States", "canada": "Canada",
}  # fmt: skip
_ALSO = {  # which a question may name, and no address that parcels go to has
    name.lower(): name
    for name in (
        "Albania", "Argentina", "Australia", "Bosnia", "Brazil", "Bulgaria", "Chile", "China", "Colombia", "Cyprus",
        "Egypt", "Estonia", "Iceland", "India", "Indonesia", "Israel", "Japan", "Kosovo", "Latvia", "Liechtenstein",
        "Lithuania", "Malta", "Mexico", "Moldova", "Monaco", "Montenegro", "Morocco", "New Zealand", "Northern Ireland",
        "North Macedonia", "Romania", "Russia", "Serbia", "Singapore", "Slovakia", "Slovenia", "South Africa",
        "South Korea", "Taiwan", "Thailand", "Tunisia", "Turkey", "Ukraine", "Vietnam",
    )
}  # fmt: skip
_SHORT = {"america": "United States", "the us": "United States", "britain": "United Kingdom"}
_NAMES = {name: country for name, country in (COUNTRIES | _ALSO | _SHORT).items() if name != "us"}
_NAMED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)


def countries_in(text: str) -> list[str]:
    """Return the countries that the text names, by their English names, each once; [] for none. "Us" is nobody's."""
    return list(dict.fromkeys(_NAMES[name.lower()] for name in _NAMED.findall(text)))
