"""What can go wrong with the language models. Every message names the value and what is allowed."""


class LanguageError(Exception):
    """The request cannot be done; `str(error)` is a sentence for an operator."""


class TooFewExamples(LanguageError):
    """The examples cannot train a model."""


class WeightsRefused(LanguageError):
    """A weights file is missing, or its content is not what was promised: nothing of it was loaded."""


class DeviceMissing(LanguageError):
    """The GPU that was asked for is not there."""


class TooWeak(LanguageError):
    """What was trained understands held-out messages less well than a floor asks for."""
