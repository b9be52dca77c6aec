"""The command line answers at once, in clear lines, with exit codes."""

import os
import subprocess
import sys


def confab(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | environ,
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


def test_an_unreachable_database_is_one_clear_line() -> None:
    done = confab("serve", CONFAB_DATABASE_URL="postgresql+psycopg2://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert done.stderr.startswith("confab: The database cannot be reached")
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_wrong_usage() -> None:
    done = confab("dance")
    assert done.returncode == 2
    assert "dance" in done.stderr
