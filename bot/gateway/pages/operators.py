"""Signing in to the operator's pages with an API key, and out again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.gateway.operator_session import COOKIE, LIFETIME, PATH, read_operator, sign_operator
from bot.gateway.pages.theme import Shop, get_shop, render
from bot.gateway.session import refuse_cross_site
from shop.api_keys import ApiKey, Scope, find_key, get_key

router = APIRouter(include_in_schema=False)

SCOPE = Scope.RECOMMENDER_READ
_HOME = f"{PATH}/recommendations"
_REFUSED = f"This is no key that opens these pages. It needs the scope {SCOPE}, and must not be revoked."


def find_operator(request: Request) -> ApiKey | None:
    """A dependency: the key that somebody signed in with, while it is good and may read these pages; else None."""
    shop = get_shop(request)
    id = read_operator(shop.secret_key, request.cookies.get(COOKIE))
    key = get_key(shop.store, id) if id else None
    return key if key and SCOPE in key.scopes else None


def show_operator(shop: Shop, template: str, status: int = 200, **told: object) -> HTMLResponse:
    """Return a page of the operator's: no chat, no search engine, nothing kept in the browser."""
    page = render(shop, template, None, status, aisles=(), chat_script="", **told)
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Cache-Control"] = "no-store"
    return page


@router.get(PATH)
def open_operator() -> RedirectResponse:
    return RedirectResponse(_HOME, 303)


@router.get(f"{PATH}/sign-in")
def show_sign_in(shop: Annotated[Shop, Depends(get_shop)]) -> HTMLResponse:
    return show_operator(shop, "operator_sign_in.html", refused="")


@router.post(f"{PATH}/sign-in", dependencies=[Depends(refuse_cross_site)], response_model=None)
def sign_in_operator(
    shop: Annotated[Shop, Depends(get_shop)], secret: Annotated[str, Form(max_length=500)]
) -> HTMLResponse | RedirectResponse:
    key = find_key(shop.store, secret.strip())
    if key is None or SCOPE not in key.scopes:
        return show_operator(shop, "operator_sign_in.html", 401, refused=_REFUSED)
    response = RedirectResponse(_HOME, 303)
    response.set_cookie(
        COOKIE,
        sign_operator(shop.secret_key, key.id),
        max_age=int(LIFETIME.total_seconds()),
        path=PATH,
        secure=shop.secure,
        httponly=True,
        samesite="strict",
    )
    return response


@router.post(f"{PATH}/sign-out", dependencies=[Depends(refuse_cross_site)])
def sign_out_operator() -> RedirectResponse:
    response = RedirectResponse(f"{PATH}/sign-in", 303)
    response.delete_cookie(COOKIE, path=PATH)
    return response
