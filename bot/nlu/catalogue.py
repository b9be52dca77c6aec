"""Lookup tables from the catalogue, made at training time: the model learns to lean on lists, not on names by heart.

A Rasa importer, so that Rasa's cache trains anew when the catalogue has changed and not otherwise.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

import settings as configuration
from bot.database import open_store
from bot.nlu.lookups import lookups_of
from language.words import Lookups
from shop.catalogue import Product, Variant


class CatalogueImporter(TrainingDataImporter):
    """Gives one thing: lookup tables of product, product_type, brand, colour and material."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__()

    def get_domain(self) -> Domain:
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        return None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        # Rasa fails on an empty table, and many a shop has nothing with a colour or a material.
        tables = [{"name": name, "elements": list(known)} for name, known in catalogue_lookups().items() if known]
        return TrainingData(lookup_tables=tables)


def catalogue_lookups() -> Lookups:
    """Return what the shop of the settings sells by name."""
    store = open_store(configuration.load())
    try:
        with store.read() as tx:
            products, variants = list(tx.find(Product)), list(tx.find(Variant))
    finally:
        store.close()
    return lookups_of(products, variants)
