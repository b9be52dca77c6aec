"""What upset people write that asks for nothing: curses, sarcasm about what is to come, a no to what others praise."""

import re

_LEAD = r"(?:(?:and|but|so|ok|okay|well|wow|great|nice|oh|lol|haha|yeah|sure|hm+|no|seriously|honestly|wtf)\W+)*"
_CURSES = re.compile(
    rf"^{_LEAD}(?:(?:this|that|it|you|the service|your service|this shop|this bot)(?:'?s| is| are|'?re)? )?"
    r"(?:(?:so|totally|just|really|absolutely|completely|all|a|an) )*"
    r"(?:useless|pathetic|ridiculous|a joke|what a joke|unbelievable|disgusting|disgrace(?:ful)?|shameful|hopeless"
    r"|incompetent|the worst|worst shop ever|are you (?:kidding|joking|serious)(?: me)?|you must be (?:kidding|joking)"
    r"|is this a joke|(?:ffs|fml|jesus|for fuck'?s sake|fuck (?:this|you|off)|screw (?:this|you)))"
    r"(?: ever| honestly)?\W*$",
    re.IGNORECASE,
)
_HATES_SHOP = re.compile(
    r"\b(?:hates?|hated|sick of|fed up with|had enough of|never (?:buy(?:ing)?|order(?:ing)?|shop(?:ping)?)) "
    r"(?:again )?(?:(?:from|at|with) )?(?:this|your|the) (?:shop|store|site|place|company|service)\b"
    r"|\b(?:never|not) (?:buy|order|shop)(?:ing)? (?:here|from you|with you)(?: again)?\b",
    re.IGNORECASE,
)
# "Another thing that will arrive broken": nothing has come yet
_EXPECTS_WORSE = re.compile(
    r"\b(?:will|gonna|going to|bound to|'?ll|sure to|another (?:thing|one|parcel) that)\b.{0,30}"
    r"\b(?:broken|late|damaged|wrong|lost|never|in pieces|fall(?:s|ing)? apart)\b",
    re.IGNORECASE,
)
_IF_AGAIN = re.compile(
    r"\bif (?:it|this|that|they|one)(?:'?s| is| are| comes?| arrives?| gets?)?(?: \w+)? "
    r"(?:late|broken|damaged|wrong|lost)\b",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"(?:(?:my|a|one|another|some) (?:\w+ )?(?:friend|mate|sister|brother|mum|mom|dad|mother|father|wife|husband"
    r"|partner|girlfriend|boyfriend|colleague|neighbou?r|cousin|flatmate)s?(?: of mine)?)"
)
_SOMEBODY_AGAINST = re.compile(
    rf"^{_LEAD}{_SOMEBODY} (?:(?:really|just|also|absolutely|totally|actually) )*"
    r"(?:(?:said|says|thinks|thought|found|swears) (?:[\w-]+ ){1,3}(?:is|are|was|were) (?:\w+ )?"
    r"(?:bad|rubbish|crap|terrible|awful|junk|overpriced|no good|shit)"
    r"|hates?|hated|dislikes?|disliked|regrets?|regretted|returned|sent (?:it|them|his|hers|theirs) back"
    r"|(?:did|does)(?:n'?t| not) (?:really )?like|(?:said|says|thinks|thought|found) (?:it|they|that|this)\b.{0,20}"
    r"\b(?:bad|rubbish|crap|terrible|awful|junk|overpriced|not good))\b",
    re.IGNORECASE,
)
_DISAGREES = re.compile(
    rf"^{_LEAD}(?:(?:sorry|but|i|i'?m|hm+|really) )*"
    r"(?:(?:do|can)(?:n'?t| not) (?:really )?(?:agree|believe (?:them|that|it))|disagree|not (?:so )?convinced"
    r"|(?:think )?they(?:'re| are) (?:all )?wrong|see (?:it|that) differently)\b",
    re.IGNORECASE,
)
_WHOM_TO_TRUST = re.compile(
    rf"^{_LEAD}(?:then )?(?:whom?|which (?:one|of them)) (?:(?:should|do|can|shall|would|could) (?:i|you|u|we) "
    r"(?:trust|believe|listen to|go (?:by|with)|follow)|(?:is|are|'?s) (?:right|more like me|most like me))\b",
    re.IGNORECASE,
)

