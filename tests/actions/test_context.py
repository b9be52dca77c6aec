"""The app that actions make links for."""

from pathlib import Path

import pytest

from actions import context
from actions.context import App, current_app, use_app
from settings import SettingsError


@pytest.fixture(autouse=True)
def nobody_gave_an_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(context, "_given_app", [])
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("CONFAB_SECRET_KEY", raising=False)


def test_the_app_given_is_used() -> None:
    use_app(App("https://shop.example", "x" * 32))
    assert current_app().link("share_1.abc") == "https://shop.example/s/share_1.abc"


def test_an_action_server_of_its_own_signs_as_the_app_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFAB_PUBLIC_URL", "https://shop.example/")
    (tmp_path / "secret_key").write_text("made at the first start")
    assert current_app() == App("https://shop.example", "made at the first start")
    monkeypatch.setenv("CONFAB_SECRET_KEY", "set by the operator")
    assert current_app().secret == "set by the operator"


def test_without_a_secret_no_link_is_made() -> None:
    with pytest.raises(SettingsError, match="CONFAB_SECRET_KEY"):
        current_app()


def test_the_secret_is_never_shown() -> None:
    assert "hush" not in repr(App("https://shop.example", "hush"))
