"""Plain questions on how the shop deals with people, each as the help asks it itself."""

import re

_ACCOUNT = r"(?:an? )?(?:account|log ?in|registration)"
_DATA = r"(?:data|details|information|info|e-?mail|address)"
_OTHERS = r"(?:others|other (?:people|companies|shops)|any(?:one|body)|some(?:one|body)|third part\w+|companies|brands)"
_CHATS = r"(?:chats?|conversations?|messages|what i (?:write|say|type))"
_RULES = (
    (
        "May I order and pay as a guest, without an account?",
        rf"\b(?:do|must|should|will|would) (?:i|you|we|one) (?:really )?(?:need|have|require)\b"
        rf"(?: to (?:have|make|open|create))? {_ACCOUNT}\b"
        rf"|^(?:(?:ok|and|but|so|wait)\W+)*(?:is )?{_ACCOUNT} (?:needed|required|necessary)\b"
        r"|\bcan i (?:buy|order|pay|check ?out|shop) (?:as (?:a )?guest|without (?:an? )?(?:account|log ?in))\b"
        r"|\b(?:do|must) i (?:need|have) to (?:register|sign up|log in)\b",
    ),
    (
        "Do you sell data?",
        rf"\b(?:do|are|will|would) (?:you|they|u)\b.{{0,12}}\bsell(?:ing)?\b.{{0,12}}\b{_DATA}\b"
        rf"|\b(?:do|are|will|would) (?:you|they|u)\b.{{0,12}}\b(?:shar|giv|pass)(?:e|ing)?\b.{{0,20}}\b{_DATA}\b"
        rf".{{0,12}}\b(?:with|to)\b.{{0,6}}\b{_OTHERS}"
        rf"|\bwhom? (?:are|do|will|else)\b.{{0,12}}\b(?:shar|giv|sell)(?:e|ing)?\b.{{0,12}}\b{_DATA}\b"
        r"|^(?:(?:and|so|but|ok)\W+)*whom? (?:are|do|will) (?:you|u) (?:sharing|share|selling|sell|giving|give)"
        r" (?:this|it|that|all this)\b",
    ),
    (
        "Who can read my chats?",
        r"\b(?:are|do|is|will) (?:you|u|this|somebody|someone|anyone|anybody)\b.{0,12}"
        rf"\b(?:record|stor|sav|keep|read|listen)(?:e|ed|ing|s)?\b.{{0,10}}\b{_CHATS}\b"
        rf"|\bis (?:this|my) {_CHATS} (?:being )?(?:recorded|stored|saved|kept|read)\b"
        rf"|\bwho (?:can |else )?(?:reads?|sees?)\b.{{0,10}}\b{_CHATS}\b",
    ),
)
_READ = tuple((question, re.compile(words, re.IGNORECASE)) for question, words in _RULES)


def read_rule_asked(text: str) -> str:
    """Return the question on how the shop deals with people that the text asks, in the help's words; "" for none."""
    return next((question for question, words in _READ if words.search(text)), "")
