"""The command line answers at once, in clear lines, with exit codes."""

import os
import subprocess
import sys
from pathlib import Path


def environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with these settings and no others."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CONFAB_")} | settings


def confab(*arguments: str, folder: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line, in this folder or the project's."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
        env=environment(**settings),
    )


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from bot.cli.app import app\n"
            "try: app(['--help'])\n"
            "except SystemExit: pass\n"
            "print([m for m in ('torch', 'rasa', 'fastapi', 'sqlalchemy', 'numpy') if m in sys.modules])",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "serve" in done.stdout
    assert done.stdout.rstrip().endswith("[]"), done.stdout[-200:]


def test_a_wrong_setting_is_one_clear_line() -> None:
    done = confab("serve", CONFAB_PORT="web")
    assert (done.returncode, done.stderr) == (1, "confab: CONFAB_PORT is 'web'; it must be of type int\n")


def test_an_unknown_setting_is_one_clear_line() -> None:
    done = confab("keys", "list", CONFAB_PROT="8000")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("confab: unknown setting CONFAB_PROT; known: CONFAB_")


def test_an_unreachable_database_is_one_clear_line(tmp_path: Path) -> None:
    url = "postgresql+psycopg2://nobody@127.0.0.1:1/none"
    done = confab("keys", "list", CONFAB_DATABASE_URL=url, CONFAB_DATA_DIR=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("confab: The database cannot be reached")
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_wrong_usage() -> None:
    done = confab("dance")
    assert done.returncode == 2
    assert "dance" in done.stderr
