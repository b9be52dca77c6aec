from pathlib import Path

import pytest

from language.encoder import Encoder, Encoders


@pytest.fixture(scope="session")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> Encoders:
    """The real encoders, exported once for the whole suite."""
    return Encoders(tmp_path_factory.mktemp("encoders"))


@pytest.fixture(scope="session")
def encoder(encoders: Encoders) -> Encoder:
    return encoders.load()


@pytest.fixture
def anywhere(tmp_path: Path) -> Path:
    return tmp_path / "model"
