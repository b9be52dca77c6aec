"""Our actions over HTTP, as stock Rasa calls them; their words come with the answer. Argument when run: the port.

It runs in our environment, over the data folder of the settings.
"""

import asyncio
import itertools
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.nlg.phrases import Phrasebook, load_phrasebook
from bot.rasa_compat import prepare


class ActionServer:
    """Runs actions on threads, as our own product does."""

    def __init__(self) -> None:
        from rasa_sdk.executor import ActionExecutor

        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self._phrases = load_phrasebook()
        self._count = itertools.count()

    async def run(self, request: Request) -> JSONResponse:
        call = await request.json()
        answer = await asyncio.to_thread(lambda: asyncio.run(self._executor.run(call))) or {}
        said = [put_into_words(each, self._phrases, next(self._count)) for each in answer.get("responses", ())]
        return JSONResponse({**answer, "responses": said})


def put_into_words(said: dict[str, Any], phrases: Phrasebook, variation: int) -> dict[str, Any]:
    """Return what an action says as a text with the facts beside it, as a channel of Rasa sends it."""
    if not said.get("response"):
        return said
    facts: dict[str, Any] = said.get("facts") or {}
    text = phrases.say(said["response"], facts.get("values") or {}, tone="neutral", variation=variation)
    return {"text": text, "custom": {name: value for name, value in facts.items() if name != "values"}}


async def _say_ready(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def main(port: int) -> None:
    prepare()
    from actions.context import current_recommender

    current_recommender()  # with the store and the shelf: before the first message, as ours does
    server = ActionServer()
    routes = [Route("/webhook", server.run, methods=["POST"]), Route("/health", _say_ready)]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
