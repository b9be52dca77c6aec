"""Questions about presents that are planned: whether a wish is taken, and what somebody may not be told."""

import re
from collections.abc import Collection

_SOMEBODY = r"(?:any ?(?:one|body)|some ?(?:one|body)|(?:my|our) (?:friends|mates|family|crew)|friends|people)"
_GIVES = (
    r"(?:get|gets|got|getting|give|gives|gave|given|giving|buy|buys|bought|buying|chosen|choosing|picked|picking"
    r"|plan|plans|planned|planning|organi[sz]\w+|ordered|preparing|prepared)"
)
_PRESENT = r"(?:presents?|gifts?|something|anything|smth|sth|a surprise|surprises|stuff)"
_MY_DAY = r"(?:my (?:birthday|bday|b-day|party|wedding|present|gift|surprise|wish ?list)|for me\b)"
_NOT_TO_TELL = re.compile(
    rf"^(?!.*\b(?:wishes? i|i bought|i got|did i|have i|can you|could you|will you)\b).*"
    rf"(?:\b(?:{_SOMEBODY}|who(?:['’]?s| is| has| have| did| will)?|whos)\b.{{0,25}}\b{_GIVES}\b"
    rf"(?:\s+me\W*$|\s+me (?:\w+ )?{_PRESENT}\b|.{{0,25}}\b{_MY_DAY})"
    rf"|\bwhat (?:am|will) i (?:going to )?{_GIVES}\b.{{0,10}}\bfor my (?:birthday|bday|b-day)\b)",
    re.IGNORECASE,
)
_NAMED_GIVES_ME = re.compile(  # where somebody is named
    rf"^\W*(?:(?:and|so|hey|but)\W+)*(?:what|whats|is|has|did|does|will|which|do|are)\b(?!.*\b(?:you|i|should|could)\b).*"
    rf"\b{_GIVES}\s+me(?:\W*$| (?:\w+ )?{_PRESENT}\b|.{{0,12}}\b{_MY_DAY})",
    re.IGNORECASE,
)
_IS_TAKEN = re.compile(
    r"\b(?:already|still|yet)\b.{0,12}\b(?:taken|reserved|claimed|spoken for|free|up for grabs)\b"
    r"|\b(?:is|are|was|s)\b.{0,40}\b(?:taken|reserved|claimed|spoken for)\b|\b(?:taken|reserved) (?:already|yet)\b"
    rf"|\b(?:is|has|did|does|have|will|are)\b.{{0,8}}\b{_SOMEBODY}\b.{{0,20}}\b{_GIVES}\b"
    r"|\bwho(?:['’]?s| is| has)? (?:already )?(?:giv|get|got|buy|bought|taken|taking)\w*\b",
    re.IGNORECASE,
)


_SECRET = re.compile(
    r"\b(?:don'?t|do not|never|without|not to|won'?t)\b.{0,12}\b(?:tell(?:ing)?|let)\b.{0,8}\b(?:her|him|them|know)\b"
    r"|\bkeep (?:it|this|that) (?:a |as a )?(?:secret|surprise|quiet)\b|\b(?:her|him|them) knowing\b"
    r"|\b(?:she|he|they) (?:must ?n[o']?t|shouldn'?t|should not|can'?t|may not|won'?t) (?:know|see|find out|notice)\b"
    r"|\b(?:it'?s|as) a surprise\b|\bnot a word to (?:her|him|them)\b",
    re.IGNORECASE,
)
_HIDES = re.compile(  # where somebody is named: else it may be of a wish
    r"\b(?:hide|keep) (?:it|this|that|these|those|everything|all (?:of )?(?:it|this)|the (?:present|gift|surprise))"
    r"(?: away| hidden| secret)? from them\b",
    re.IGNORECASE,
)
_GIVES_ME = re.compile(  # "is anyone giving me the packing cubes"
    rf"^\W*(?:(?:and|so|hey|but)\W+)*(?:(?:is|has|did|does|will|are|have) {_SOMEBODY}|who(?:['’]?s| is| has| will)?)\b"
    rf".{{0,16}}\b{_GIVES} me (?:the|that|this|those|my|any of|one of)\b"
    r"(?!.*\b(?:advice|feedback|answers?|votes?|stars?|help|review))",
    re.IGNORECASE,
)
_CAN_WRAP = re.compile(
    r"\b(?:can|could|do|does|will|would|is it|are they)\b(?: (?:you|u|it|they|i|do|offer|also|be|get|possible to)){0,4}"
    r" (?:gift[- ]?)?wrap(?:s|ped|ping)?\b(?! (?:dress|skirt|top|blouse|jumpsuit)\w*)|\bgift[- ]?wrap\w*\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:(?:ok|oh|so|hm+|thanks|thx)\W+)*(?:and|what about|how about|also)\W+(?!(?:add|show|put|buy|order|get|find"
    r"|send|i|what|who|how|when|where|can|could|do)\b)(?:also )?(?:(?:the|that|those|her|his) )?[\w' -]{2,40}\W*$"
    r"|^(?:the |that |those )[\w' -]{2,30} (?:too|as well)\s*\?+\s*$",
    re.IGNORECASE,
)
_DAY = re.compile(  # "it's Ana's birthday soon", "my mums 60th bday"
    r"\b(?P<who>(?:(?:my|our|his|her) (?:\w+ )?)?(?!(?:it|today|thi|that|what|who|i|hi|wa|year)['’]?s\b)[\w-]{2,})"
    r"['’]?s"
    r" (?:\d+(?:st|nd|rd|th) )?(?:b-?day|birthday)\b(?! (?:party|card|wish|list))",
    re.IGNORECASE,
)
_TELLS_DAY = re.compile(
    r"^(?:(?:hi|hey|hello|so|ok|and|well|oh|btw|hm+)\W+)*(?:it['’]?s|it is|its|(?:next week|tomorrow|soon|today)"
    r"(?: is|['’]s)?|(?:my|our) \w+|[\w-]+['’]?s (?:\d+(?:st|nd|rd|th) )?(?:b-?day|birthday))\b(?!.*\?)",
    re.IGNORECASE,
)

