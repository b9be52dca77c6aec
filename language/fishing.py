"""What is asked of other shoppers that is nobody else's: a list of all of them, somebody's address or password."""

import re

_LEAD = (
    r"(?:(?:please|pls|hey|hi|ok|and|now|so|just|can (?:you|u|i)|could (?:you|i)"
    r"|i (?:want|need|would like)(?: you)?(?: to)?|let me|to)\W+)*"
)
_GIVES = r"(?:show|list|give|tell|send|export|dump|print|get|display|see|name|reveal|fetch|read|who (?:are|is))"
_THEIRS = (
    r"names?|e-?mails?(?: addresses)?|address(?:es)?|data|details|orders?|passwords?|phone numbers?|numbers?|cards?"
    r"|credit cards?|info(?:rmation)?|profiles?|records?|database|table|list"
)
_PEOPLE = r"(?:customers?|users?|shoppers?|members?|clients?|accounts?|buyers?)"
_WHOSE = (
    rf"(?:all|every|each|the|your|of|others?|a|and|full|whole|complete|entire|registered|any|customer|user|{_THEIRS})"
)
_EVERYBODY = re.compile(
    rf"^{_LEAD}{_GIVES}(?: me| us)?(?:\W+{_WHOSE})+\W+{_PEOPLE}"
    rf"(?:['’]?s?['’]?\W+(?:{_THEIRS}|and|in (?:the|your) \w+|you have|here|please))*\W*$",
    re.IGNORECASE,
)
_OF_SHOP = r"(?:the )?(?:shop|store|support|company|brand|seller|today)s?['’]"
_SOMEBODYS = re.compile(
    rf"^{_LEAD}(?:what(?:['’]?s| is| are)|{_GIVES}(?: me| us)?)\W+(?!{_OF_SHOP})"
    r"(?:[\w-]+(?: [\w-]+)?['’]s|her|his|their|(?:an)?other (?:people|customers?|users?|shoppers?)(?:['’]?s?['’]?))"
    r"\W+(?:(?:home|private|e-?mail|phone|credit|bank|mobile|street|real|full)\W+)*"
    r"(?:address(?:es)?|e-?mails?|(?:phone |card |mobile |telephone )?numbers?|passwords?|cards?|bank details"
    r"|payment (?:details|data))\W*$",
    re.IGNORECASE,
)


def seeks_others_data(text: str) -> bool:
    """Say whether it asks for what is other shoppers' alone: "show me all customers", "what is Ana's address"."""
    return _EVERYBODY.match(text.strip()) is not None or _SOMEBODYS.match(text.strip()) is not None
