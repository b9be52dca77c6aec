"""`python -m bot train`: the assistant's model from the dialogue data, kept under the data folder."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.database import open_store
from bot.logs import configure_logs
from bot.rasa_compat import prepare
from settings import Settings, SettingsError

CONFIG, DOMAIN, DATA = Path("config.yml"), Path("domain.yml"), Path("data/dialogue")
MODEL = "model.tar.gz"


def model_path(settings: Settings) -> Path:
    """Return where the model in use is, whether there is one or not."""
    return settings.data_dir / "models" / MODEL


def train(settings: Settings) -> Path:
    """Train from config.yml, domain.yml and data/dialogue, put the result in use, and return its path.

    What has not changed since the last training is not trained again. Raises SettingsError outside the project's
    folder. A failure leaves the model in use as it was.
    """
    configure_logs(production=settings.environment == "production", level=settings.log_level)
    open_store(settings).close()  # the catalogue's lookup tables are read from there
    target = train_model(CONFIG, model_path(settings))
    Console(stderr=True).print(f"Trained {target}")
    return target


def train_model(config: Path, target: Path) -> Path:
    """Train by this config from domain.yml and data/dialogue into `target`; see `train`."""
    for needed in (config, DOMAIN, DATA):
        if not needed.exists():
            raise SettingsError(f"{needed} is not here ({Path.cwd()}); train in the folder that holds it")
    prepare()
    from rasa.model_training import train as train_with_rasa

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        result = train_with_rasa(
            domain=str(DOMAIN),
            config=str(config),
            training_files=[str(DATA)],
            output=scratch,
            core_additional_arguments={"augmentation_factor": 0},
        )
        if result.model is None:
            raise SettingsError(f"nothing was trained (code {result.code}); see the messages above")
        _keep(Path(result.model), target)
    return target


def _keep(new: Path, target: Path) -> None:
    """Put the new model in place of the old one, which stays beside it under the time of its replacement."""
    if target.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        shutil.copy2(target, target.with_name(f"{stamp}-{MODEL}"))
    os.replace(new, target)
