"""The encoders of this process: loaded once, whoever asks."""

import functools

import settings as configuration
from language.encoder import Encoders


@functools.cache
def process_encoders() -> Encoders:
    """Return the encoders, exported into the data folder of the settings."""
    return Encoders(configuration.load().data_dir / "encoders")
