"""The encoders of this process: loaded once, whoever asks."""

import functools

import settings as configuration
from language.devices import CPU, find_device
from language.encoder import Encoders
from language.errors import DeviceMissing
from settings import SettingsError

_stays_on_cpu: list[str] = []


def stay_on_cpu() -> None:
    """Let this process ask for no GPU: it will be forked, and what is forked cannot use the GPU of its parent."""
    _stays_on_cpu[:] = [CPU]


@functools.cache
def process_encoders() -> Encoders:
    """Return the encoders on the device of the settings, exported into their data folder.

    Raises SettingsError for a GPU that is not there.
    """
    own = configuration.load()
    try:
        device = find_device(_stays_on_cpu[0] if _stays_on_cpu else own.device)
    except DeviceMissing as error:
        raise SettingsError(f"CONFAB_DEVICE is {own.device!r}: {error}") from error
    return Encoders(own.data_dir / "encoders", device)
