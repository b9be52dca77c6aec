"""The environment is read once, strictly, and documented."""

from dataclasses import fields
from pathlib import Path

import pytest

from settings import PREFIX, Settings, SettingsError, load

DOCUMENT = Path("docs/settings.md")


def test_every_setting_has_a_default() -> None:
    assert load({}) == Settings()


def test_values_are_read_as_their_types() -> None:
    read = load({"CONFAB_PORT": "9000", "CONFAB_DEMO": "false", "CONFAB_DATA_DIR": "/srv/confab", "HOME": "/root"})
    assert (read.port, read.demo, read.data_dir) == (9000, False, Path("/srv/confab"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONFAB_PROT", "1", "known: "),
        ("CONFAB_SHOP_NAME", " ", "' '; allowed: 1 to 60 characters"),
        ("CONFAB_PORT", "web", "'web'"),
        ("CONFAB_PORT", "70000", "65535"),
        ("CONFAB_DEMO", "perhaps", "true, false"),
        ("CONFAB_ENVIRONMENT", "staging", "development, production"),
        ("CONFAB_DEVICE", "gpu", "'gpu'; allowed: auto, cpu, cuda, or cuda:0"),
        ("CONFAB_RECOMMENDER_TRAINING_HOUR", "24", "'24'; allowed: 0 to 23, or none"),
        ("CONFAB_RECOMMENDER_TRAINING_HOUR", "3am", "'3am'; allowed: 0 to 23"),
        ("CONFAB_LOG_LEVEL", "loud", "warning"),
        ("CONFAB_CHAT_ORIGINS", "https://shop.example, shop.example", "'shop.example'"),
        ("CONFAB_CHAT_ORIGINS", "https://shop.example/chat", "such as https://shop.example"),
        ("CONFAB_CHAT_JWT_SECRET", "hush", "4 characters"),
        ("CONFAB_CHAT_JWKS_URL", "file:///etc/passwd", "'file:///etc/passwd'.*https://"),
        ("CONFAB_CHAT_JWKS_URL", "https://", "'https://'.*such as"),
        ("CONFAB_CHAT_JWT_LONGEST_S", "0", "is 0.0; allowed: above 0"),
        ("CONFAB_ALERT_URL", "file:///etc/passwd", "'file:///etc/passwd'.*https://"),
        ("CONFAB_CHAT_JWT_AUDIENCE", "", "''.*such as confab"),
        ("CONFAB_CHAT_ORIGINS", "shop.example", "'shop.example'.*or \\*"),
        ("CONFAB_CHAT_TEXT_LIMIT", "0", "is 0; allowed: 1 to 5000"),
        ("CONFAB_CHAT_TEXT_LIMIT", "5001", "is 5001; allowed: 1 to 5000"),
        ("CONFAB_CHAT_TEXT_LIMIT", "long", "'long'.*int"),
        ("CONFAB_CHAT_RATE_PER_MINUTE", "-1", "is -1; allowed: above 0"),
        ("CONFAB_CHAT_RATE_PER_MINUTE", "1.5", "'1.5'.*int"),
        ("CONFAB_CHAT_RATE_BURST", "0", "is 0; allowed: above 0"),
        ("CONFAB_CHAT_REPLY_TIMEOUT_S", "nan", "is nan; allowed: above 0"),
        ("CONFAB_CHAT_REPLY_TIMEOUT_S", "inf", "is inf; allowed: .*below a billion"),
        ("CONFAB_CHAT_REPLY_TIMEOUT_S", "soon", "'soon'.*float"),
        ("CONFAB_SUPPORT_HOURS", "all day", "'all day'.*such as \"Mon-Fri"),
        ("CONFAB_SUPPORT_HOURS", "Mon-Fri 20:00-08:00 CET", "gives no hours"),
        ("CONFAB_WARRANTY_YEARS", "31", "31; allowed: 0 to 30"),
        ("CONFAB_RETURN_LABEL", "cheap", "'cheap'.*such as \"3.90 EUR"),
        ("CONFAB_CHECKOUT_URL", "javascript:alert(1)", "'javascript:alert.*https://"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*{said}"):
        load({name: value})


def test_a_secret_that_is_too_short_is_not_printed_either() -> None:
    with pytest.raises(SettingsError) as refused:
        load({"CONFAB_CHAT_JWT_SECRET": "hush"})
    assert "hush" not in str(refused.value)
    assert "at least 32" in str(refused.value)


def test_production_needs_a_secret_of_its_own() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        load({"CONFAB_ENVIRONMENT": "production"})


@pytest.mark.parametrize("name", ["CONFAB_SECRET_KEY", "CONFAB_CHAT_JWT_SECRET"])
def test_a_secret_is_never_printed(name: str) -> None:
    assert "hush" not in repr(load({name: "hush" * 10}))


def test_origins_are_a_list() -> None:
    read = load({"CONFAB_CHAT_ORIGINS": " https://shop.example,http://localhost:8080 ,"})
    assert read.allowed_origins == ("https://shop.example", "http://localhost:8080")


def test_every_setting_is_documented_and_nothing_else() -> None:
    documented = {line.split("`")[1] for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")}
    assert documented == {PREFIX + field.name.upper() for field in fields(Settings)}