_FOR_ME = re.compile(r"\bfor (?:me|myself|my own)\b(?! to (?:give|gift)\b)", re.IGNORECASE)
_NO_LIKING = re.compile(
    r"^\W*(?:(?:i|i['’]?ve|have|got|really|sorry|hm+|well|honestly|tbh|no|ok|oh)\W+)*"
    r"(?:no (?:idea|clue)|not a clue|clueless|idk|dunno|don['’]?t know|not sure|hard to say|nothing|no|nope|nah"
    r"|(?:you|u) (?:choose|pick|decide|tell me)|up to you|surprise (?:me|him|her|them)|(?:whatever|any ?thing)\W*$"
    r"|what (?:would|do|can) (?:you|u) (?:suggest|recommend|think)|(?:any )?(?:suggestions|ideas)"
    r"|what do .{0,30}\b(?:like|buy|give|want|get)|what'?s? (?:is )?popular)\b",
    re.IGNORECASE,
)

_OTHER_IDEA = re.compile(  # "something for the kitchen then?", "any ideas about music"
    r"^(?:(?:ok|okay|hm+|well|no+|nah|nope|then|and|but|so|maybe|perhaps|rather|or|actually|how about|what about"
    r"|have you|do you have|got|can you find|find|show(?: me)?|any|some|other|another|more|let'?s (?:try|do|say))\W+)*"
    r"(?:something|smth|sth|anything|ideas?|a thing|things|stuff)\b"
    r"(?: (?:else|more|different|other|a bit|bit|little|much|way))*"
    r" (?:for (?!me\b|myself\b|under\b|less\b|max\b)|with |to do with |about |around |related |(?:he|she|they)\b)",
    re.IGNORECASE,
)
_OTHER_KIND = re.compile(  # "and a lamp?", where it names a kind of thing
    r"^(?:(?:ok|okay|hm+|well|no+|then|but|so)\W+)*(?:and|or|what about|how about|maybe|perhaps|rather)\W+"
    r"(?:(?:an?|some|any)\b|\w+s\W*$)(?!.*\b(?:for me|cheaper)\b)"
    r"|^(?:(?:ok|okay|hm+|well|no+|then|but|so)\W+)*(?:also |any |some )?(?!(?:show|find|i|we|do|does|is|are|can)\b)"
    r"(?:[\w-]+ ){1,3}(?:too|as well|also|maybe|perhaps|instead)\W*$",
    re.IGNORECASE,
)
_ONLY_THINGS = re.compile(  # "dinosaurs and building stuff", right after ideas
    r"^(?!.*\b(?:show|find|search|look\w*|i|me|my|we|need|want|buy|order\w*|cart|basket|compare|present|gift|birthday"
    r"|cheaper|cheap|price|reviews?|friends?|add|remove|delivery|shipping|return|help|hi|hello|thanks?|no|not|without"
    r"|first|second|third|last|ones?|it|that|this|them|under|below|in)\b)"
    r"(?:(?:maybe|perhaps|or|rather|something with|things with|stuff with) )?"
    r"[a-z][\w'-]*(?:,? (?:and |or |& )?[a-z][\w'-]*){0,5}\W*$",
    re.IGNORECASE,
)
_AMOUNT = r"[€$£]?\d+(?:[.,]\d\d)?(?: ?(?:€|euros?|eur|bucks|quid|pounds?|dollars?))?"
_NO_MONEY = r"(?![\d%]|-| ?(?:cm|kg|g|l|ml|inch|stars?|pieces|years?|days?|of (?:them|those|these))\b)"
_SPENDING = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"{_AMOUNT}(?: max| tops)? (?:is|would be|'?s)(?: also| totally| still)?"
        r" (?:ok|okay|fine|alright|good|possible|the (?:max|limit|budget))\b",
        r"\b(?:up to|max(?:imum)?|under|below|around|about|not (?:over|more than)|budget(?: is| of)?|spend"
        r"|go(?: up)? to|say|make (?:it|that)|rather|limit(?: is)?)\W+(?:up to |max |about |around )?"
        rf"{_AMOUNT}{_NO_MONEY}",
        rf"^(?:(?:ok|and|well|hm+|maybe|then|or|no)\W+)*{_AMOUNT}"
        r"(?:\W+(?:max|tops|then|instead|or (?:so|less)|euros?))+\W*$",
    )
)
_GRANDER = re.compile(
    r"\b(?:bigger|larger|special|nicer|fancier|grander|better|more expensive|pricier|dearer)\b", re.IGNORECASE
)


