"""Which texts are in the language that the assistant reads, and speaks with shoppers: English.

Its encoder and judges learned from English, so what another language says is neither evidence nor counted: it is shown,
and marked.
"""

READ = "en"
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def is_read(tag: str) -> bool:
    """Return whether texts with this language tag ("en", "en-GB", "de") are read; an empty tag says nothing else."""
    return _base(tag) in ("", READ)


def name_other(tag: str) -> str:
    """Return the language's name, or its tag where it has none here; "" for one that is read."""
    return "" if is_read(tag) else _NAMES.get(_base(tag), tag)


def _base(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].strip().casefold()
