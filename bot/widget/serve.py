"""`/widget/…`: the chat's script and its parts, the same for everybody. Without cookies; any page may load them."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

router = APIRouter(include_in_schema=False)

_FOLDER = Path(__file__).parent
_ENTRY = "widget.js"
_FOLDER_OF_PARTS = b'"./parts/"'
_NO_NAMES = b"const ALL = []"
_COMMENTS = re.compile(
    rb"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)[ \t]*\n", re.MULTILINE | re.DOTALL
)  # for who reads the source
_SHORTLY = "public, max-age=300, stale-while-revalidate=86400"
_FOR_EVER = "public, max-age=31536000, immutable"
_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True)
class Parts:
    """The script that pages name, and by their paths the modules that it loads; `version` changes with any of them."""

    version: str
    entry: bytes
    modules: dict[str, bytes]


@cache
def load_parts() -> Parts:
    """Return what browsers get.

    The entry is told the version, so that every module can be kept for ever, and the names of those that are always
    needed, so that they are fetched together.
    """
    folder = _FOLDER / "parts"
    modules = {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*.js"))}
    modules["socket.io.js"] = _read_socket_io()
    entry = _read(_FOLDER / _ENTRY)
    digest = hashlib.sha256(entry)
    for name, script in modules.items():
        digest.update(name.encode() + b"\0" + script)
    version = digest.hexdigest()[:16]
    entry = entry.replace(_FOLDER_OF_PARTS, f'"./{version}/"'.encode())
    always = [name for name in modules if not name.startswith("texts/")]
    return Parts(version, entry.replace(_NO_NAMES, f"const ALL = {json.dumps(always)}".encode()), modules)


@router.get(f"/widget/{_ENTRY}")
def send_entry(request: Request) -> Response:
    parts = load_parts()
    etag = f'"{parts.version}"'
    headers = {**_HEADERS, "Cache-Control": _SHORTLY, "ETag": etag}
    if etag in request.headers.get("if-none-match", "").replace("W/", ""):
        return Response(status_code=304, headers=headers)
    return _send(parts.entry, headers)


@router.get("/widget/{version}/{name:path}")
def send_module(version: str, name: str) -> Response:
    """A page that was loaded from a replica of another version gets today's module, but may not keep it."""
    parts = load_parts()
    script = parts.modules.get(name)
    if script is None:
        return PlainTextResponse(f"The chat has no part {name}.", 404)
    return _send(script, {**_HEADERS, "Cache-Control": _FOR_EVER if version == parts.version else "no-cache"})


def _send(script: bytes, headers: dict[str, str]) -> Response:
    return Response(script, 200, headers, "text/javascript")


def _read(path: Path) -> bytes:
    """Return the script without the comments that have lines of their own."""
    return _COMMENTS.sub(b"", path.read_bytes())


def _read_socket_io() -> bytes:
    """Return the Socket.IO client that NiceGUI brings, as a module: it leaves nothing behind in the host's page."""
    script = Path(str(distribution("nicegui").locate_file("nicegui/static/socket.io.min.js"))).read_bytes()
    return b"const exports = {}, module = { exports };\n" + script + b"\nexport const io = module.exports;\n"
