"""A host shop's page for the fake chat: one script tag under a policy that allows nothing it need not."""

from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

router = APIRouter()

_POLICY = (
    "default-src 'none'; script-src {server}; connect-src {shop} {server} {socket}; img-src {shop} {server}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_PAGE = """<!doctype html>
<html lang="en"{dir}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title><link rel="icon" href="{server}/pictures/shoe-1.svg">
<meta name="color-scheme" content="light dark"></head>
<body><main><h1>A shop</h1><p><button type="button">Buy</button></p></main>
<script src="{server}/widget/widget.js"{attributes}></script></body></html>
"""


@router.get("/page")
@router.get("/p/{product}")
def show_page(request: Request) -> HTMLResponse:
    """Every query parameter becomes a `data-` attribute of the script, but `dir`, which is the page's."""
    chat = request.app.state.chat
    given = dict(request.query_params)
    direction = f' dir="{escape(given.pop("dir"))}"' if "dir" in given else ""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in given.items())
    socket = chat.url.replace("http:", "ws:")
    policy = _POLICY.format(server=chat.url, shop=chat.shop_url, socket=socket)
    html = _PAGE.format(server=chat.url, attributes=attributes, dir=direction)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy})


@router.get("/token")
def give_token(request: Request) -> dict[str, str | None]:
    return {"token": request.app.state.chat.token or None}


@router.get("/pictures/{name}.svg")
def show_picture(name: str) -> Response:
    hue = 40 + 47 * int(name.rpartition("-")[2]) % 360
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        f'<rect width="400" height="400" fill="hsl({hue} 34% 88%)"/>'
        f'<path d="M60 250c60-10 90-50 120-90 20 30 60 40 90 46 50 12 70 30 70 64H60z" fill="hsl({hue} 40% 46%)"/>'
        '<rect x="56" y="268" width="288" height="20" rx="10" fill="#fff"/></svg>'
    )
    return Response(drawing, 200, {"Cache-Control": "max-age=600"}, "image/svg+xml")
