"""The signed cookie that says which customer a browser belongs to, and the guard of every form that is posted."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import jwt
from fastapi import HTTPException, Request
from starlette.datastructures import Headers

COOKIE = "confab_session"
LIFETIME = timedelta(days=14)
_AUDIENCE = "confab:session"


def sign_session(secret_key: str, customer_id: str) -> str:
    """Return the cookie's value for this customer, good for `LIFETIME`."""
    claims = {"sub": customer_id, "aud": _AUDIENCE, "exp": datetime.now(UTC) + LIFETIME}
    return jwt.encode(claims, secret_key, algorithm="HS256")


def read_session(secret_key: str, cookie: str | None) -> str | None:
    """Return the customer's id; None for no cookie, a forged or an old one."""
    if not cookie:
        return None
    try:
        claims = jwt.decode(cookie, secret_key, algorithms=["HS256"], audience=_AUDIENCE, options={"require": ["exp"]})
    except jwt.InvalidTokenError:
        return None
    customer_id = claims.get("sub")
    return customer_id if isinstance(customer_id, str) and customer_id else None


def is_same_origin(headers: Headers) -> bool:
    """Return whether a browser sent this from one of our own pages; a request that does not say is not trusted."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


def refuse_cross_site(request: Request) -> None:
    """A dependency of every form: answers 403 to what another site made the browser send."""
    if not is_same_origin(request.headers):
        raise HTTPException(403, "This form can only be sent from this shop's own pages.")
