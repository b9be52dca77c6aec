"""Rasa 3.6 runs beside today's libraries; each test starts a Python of its own, because imports are forever."""

import os
import subprocess
import sys
from pathlib import Path


def run_python(code: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASA_")}  # set by prepare()
    surroundings = {**kept, "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env=surroundings,
    )


def test_rasa_s_agent_imports_without_tensorflow() -> None:
    done = run_python(
        "from bot.rasa_compat import prepare; prepare(); prepare()\n"
        "import rasa.core.agent, rasa.engine.recipes.default_components, sys\n"
        "print(sys.modules['tensorflow'].__version__)"
    )
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


def test_what_needs_tensorflow_says_so() -> None:
    done = run_python(
        "from bot.rasa_compat import prepare, NoTensorFlow; prepare()\n"
        "import rasa.utils.tensorflow.models as models\n"
        "try:\n    models.RasaModel()\nexcept NoTensorFlow as error:\n    print(error)"
    )
    assert "RasaModel needs TensorFlow" in done.stdout, done.stderr


def test_rasa_keeps_its_cache_in_the_data_folder(tmp_path: Path) -> None:
    done = run_python(
        "import os; os.environ['CONFAB_DATA_DIR'] = 'kept'\n"
        "from bot.rasa_compat import prepare; prepare()\n"
        "from rasa.engine.caching import LocalTrainingCache; LocalTrainingCache()",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept" / "rasa-cache" / "cache.db").is_file()


def test_rasa_s_command_line_is_passed_through() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "rasa", "--version"], capture_output=True, text=True, timeout=120, check=False
    )
    assert "3.6.21" in done.stdout, done.stderr


def test_a_wrong_rasa_command_fails_as_rasa_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "rasa", "nonsense"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr
