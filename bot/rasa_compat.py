"""What Rasa 3.6 of 2023 needs to run beside today's libraries. `prepare()` before the first `import rasa`.

Why each is needed, and what was weighed against it: docs/decisions/0001 and 0002.
"""

import importlib
import importlib.abc
import importlib.machinery
import os
import sys
import types
import warnings
from collections.abc import Sequence
from typing import Any

import settings as configuration

_prepared = False


def prepare() -> None:
    """Make `import rasa` work; further calls do nothing.

    Rasa then has every part but those that compute with TensorFlow (DIET, TED, ResponseSelector, and the language
    model and ConveRT featurizers): using one of them raises NoTensorFlow. Its training cache is in the data folder
    of the settings, unless RASA_CACHE_DIRECTORY names another place. Raises SettingsError for wrong settings.
    """
    global _prepared
    if _prepared:
        return
    _prepared = True
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # torch's threads wait for each other by spinning, and train several times slower as soon as anything else runs
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # Rasa's own place for what it need not train again is a hidden folder wherever it is started
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(configuration.load().data_dir.absolute() / "rasa-cache"))
    warnings.filterwarnings("ignore", module=r"(rasa|sanic|pkg_resources|dask|pykwalify|aiogram)(\.|$)")
    _import_pkg_resources_quietly()
    _stand_in_for_tensorflow()
    _give_packaging_legacy_versions()
    _give_numpy_its_old_warning()


class NoTensorFlow(ImportError):
    """Something asked TensorFlow to compute; the message names what."""


class _Missing(type):
    """A class standing for any name of TensorFlow: it can be subclassed and referred to, not used."""

    def __getattr__(cls, name: str) -> "_Missing":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Missing(f"{cls.__name__}.{name}", (), {})

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and callable(arguments[0]) and not options:
            return arguments[0]  # a decorator such as @tf.function
        if cls.__module__.startswith("rasa."):
            raise NoTensorFlow(f"{cls.__name__} needs TensorFlow, which is not part of Confab; use its own components")
        return cls


class _TensorFlow(types.ModuleType):
    __path__ = []  # noqa: RUF012 - a package to the import system
    __version__ = "0"

    @staticmethod
    def is_tensor(_value: object) -> bool:
        return False

    def __getattr__(self, name: str) -> _Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Missing(f"{self.__name__}.{name}", (), {})


class _TensorFlowFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] not in ("tensorflow", "keras", "tensorflow_addons"):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _TensorFlow(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass  # every name is made when it is asked for


def _import_pkg_resources_quietly() -> None:
    """Rasa's command line resets the filters of warnings before its first import of it, which warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        importlib.import_module("pkg_resources")


def _stand_in_for_tensorflow() -> None:
    """Rasa imports TensorFlow for type names even where it never computes with it."""
    sys.meta_path.insert(0, _TensorFlowFinder())


def _give_packaging_legacy_versions() -> None:
    """`packaging.version.LegacyVersion` went in packaging 22; Rasa only compares against the type."""
    import packaging.version

    if not hasattr(packaging.version, "LegacyVersion"):
        packaging.version.LegacyVersion = type("LegacyVersion", (), {})  # type: ignore[attr-defined]


def _give_numpy_its_old_warning() -> None:
    """`np.VisibleDeprecationWarning` moved in numpy 2; Rasa silences it by its old name."""
    import numpy as np

    if not hasattr(np, "VisibleDeprecationWarning"):
        np.VisibleDeprecationWarning = np.exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]


def expect_no_entities_of_policies() -> None:
    """Let `rasa test` go without the entities that TED would find: scikit-learn refuses a report on nothing."""
    import rasa.core.test

    rasa.core.test.POLICIES_THAT_EXTRACT_ENTITIES = set()