def asks_other_idea(text: str) -> bool:
    """Say whether other ideas are asked for than those shown: "something for the kitchen then?"; not "for me"."""
    return _OTHER_IDEA.match(text) is not None and _FOR_ME.search(text) is None


def turns_to_kind(text: str) -> bool:
    """Say whether the words turn to another kind of thing, which they name: "and a lamp?", "maybe some socks"."""
    return _OTHER_KIND.match(text) is not None


def only_names_things(text: str) -> bool:
    """Say whether it only names things, as an answer to what somebody likes: "dinosaurs and building stuff"."""
    return not text.endswith("?") and _ONLY_THINGS.match(text) is not None


def tells_spending(text: str) -> bool:
    """Say whether the words tell how much may be spent: "something bigger, 80 is ok", "max 60 then"."""
    return any(words.search(text) for words in _SPENDING)


def wants_grander(text: str) -> bool:
    """Say whether a present shall be more than those shown: "something bigger"."""
    return _GRANDER.search(text) is not None


def knows_no_liking(text: str) -> bool:
    """Say whether the words leave it open what somebody likes: "no clue really", "surprise her"."""
    return _NO_LIKING.match(text) is not None


def read_whose_day(text: str) -> str:
    """Return whose birthday is spoken of, as the words have it: "ana", "my mum"; "" for nobody's."""
    found = _DAY.search(text)
    return found["who"] if found else ""


def tells_of_day(text: str) -> bool:
    """Say whether somebody's birthday is told of, and nothing asked: "its anas bday soon"."""
    return bool(read_whose_day(text)) and _TELLS_DAY.match(text) is not None


def asks_own_presents(text: str, *, named: bool) -> bool:
    """Say whether somebody asks what others give them: "did anyone get me a present"; `named`: it names a person."""
    if _GIVES_ME.search(text):
        return True
    return _NOT_TO_TELL.search(text) is not None or (named and _NAMED_GIVES_ME.search(text) is not None)


def asks_whether_taken(text: str) -> bool:
    """Say whether the words ask if a wish has a giver already: "is the linen taken?", "who's giving that"."""
    return _IS_TAKEN.search(text) is not None


def goes_on_with(text: str) -> bool:
    """Say whether the words only name another thing of which the same is asked: "and the packing cubes?"."""
    return _GOES_ON.match(text) is not None


def keeps_secret(text: str, people: Collection[str] = ()) -> bool:
    """Say whether somebody is not to know of a present: "don't tell her", "it's a surprise".

    `people` are names as they stand in the text: "don't tell Ana", "hide it from Ana".
    """
    for name in people:
        text = text.replace(name, "them")
    return _SECRET.search(text) is not None or (bool(people) and _HIDES.search(text) is not None)


def asks_to_wrap(text: str) -> bool:
    """Say whether something is to be wrapped, whatever it is: "can you gift wrap it"."""
    return _CAN_WRAP.search(text) is not None
