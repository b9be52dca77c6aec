"""Words as they are typed in a hurry, spelled out: "do u ship to austria n how much"."""

import re

_SPELLED = {
    "u": "you", "ur": "your", "r": "are", "n": "and", "nd": "and", "pls": "please", "plz": "please", "thx": "thanks",
    "whats": "what is", "hows": "how is", "wheres": "where is", "wat": "what", "abt": "about", "bc": "because",
    "b4": "before", "w/": "with", "w/o": "without", "ppl": "people", "gimme": "give me", "wanna": "want to",
    "gonna": "going to", "cant": "can't", "dont": "don't", "doesnt": "doesn't", "isnt": "isn't", "wont": "won't",
    "im": "I'm", "ive": "I've", "deliv": "delivery", "ship2": "ship to",
}  # fmt: skip
_WORD = re.compile(rf"(?<![\w'’&-])(?:{'|'.join(re.escape(word) for word in _SPELLED)})(?![\w'’&-])", re.IGNORECASE)


def spell_out(text: str) -> str:
    """Return the text with such words in full; everything else as it is."""
    return _WORD.sub(lambda match: _SPELLED[match[0].lower()], text)
