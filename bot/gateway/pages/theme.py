"""How pages are rendered: the templates, what all of them are told, and how money, days and Markdown look."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.gateway.pages.figures import Figures
from bot.gateway.pages.window import Window, address_of
from bot.gateway.session import COOKIE, read_session
from retrieval.languages import name_other
from settings import Settings
from shop.customers import Customer
from shop.store import Store

_FOLDER = Path(__file__).parent.parent / "templates"
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True)
class Shop:
    """What every page needs, made once with the application."""

    name: str  # as shoppers know it
    store: Store
    secret_key: str
    templates: Environment
    window: Window
    figures: Figures
    sign_in_open: bool  # shoppers may choose who they are: for trying out only
    secure: bool  # cookies travel over HTTPS alone
    chat_script: str  # URL of the chat widget's script; "" for pages without a chat


def open_shop(settings: Settings, store: Store, secret_key: str) -> Shop:
    """Return the shop with its templates loaded."""
    return Shop(
        name=settings.shop_name.strip(),
        store=store,
        secret_key=secret_key,
        templates=_load_templates(),
        window=Window(store),
        figures=Figures(store),
        sign_in_open=settings.demo and settings.environment == "development",
        secure=settings.base_url.startswith("https:"),
        chat_script="/widget/widget.js",
    )


def get_shop(request: Request) -> Shop:
    """A dependency: the shop that this application serves."""
    shop: Shop = request.app.state.shop
    return shop


def find_viewer(request: Request) -> Customer | None:
    """A dependency: the customer who is signed in; None for guests, and for an account that is gone."""
    shop = get_shop(request)
    customer_id = read_session(shop.secret_key, request.cookies.get(COOKIE))
    if customer_id is None:
        return None
    with shop.store.read() as tx:
        return tx.get(Customer, customer_id)


def render(shop: Shop, template: str, viewer: Customer | None, status: int = 200, **told: object) -> HTMLResponse:
    """Return the page. Nothing of it is kept by caches in between, as it may be one person's."""
    common: dict[str, object] = {
        "shop_name": shop.name,
        "sign_in_open": shop.sign_in_open,
        "chat_script": shop.chat_script,
        "viewer": viewer,
        "here": (),
        "searched": "",
    }
    if "aisles" not in told:
        common["aisles"] = shop.window.look().departments
    html = shop.templates.get_template(template).render({**common, **told})
    return HTMLResponse(html, status, {"Cache-Control": "private, no-cache"})


def format_price(cents: int, currency: str) -> str:
    """Return "€119.90", or "119.90 SEK" for a currency whose sign may be mistaken."""
    amount = f"{cents // 100:,}.{cents % 100:02d}"
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{amount}" if symbol else f"{amount} {currency}"


def _load_templates() -> Environment:
    templates = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    filters: dict[str, Any] = {
        "money": format_price,
        "day": _format_day,
        "other_language": name_other,
        "capfirst": lambda text: text[:1].upper() + text[1:],
        "title_words": lambda text: text.replace("-", " ").capitalize(),
        # Safe: raw HTML is switched off, so the renderer escapes everything that the article says.
        "markdown": lambda text: Markup(markdown.render(text)),  # noqa: S704
    }
    templates.filters.update(filters)
    templates.globals["address_of"] = address_of
    return templates


def _format_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
