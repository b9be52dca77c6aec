"""Stock Rasa as a system under measurement: `rasa run` and an action server, talked to over its REST channel."""

import itertools
import shutil
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.product import KEPT, product_environment, wait_until_answering
from benchmarks.programs import Program, free_port, running
from benchmarks.stock.environment import peer_environment
from benchmarks.stock.project import stock_rasa
from benchmarks.window import SECRET

_PATIENCE_S = 120
_numbers = itertools.count()


class RestLine:
    """One conversation over HTTP; the answer to a message is the answer to its request."""

    def __init__(self, session: aiohttp.ClientSession, url: str, sender: str, customer_id: str | None) -> None:
        self._session = session
        self._url = url
        self._sender = sender
        self._who = {"customer_id": customer_id} if customer_id else {"guest_id": f"guest-{sender}"}

    async def begin(self) -> None:
        """Tell Rasa who is there, as our own product does with each message."""
        if "customer_id" in self._who:
            event = {"event": "slot", "name": "signed_in", "value": True}
            await self._post(f"/conversations/{self._sender}/tracker/events", event)

    async def say(self, text: str) -> tuple[str, ...]:
        """See benchmarks.talks.Line."""
        said = await self._post(
            "/webhooks/rest/webhook", {"sender": self._sender, "message": text, "metadata": self._who}
        )
        assert isinstance(said, list)  # noqa: S101 - so says the channel
        return tuple(each["text"] for each in said if each.get("text"))

    async def _post(self, path: str, body: object) -> object:
        async with self._session.post(self._url + path, json=body) as answer:
            answer.raise_for_status()
            found: object = await answer.json()
            return found


@dataclass(frozen=True)
class StockRasa:
    """A running Rasa that answers; `ready_s` is how long it took until then, the action server's start beside it."""

    url: str
    programs: tuple[Program, ...]
    ready_s: float

    @asynccontextmanager
    async def line(self, customer_id: str | None) -> AsyncIterator[RestLine]:
        """Open a conversation; see benchmarks.talks.System."""
        timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            line = RestLine(session, self.url, f"talk-{next(_numbers)}", customer_id)
            await line.begin()
            yield line


@contextmanager
def run_stock(project: Path, shop: Path) -> Iterator[StockRasa]:
    """Run the trained project within, its actions over the shop of this data folder. Raises PeerUnavailable."""
    actions_port, port = free_port(), free_port()
    scratch = shop.parent
    (scratch / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    endpoint = f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n"
    (scratch / "endpoints.yml").write_text(endpoint, encoding="utf-8")
    model = shutil.copy(next((project / "models").glob("*.tar.gz")), scratch)
    actions = [sys.executable, "-m", "benchmarks.stock.action_server", str(actions_port)]
    where = ["--interface", "127.0.0.1", "--port", str(port)]
    files = ["--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    command = [str(stock_rasa()), "run", "--enable-api", *where, *files]
    environment = product_environment(data_dir=shop, secret_key=SECRET)
    started = time.perf_counter()
    with (
        running(actions, KEPT / "stock-actions.log", environment) as action_server,
        running(command, KEPT / "stock-rasa.log", peer_environment(), cwd=scratch) as rasa,
    ):
        url = f"http://127.0.0.1:{port}"
        wait_until_answering(url, rasa, action_server)
        ready_s = time.perf_counter() - started
        wait_until_answering(f"http://127.0.0.1:{actions_port}/health", action_server)
        yield StockRasa(url, (rasa, action_server), ready_s)
