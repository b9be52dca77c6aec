"""Questions on what a product is like that are hardly sentences: "machine wash?", "made where", "comes with case?"."""

import re

_LEAD = (
    r"^(?:(?:and|ok|okay|but|so|hm+|also|oh|hey|what about|how about|pls|please|cool|nice|is it|are they|is that"
    r"|which(?: of (?:them|these|those))?(?: ones?)?(?: is| are)?|is this|are these|does it"
    r"|do they|does this|will it|can it|can they|can i|can u|can you|could i|do you know if)\W+)*"
)
_THING = r"(?:it|they|them|these|this|that)"
_END = r"(?: (?:too|as well|also|tho|though|then|or not|or what|ok|okay|allowed|safe|please|pls))*"
_MADE = (
    r"(?:made|produced|manufactured) (?:where|in which country|of what|from what)"
    rf"|where(?:'?s|s| is| are| r)?(?: {_THING})? (?:made|from|produced|coming from)"
    rf"|what(?:'?s|s| is| are)?(?: {_THING})? made (?:of|from|out of)"
    r"|country of origin|which material|made in (?:the )?\w+"
)
_CARE = (
    r"(?:(?:go|put|wash|throw)(?: (?:it|them|this|these))?(?: in| into)?(?: the| a)? )?"
    r"(?:(?:machine|hand)[ -]?wash(?:able|ing|ed)?|washing machine|washable|wash(?:ed)? (?:it|at \d+)|dish ?washer"
    r"|micro ?wave|oven|freezer|tumble[ -]?dry(?:er)?|dryer|iron(?:able|ing)?|dry clean(?:ed|ing)?|induction(?: hob)?)"
    r"(?:[ -](?:safe|proof|ok|okay|able|friendly))?"
)
_TRAVELS = (
    rf"(?:(?:take|bring|carry|go|use|have|fit|fits|allowed|ok|okay|okey|good)(?: {_THING})? )?"
    r"(?:(?:on|in|onto|for|as|aboard)(?: an?| the| my)? )?"
    r"(?:planes?|air ?planes?|flights?|hand ?luggage|carry[ -]?on|cabin(?: luggage| bag)?|overhead(?: bin| locker)?"
    r"|ryan ?air|easy ?jet|lufthansa|under (?:the |a )?seat)(?: (?:size|approved|luggage|rules))?"
)
_INCLUDED = (
    r"comes? with (?:an? |the |its |any )?[\w-]+(?: [\w-]+)?|(?:[\w-]+ ){1,3}included|included (?:[\w-]+ ?){1,2}"
    r"|what(?:'?s|s| is| comes)?(?: included)? in (?:the|that) (?:box|set)"
    r"|with (?:batter(?:y|ies)|cable|charger|case|lid)"
)
_FITS = (
    r"fits?(?: (?:an?|my|in|into|on|onto|under|over|to|the|for|with|inside))*"
    r" (?:[\w\"'”.,/-]+ ){0,3}?(?:lap ?tops?|mac ?books?|i ?pads?|tablets?|i ?phones?|phones?|bags?|seat|bottles?|cups?"
    r"|car|window|bed|mattress|oven|drawer|locker|books?|a4|inch|shoes?|backpack|rucksack|suitcase|bike|pan|hob|wall)s?"
    r"(?: (?:bag|laptop|bottle|holder|case|compartment))?"
)
_HOW = (
    r"how (?:long|heavy|big|small|loud|tall|wide|thick|thin|deep|high|warm|bright|fast)\b"
    r"(?!.*\b(?:deliver\w*|ship\w*|arriv\w*|returns?|costs?|price|orders?|get here|refund\w*|until|money|pay|stars?"
    r"|reviews?|friends?|people|is it|are they|left|stock)\b)(?: [\w',-]+){0,6}"
    r"|how (?:much|many [a-z]+) (?:does|do|can|will) (?:it|they) (?:weigh|hold|carry|take|fit|have)"
    r"|(?:the |its |is the )?[a-z-]+(?: [a-z-]+)? any good"
)
_PLAIN = (
    r"(?:(?:for|with) )?(?:an? |my )?\d\d(?:[.,]\d)? ?(?:inch|\"|”|in|cm)(?: lap ?top)?|"
    r"vegan|bpa[ -]free|latex[ -]free|nickel[ -]free|lead[ -]free|(?:real|genuine|vegan|fake) leather|organic|recycled"
    r"|(?:water|rain|splash|sweat|shock|wind|child|leak)[ -]?(?:proof|resistant|tight)|noise[ -]cancell?ing|blue ?tooth"
    r"|usb[ -]?c|wireless charging|fast charging|foldable|adjustable|rechargeable|chargers?"
    r"|batter(?:y|ies)(?: life| time)?"
    r"|warranty|guarantee|zips?|pockets?|hood|lining|lid|handles?|noise(?: level)?|weight|dimensions?|measurements|size"
    r"|material|fabric|mic(?:rophone)?|app|remote|assembly|power|watt(?:s|age)?|voltage|ean|model year|smell|colou?rs?"
)
_FACT = re.compile(rf"{_LEAD}(?:{_MADE}|{_CARE}|{_TRAVELS}|{_INCLUDED}|{_FITS}|{_HOW}){_END}\W*$", re.IGNORECASE)
_PLAIN_FACT = re.compile(rf"{_LEAD}(?:{_PLAIN}){_END}\W*\?\W*$", re.IGNORECASE)
_OF_SIZES = re.compile(r"\bfits? (?:me|him|her|them|us|true|small|large|well|like)\b", re.IGNORECASE)


def asks_fact(text: str) -> bool:
    """Say whether the text is such a question, and nothing else."""
    text = text.strip().replace("’", "'")
    return not _OF_SIZES.search(text) and (_FACT.match(text) or _PLAIN_FACT.match(text)) is not None
