"""Opening the shelf at the start of a process."""

import re
from pathlib import Path

from language.encoder import Encoder
from retrieval.shelf import StoreShelf
from retrieval.synonyms import Synonyms
from shop.store import Store


def open_shelf(
    store: Store, encoder: Encoder, folder: Path | None = None, synonyms: Synonyms | None = None
) -> StoreShelf:
    """Return a shelf over all that is in the store now; `synonyms` None: those that come with the program.

    `folder` keeps the vectors of texts, apart for each encoder: only texts that are new since the last start are
    encoded; what is damaged there is made anew.
    """
    place = folder / re.sub(r"\W+", "-", encoder.fingerprint) if folder else None
    shelf = StoreShelf(store, encoder, place, synonyms)
    shelf.refresh()
    return shelf
