"""`python -m bot train`: the assistant's model from the dialogue data, kept under the data folder."""

import os
import shutil
import tarfile
import tempfile
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.database import open_store
from bot.logs import configure_logs
from bot.nlu.encoders import process_encoders
from bot.rasa_compat import prepare
from language.errors import LanguageError
from language.measured import Measured
from language.understanding_files import WORDS, read_measured_of
from settings import Settings, SettingsError

CONFIG, DOMAIN, DATA = Path("config.yml"), Path("domain.yml"), Path("data/dialogue")
MODEL = "model.tar.gz"


def model_path(settings: Settings) -> Path:
    """Return where the model in use is, whether there is one or not."""
    return settings.data_dir / "models" / MODEL


def train(settings: Settings) -> Path:
    """Train from config.yml, domain.yml and data/dialogue, put the result in use, and return its path.

    What has not changed since the last training is not trained again. Raises SettingsError outside the project's
    folder and for a device that is missing, LanguageError for what cannot be learned from or came out too weak. A
    failure leaves the model in use as it was.
    """
    configure_logs(production=settings.environment == "production", level=settings.log_level)
    open_store(settings).close()  # the catalogue's lookup tables are read from there
    process_encoders()  # before minutes are spent
    target = model_path(settings)
    before = read_measured(target) if target.exists() else None
    train_model(CONFIG, target)
    tell(Console(stderr=True), target, before)
    return target


def train_model(config: Path, target: Path) -> Path:
    """Train by this config from domain.yml and data/dialogue into `target`; see `train`."""
    for needed in (config, DOMAIN, DATA):
        if not needed.exists():
            raise SettingsError(f"{needed} is not here ({Path.cwd()}); train in the folder that holds it")
    prepare()
    from rasa.engine.exceptions import GraphComponentException
    from rasa.model_training import train as train_with_rasa

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        try:
            result = train_with_rasa(
                domain=str(DOMAIN),
                config=str(config),
                training_files=[str(DATA)],
                output=scratch,
                core_additional_arguments={"augmentation_factor": 0},
            )
        except GraphComponentException as error:
            raise _cause_of(error) from error
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


def read_measured(model: Path) -> Measured:
    """Return what the training of this model measured of its understanding; nothing for a model without one."""
    with tarfile.open(model) as packed:
        for member in packed:
            words = packed.extractfile(member) if Path(member.name).name == WORDS else None
            if words is not None:
                return read_measured_of(words.read().decode())
    return Measured()


def tell(console: Console, model: Path, before: Measured | None) -> None:
    """Print what was measured beside the same of the model that was in use, and say so if it was better."""
    now = read_measured(model)
    table = Table("on held-out messages", "now", *(["before"] if before else []))
    for field in fields(Measured):
        name = field.name.replace("_", " ")
        table.add_row(name, *(_text_of(getattr(each, field.name)) for each in (now, before) if each))
    console.print(table)
    if before and before.intent and now.intent and before.intent - now.intent > now.chance:
        console.print("The model before understood its held-out messages better than chance explains; it stays beside.")
    console.print(f"Trained {model}")


def _text_of(value: object) -> str:
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def _cause_of(error: Exception) -> Exception:
    """Return what our own room said, without Rasa's wrapping."""
    return error.__cause__ if isinstance(error.__cause__, LanguageError) else error
