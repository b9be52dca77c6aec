"""A group of people whose word on things is asked for: "which do runners like", "best for someone who hikes a lot"."""

import re

_LIKES = (
    r"(?:like|prefer|love|enjoy|buy|take|pick|choose|use|think|say|recommend|get|go for|wear|rate|want|need|swear by"
    r"|buying|using|saying|taking|wearing)"
)
_DOES = re.compile(  # "people who hike a lot", "someone that travels every week"
    r"\b(?:people|someone|somebody|those|anyone|anybody|folks?|a person|guys|ppl)"
    r"\s+(?:who|that|which|with|w/?|having)(?:'s| is| are)?"
    rf"\s+(?P<group>[a-z][\w' -]{{2,40}}?)(?=\s+(?:{_LIKES}|made|given)\b|\s*(?:[?.!,;]|$))",
    re.IGNORECASE,
)
_LIKED_BY = re.compile(  # "popular with hikers", "loved by gamers"
    r"\b(?:liked?|loved|popular|bought|used|rated|preferred|recommended|praised|hit|favou?rite)"
    r"(?:\s+(?:most|best|a lot))?\s+(?:by|with|among(?:st)?|of)\s+(?:the |most |many |other )?"
    r"(?P<group>[a-z][\w-]*(?: [a-z][\w-]+)?)\s*(?:[?.!,;]|$)",
    re.IGNORECASE,
)
_DO_LIKE = re.compile(  # "which do runners like", "what would a marathon runner take"
    r"\b(?:do|does|would|are|did|should|will)\s+(?:the |an? |most |many |other |real |serious |actual )?"
    rf"(?P<group>[a-z][\w-]*(?: [a-z][\w-]+)?)\s+(?:really |usually |normally |mostly )?{_LIKES}\b",
    re.IGNORECASE,
)
_SUITS = re.compile(  # "best for hikers", "right for a beginner runner"
    r"\b(?:good|best|better|right|made|suited|ideal|great|perfect|ok|okay|pick|choice) for (?:an? |the |most )?"
    r"(?P<group>(?:(?:beginner|frequent|regular|keen|serious|hobby|amateur|avid|new|casual|professional|marathon|trail"
    r"|long[- ]distance|daily) )?[a-z][\w-]+(?:er|ist|ian|or)s?)\s*(?:[?.!,;]|$)",
    re.IGNORECASE,
)
_NO_GROUP = re.compile(
    r"\b(?:you|u|they|we|i|he|she|it|this|that|these|those|them|all|any|one|ones|both|each|people|ppl|friends?|mates?"
    r"|others?|customers?|buyers?|shoppers?|review(?:er)?s?|owners?|users?|every(?:one|body)|some(?:one|body)|any(?:one|body)"
    r"|nobody|my|your|our|his|her|their|which|what|who|how|number|winter|summer|weather|water|dinner|paper|power|later"
    r"|order|year|color|colour|floor|door|outdoor|indoor|river|answer|offer|member|sister|brother|mother|father"
    r"|daughter|grandmother|grandfather|computer|printer|charger|more|other|better|under|over|after|ever|never)\b",
    re.IGNORECASE,
)


def read_group(text: str) -> str:
    """Return the group as it is said: "runners", "hikes a lot"; "" where none is asked about, or only "people"."""
    text = text.replace("’", "'")
    for sign in (_DOES, _LIKED_BY, _DO_LIKE, _SUITS):
        if (said := sign.search(text)) and not (sign is not _DOES and _is_anybody(said["group"])):
            return " ".join(said["group"].lower().split())
    return ""


def tell_group(text: str) -> str:
    """Return how to speak of the group that the text names: "runners", "people who hike a lot"; "" for none."""
    group = read_group(text)
    said = _DOES.search(text.replace("’", "'"))
    if not said:
        one = group and not group.endswith(("s", "people", "men"))
        return f"{'an' if group[0] in 'aeiou' else 'a'} {group}" if one else group
    about = re.sub(r"^(?:someone|somebody|anyone|anybody|a person)\b", "somebody", said[0].lower())
    about = re.sub(r"^(?:ppl|folks?|guys)\b", "people", about)
    return re.sub(r" w/? ", " with ", about).strip()


def _is_anybody(group: str) -> bool:
    """Say whether the words name no group: "most people", "you"; "yoga people" are one."""
    return (
        _NO_GROUP.search(re.sub(r"(?<=[a-z]) (?:people|folks?)$", "", group.lower())) is not None or group == "people"
    )
