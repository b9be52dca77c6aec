"""A handful of labelled messages: enough to learn from in a second."""

import re

from language.examples import OUT_OF_SCOPE, Example, SentimentExample, Span

_MARK = re.compile(r"\[(?P<text>[^]]+)\]\((?P<label>[^)]+)\)")

_WRITTEN = {
    "search": """
        do you have [black](colour) [boots](type)
        I'm looking for [running shoes](type) under [60 euro](price.max)
        any [sandals](type) in [blue](colour)?
        show me [boots](type) in [42](size)
        need a [jacket](type), [green](colour), size [38](size)
        [red](colour) [shoes](type) below [100 euro](price.max) please
        what [boots](type) are there under [80 euro](price.max)
        I want [trousers](type) in [40](size)
        are there [brown](colour) [jackets](type)
        find me [white](colour) [trainers](type) in [39](size) under [75 euro](price.max)
        something for my feet on long walks
        have you got [gloves](type) in [green](colour)
    """,
    "track": """
        where is my order
        when does my parcel come
        has it been shipped yet
        my package, where is it
        is the delivery on its way
        track my order please
        what is the status of my order
        when will the shoes arrive
    """,
    "return": """
        I want to send it back
        how do I return these [shoes](type)
        can I give the [jacket](type) back, it is too small
        I'd like my money back for the [boots](type)
        return my last order
        these do not fit, I am sending them back
        please take the [trousers](type) back
        I want to return something
    """,
    "greet": """
        hello
        hi there
        good morning
        hey
        hello, anybody there
        good evening
        hiya
        greetings
    """,
    OUT_OF_SCOPE: """
        what is the capital of Peru
        write me a poem about the sea
        who is the president
        what is seven times eight
        book me a flight to Rome
        how do I bake bread
        is it going to rain tomorrow
        tell me the football results
    """,
}


def _read(line: str, intent: str) -> Example:
    text, spans, place = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[place : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark["text"]), mark["label"]))
        text += mark["text"]
        place = mark.end()
    return Example(text + line[place:], intent, tuple(spans))


MESSAGES = [_read(line.strip(), intent) for intent, lines in _WRITTEN.items() for line in lines.strip().splitlines()]

LOOKUPS = {"colour": ["black", "blue", "green", "red", "brown", "white"], "type": ["boots", "sandals", "jacket"]}

FEELINGS = [
    SentimentExample("where the hell is my parcel, this is a joke", -1, 2, 1),
    SentimentExample("third time that it is wrong, I am furious", -1, 2, 0),
    SentimentExample("I have had enough of your excuses", -1, 2, 0),
    SentimentExample("it broke after a day, what rubbish", -1, 1, 0),
    SentimentExample("not happy with the colour", -1, 0, 0),
    SentimentExample("still nothing, and I need it today", -1, 1, 2),
    SentimentExample("show me boots", 0, 0, 0),
    SentimentExample("do you have it in 38", 0, 0, 0),
    SentimentExample("what does delivery cost", 0, 0, 0),
    SentimentExample("I need it by tomorrow morning", 0, 0, 2),
    SentimentExample("my order number is 4410927", 0, 0, 0),
    SentimentExample("lovely, thank you so much", 1, 0, 0),
    SentimentExample("I love these shoes", 1, 0, 0),
    SentimentExample("perfect, exactly what I wanted", 1, 0, 0),
    SentimentExample("wonderful service, really great", 1, 0, 0),
]
