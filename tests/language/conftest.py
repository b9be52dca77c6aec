from pathlib import Path

import pytest

from language.encoder import Encoder, Encoders


@pytest.fixture(scope="session")
def encoders(encoder_folder: Path) -> Encoders:
    return Encoders(encoder_folder)


@pytest.fixture(scope="session")
def encoder(encoders: Encoders) -> Encoder:
    return encoders.load()


@pytest.fixture
def anywhere(tmp_path: Path) -> Path:
    return tmp_path / "model"
