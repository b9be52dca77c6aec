"""Who waits for a human and does not want to any more: "never mind", "no it's ok", "back to the bot"."""

import re

_AROUND = (
    r"(?:ok|okay|fine|no+|nah|nope|well|oh|then|actually|sorry|thanks|thank you|thx|cheers|please|really|now|anyway"
    r"|though|tho)"
)
_GOES_ON = re.compile(
    rf"^(?:\W*{_AROUND}\W+)*"
    r"(?:(?:never ?mind|forget (?:it|that|the human))(?=\W*$|[,.;!]| (?:i|then|dear|love|mate|thanks?)\b)"
    r"|(?:i(?:'ll| will)? |let'?s )?(?:stay|go on|continue|carry on) with(?:out)? (?:the |a |this )?"
    r"(?:bot|assistant|you|human)|back to (?:the |my )?(?:bot|assistant)|no (?:need for a )?human(?: needed)?"
    r"|i don'?t need (?:a|the) human\b)",
    re.IGNORECASE,
)
# All of the message, and nothing that a human is told: "it is ok" may well begin such a sentence
_IS_OK = re.compile(
    rf"^(?:\W*{_AROUND}\W+)*"
    r"(?:nvm|(?:it(?:'?s| is)|that(?:'?s| is)|i(?:'?m| am)|all|we'?re)"
    r" (?:ok|okay|fine|good|alright|sorted|solved|done|settled)(?: now)?"
    r"|no (?:need|worries)(?: any ?more)?|don'?t (?:bother|worry)|not (?:necessary|needed)"
    r"|(?:leave|drop|cancel|skip) (?:it|that)"
    r"|(?:i )?(?:found|solved|sorted|figured) it(?: out)?|don'?t need (?:it|that|one|any(?:one|body))(?: any ?more)?"
    rf"|(?:rather|better) not|too late)(?:\W+{_AROUND})*\W*$",
    re.IGNORECASE,
)


def waits_no_longer(text: str) -> bool:
    """Say whether a shopper who waits for a human goes on without one."""
    said = text.replace("’", "'")
    return _GOES_ON.match(said) is not None or gives_up_waiting(said)


def gives_up_waiting(text: str) -> bool:
    """Say whether the message says that no human is needed and nothing else."""
    said = text.replace("’", "'")
    found = _GOES_ON.match(said)
    return _IS_OK.match(said) is not None or bool(found and not said[found.end() :].strip(" .,!;then"))