_ONE_OF_MINE = r"(?:who(?:m|se)?|which|any(?:one|body)?)(?: (?:of my \w+|friends?|else))*"
_WHOSE_TASTE = re.compile(
    rf"\b{_ONE_OF_MINE}(?: (?:who|that))? (?:really |actually |else |most )?(?:has|have|got|shares?|share) "
    r"(?:a |the |an? most )?(?:(?:similar|same|closest|most similar|nearest|like) (?:\w+ )?tastes?|my tastes?"
    r"|tastes? (?:like|similar to|close to|closest to) (?:me|mine|my own))\b"
    rf"|\b{_ONE_OF_MINE} (?:tastes? (?:is|are) (?:most |the )?(?:like|similar to|close to|closest to) (?:me|mine)"
    r"|(?:rates?|judges?|thinks?|shops?) (?:(?:the )?same(?: way)?|(?:most )?like|as) (?:as )?(?:me|i do|i)"
    r"|(?:is|are) (?:the )?(?:most|more) like me)\b",
    re.IGNORECASE,
)
_WHATS_WRONG = re.compile(  # with what is shown: a question to those who have it
    rf"^{_LEAD}what(?:'?s| is| was| r)? (?:so )?(?:wrong|bad|the (?:catch|problem|downside)) (?:with|w/?|about|of|in) "
    r"(?:it|this|that|them|these|those|(?:this|that|the \w+) ones?)\W*$",
    re.IGNORECASE,
)


def asks_what_is_wrong(text: str) -> bool:
    """Say whether it asks what speaks against a thing: "whats wrong w it"."""
    return _WHATS_WRONG.match(text) is not None


def curses(text: str) -> bool:
    """Say whether it only vents: "useless", "are you kidding me", "never shopping here again"."""
    return _CURSES.match(text) is not None or _HATES_SHOP.search(text) is not None


def expects_worse(text: str) -> bool:
    """Say whether it foresees trouble with what has not come yet: "another thing that will arrive broken"."""
    return _EXPECTS_WORSE.search(text) is not None


def warns(text: str) -> bool:
    """Say whether trouble is only thought of: "but if it's late again im gone"."""
    return _IF_AGAIN.search(text) is not None


def tells_somebody_against(text: str) -> bool:
    """Say whether it tells that somebody without a name did not like a thing: "my friend hated it"."""
    return _SOMEBODY_AGAINST.match(text) is not None


def disagrees(text: str) -> bool:
    """Say whether it turns down what others think: "hmm i dont agree with them"."""
    return _DISAGREES.match(text) is not None


def asks_whose_taste(text: str) -> bool:
    """Say whether it asks who of one's friends judges as one does: "which of my friends has a taste like mine"."""
    return _WHOSE_TASTE.search(text) is not None


def asks_whom_to_trust(text: str) -> bool:
    """Say whether it asks whose word counts: "whom should i trust"."""
    return _WHOM_TO_TRUST.match(text) is not None


_KIN = (
    r"(?:dog|cat|pet|mum|mom|mother|dad|father|gran\w*|husband|wife|son|daughter|friend|brother|sister|uncle|aunt|baby"
    r"|partner|cousin)"
)
_SORROW = re.compile(
    rf"\b(?:my|our) (?:\w+ )?{_KIN} (?:just |has |have )?(?:died|passed(?: away)?|is (?:gone|dying|dead))\b"
    rf"|\b(?:lost|losing) (?:my|our) (?:job|{_KIN})\b|\b(?:broke up with|dumped|left) me\b|\bfuneral\b"
    r"|\bi(?:'?m| am| feel| was| have been|'?ve been)? (?:so |really |a bit |very |just |feeling |such |a |all )*"
    r"(?:sad|down|depressed|heartbroken|devastated|lonely|grieving|overwhelmed|mess|wreck|bad|guilty|crying|in tears)\b"
    r"|\b(?:bad|awful|terrible|horrible|rough|hard) (?:day|week|time|year)\b",
    re.IGNORECASE,
)
_OF_THE_SHOP = re.compile(
    r"\b(?:orders?|ordered|parcels?|shop|service|deliver\w*|refund\w*|quality|sold out|out of stock|returns?|broken"
    r"|late|you)\b",
    re.IGNORECASE,
)


def tells_sorrow(text: str) -> bool:
    """Say whether somebody tells of their own sorrow, which is no complaint: "im so sad my dog died"."""
    return _SORROW.search(text) is not None and _OF_THE_SHOP.search(text) is None


_ANGRY_FACES = re.compile(r"(?:[\s!?.\uFE0F]*[🤬😡😠👿💢🖕😤])+[\s!?.\uFE0F]*")


def shows_anger(text: str) -> bool:
    """Say whether the message is nothing but angry faces."""
    return _ANGRY_FACES.fullmatch(text) is not None
