"""What something costs: whether the words ask it, and whether they name what it is.

The one place where such a question is read: of a product, of several pieces, of the cart, of a change of an order.
"""

import re

_LEADS = (
    r"(?:(?:and|ok|okay|so|but|hm+|wait|well|oh|then|right|um+|uh|hey|hi|sorry|cool|nice|great|now|all|please|pls)\W+)*"
)
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
_IN_ALL = r"(?:all together|all in all|all in|altogether|together|in total|in the end|overall)"
_TAIL = (
    rf"(?:\W+(?:{_DELIVERED}|{_IN_ALL}|then|now"
    r"|please|pls|plz|again|roughly|exactly|actually|me|us|for (?:me|us)"
    r"|for (?:both|all|everything|that|it|them|the lot)"
    r"(?: of (?:it|them|these|those))?))*"
)
_UNNAMED = re.compile(
    rf"{_LEADS}(?:"
    rf"(?:what|wh?at|wot|how ?much)(?:'?s|'?ll|'?d)?(?: (?:would|will|does|do|is|are|am|was|can|could|should))?"
    rf"(?: {_THING})?(?: (?:be|cost|costs|come to|came to|come out (?:at|to)|amount to|pay|owe|(?:be )?paying"
    r"|set (?:me|us) back|run (?:me|us)|looking at|(?:have|need) to pay|go(?:es)? for|make|sell for))?"
    r"|(?:what(?:'?s| is| would be| will be| was)? )?(?:(?:the|its|their|my|our) )?"
    r"(?:(?:total|full|whole|final|overall|grand) )?"
    r"(?:damage|price|prices|cost|costs|total|sum|price ?tag)(?: (?:of|for|on) "
    rf"{_THING})?(?: be)?"
    rf"){_TAIL}\W*",
    re.IGNORECASE,
)
_ONLY_IN_ALL = re.compile(rf"{_LEADS}{_IN_ALL}{_TAIL}\W*", re.IGNORECASE)
_ONLY_DELIVERY = re.compile(
    rf"{_LEADS}(?:what about |how about |is that |that'?s |does (?:it|that) )?{_DELIVERED}{_TAIL}\W*", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:how ?much|costs?|price\w*|pay\w*|owe|total|sum|damage|come|came|amount|back|run me|looking at|altogether"
    r"|together|sell)\b",
    re.IGNORECASE,
)
_DELIVERY_TOO = re.compile(rf"\b{_DELIVERED}(?!\w)", re.IGNORECASE)
# Asked of whatever: "what would 3 of them come to", "is it extra", "price for both"
_ASKS = re.compile(
    r"\b(?:how ?much|what(?:'?s| is| are| would| will| do| does| did| am)?\b.{0,60}?\b"
    r"(?:costs?|prices?|priced|pay|paying|owe|totals?|sum|come to|charged?|damage))\b"
    r"|\bwhat(?:'?s|'?ll|'?d| is| are| will| would)\b.{0,40}\bbe\W*$|\bhow expensive\b"
    rf"|^{_LEADS}(?:what|how)\b.{{0,30}}?\bextra\b(?! (?:large|small|long|wide|light))"
    rf"|^{_LEADS}(?:will|would|does|do|is|are)\b.{{0,20}}\b(?:costs?|pay(?! (?:by|with|via|in|now|later|when))"
    r"|extra(?! (?:large|small|long|wide|light|\w+ ones?))|charged?|fees?|for free|price"
    r"|(?:it|that|this|exchange|return|label|swap|change|delivery|shipping) free)\b(?![ -](?:of|from|shipping))"
    r"|(?<!by )(?<!for that )(?<!for this )(?<!for the )(?<!at that )(?<!good )(?<!great )(?<!fair )"
    r"\b(?:prices?|priced|costs?|totals?|sum|price ?tag)\b"
    r"(?!\W+(?:(?:is|are|was|were)\b(?!\W*$)|isn'?t|aren'?t|too|so|more|less|only|nothing|a lot"
    r"|matters?|does(?:n'?t)?|do(?:n'?t)?|seems?|limit|range|drop\w*|f[ae]ll\w*|went|goes|rises?)\b)",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(  # "how much does it weigh", "how much do I get back", "compare the prices"
    r"\bhow ?much\b.{0,24}\b(?:weigh\w*|heavier|lighter|bigger|smaller|taller|longer|warmer|better|louder|time|battery"
    r"|memory|storage|ram|space|room|water|power|light|warmth|weight|hold|holds|carry|lift|fit|fits|left)\b"
    r"|\bhow ?much\b.{0,24}\b(?:get|getting|receive|refund\w*)\b|\bget back\b"
    r"|\b(?:compar\w+|sort\w*|rank\w*|alerts?|notif\w+|watch)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    rf"^{_LEADS}(?:(?:what|how much)(?:'?s| is| would)?\b.{{0,30}}?\b|(?:is|will) there\b.{{0,16}}?\b)?"
    r"(?:any )?(?:the )?(?:price )?diff(?:erence)?(?: in (?:price|cost|money))?(?: be)?"
    rf"(?: (?:then|now|please|pls|for (?:that|me|it)))*\W*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"{_LEADS}how ?much(?: (?:is|was|will) (?:it|that)(?: be)?)?\W*", re.IGNORECASE)


def asks_cost(text: str) -> bool:
    """Say whether the words ask what is to be paid, be it named or not: "how much is the kettle", "is it extra"."""
    return (_ASKS.search(text) is not None and not _OTHER_MATTER.search(text)) or asks_what_it_costs(text)


def asks_what_it_costs(text: str) -> bool:
    """Say whether the words ask what something costs that they do not name, and nothing else."""
    said = text.strip()
    of_money = _MONEY.search(said) is not None or counts_delivery(said)
    whole = _UNNAMED.fullmatch(said) or _ONLY_IN_ALL.fullmatch(said)
    return bool(of_money and whole) or only_adds_delivery(said)


def asks_cost_of_change(text: str, *, pays_back: bool) -> bool:
    """Say whether the words ask what a change that is talked about costs: also "whats the diff".

    `pays_back`: it brings money, and a bare "how much" is of that.
    """
    asked = asks_cost(text) or _DIFFERENCE.match(text.strip()) is not None
    return asked and not (pays_back and only_asks_amount(text))


def only_asks_amount(text: str) -> bool:
    """Say whether the words are "how much": of a price or of money that comes back, as what was just told."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def only_adds_delivery(text: str) -> bool:
    """Say whether the words are "and with shipping?", of a price that was told or is on the screen."""
    return _ONLY_DELIVERY.fullmatch(text.strip()) is not None


def counts_delivery(text: str) -> bool:
    """Say whether what delivery costs shall be in it."""
    return _DELIVERY_TOO.search(text) is not None
