"""What something costs, asked without naming it: "what would that cost me", "whats the damage", "with shipping?"."""

import re

_LEADS = r"(?:(?:and|ok|okay|so|but|hm+|wait|well|oh|then|right|um+|uh|hey|hi|sorry|cool|nice|great|now|all)\W+)*"
_THING = (
    r"(?:it|that|this|they|those|these|them|everything|the lot|the (?:whole )?cart|my (?:whole )?cart"
    r"|(?:all|both|any|one|the two|each) ?(?:of )?(?:it|that|this|them|these|those)?"
    r"|the (?:first|second|third|fourth|fifth|last|cheapest|other)(?: ones?)?|i|we)"
)
_WITH = r"(?:(?:with|including|incl\.?|inc\.?|plus|inclusive of|and) (?:the )?)"
_DELIVERY = r"(?:shipping|delivery|postage|p ?& ?p)(?: (?:costs?|fees?|charges?))?"
_DELIVERED = (
    rf"(?:{_WITH}{_DELIVERY}(?: (?:on top|included|and (?:all|everything)))?|delivered|shipped|{_DELIVERY} included)"
)
_TAIL = (
    rf"(?:\W+(?:{_DELIVERED}|all together|all in all|all in|altogether|together|in total|in the end|overall|then|now"
    r"|please|pls|plz|again|roughly|exactly|actually|me|us|for (?:me|us)"
    r"|for (?:both|all|everything|that|it|them|the lot)"
    r"(?: of (?:it|them|these|those))?))*"
)
_ASKS = re.compile(
    rf"{_LEADS}(?:"
    rf"(?:what|wh?at|wot|how ?much)(?:'?s|'?ll|'?d)?(?: (?:would|will|does|do|is|are|am|was|can|could|should))?"
    rf"(?: {_THING})?(?: (?:be|cost|costs|come to|came to|come out (?:at|to)|amount to|pay|owe|(?:be )?paying"
    r"|set (?:me|us) back|run (?:me|us)|looking at|(?:have|need) to pay|go(?:es)? for|make|sell for))?"
    r"|(?:what(?:'?s| is| would be| will be| was)? )?(?:(?:the|its|their) )?"
    r"(?:(?:total|full|whole|final|overall|grand) )?"
    r"(?:damage|price|prices|cost|costs|total|sum|price ?tag)(?: (?:of|for|on) "
    rf"{_THING})?(?: be)?"
    rf"){_TAIL}\W*",
    re.IGNORECASE,
)
_WITH_DELIVERY = re.compile(
    rf"{_LEADS}(?:what about |how about |is that |that'?s |does (?:it|that) )?{_DELIVERED}{_TAIL}\W*", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:how ?much|costs?|price\w*|pay\w*|owe|total|sum|damage|come|came|amount|back|run me|looking at|altogether"
    r"|together|sell)\b",
    re.IGNORECASE,
)
_DELIVERY_TOO = re.compile(rf"\b{_DELIVERED}(?!\w)", re.IGNORECASE)


def asks_what_it_costs(text: str) -> bool:
    """Say whether the words ask what something costs that they do not name, and nothing else."""
    said = text.strip()
    of_money = _MONEY.search(said) is not None or counts_delivery(said)
    return bool(of_money and _ASKS.fullmatch(said)) or only_adds_delivery(said)


def only_adds_delivery(text: str) -> bool:
    """Say whether the words are "and with shipping?", of a price that was told or is on the screen."""
    return _WITH_DELIVERY.fullmatch(text.strip()) is not None


def counts_delivery(text: str) -> bool:
    """Say whether what delivery costs shall be in it."""
    return _DELIVERY_TOO.search(text) is not None
