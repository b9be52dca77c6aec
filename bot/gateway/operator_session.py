"""The signed cookie of an operator: which API key they signed in with. The key itself is asked for at every request."""

from datetime import UTC, datetime, timedelta

import jwt

COOKIE = "confab_operator"
PATH = "/operator"
LIFETIME = timedelta(hours=2)
_AUDIENCE = "confab:operator"


def sign_operator(secret_key: str, key_id: str) -> str:
    """Return the cookie's value for whoever showed the secret of this key, good for `LIFETIME`."""
    claims = {"sub": key_id, "aud": _AUDIENCE, "exp": datetime.now(UTC) + LIFETIME}
    return jwt.encode(claims, secret_key, algorithm="HS256")


def read_operator(secret_key: str, cookie: str | None) -> str | None:
    """Return the id of the key; None for no cookie, a forged or an old one, and a shopper's."""
    if not cookie:
        return None
    try:
        claims = jwt.decode(
            cookie, secret_key, algorithms=["HS256"], audience=_AUDIENCE, options={"require": ["exp", "sub"]}
        )
    except jwt.InvalidTokenError:
        return None
    return str(claims["sub"])
