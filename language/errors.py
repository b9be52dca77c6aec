"""What can go wrong with the language models. Every message names the value and what is allowed."""


class LanguageError(Exception):
    """The request cannot be done; `str(error)` is a sentence for an operator."""


class TooFewExamples(LanguageError):
    """The examples cannot train a model."""


class WeightsRefused(LanguageError):
    """A weights file is missing, or its content is not what was promised: nothing of it was loaded."""


class ModelNotFound(LanguageError):
    """There is no trained model of this id."""


class PromotionRefused(LanguageError):
    """The model is below a floor, or worse than the one in use."""
