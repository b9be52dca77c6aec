"""Our gateway with an assistant that needs no time: what sockets and storage cost by themselves. Argument: the port."""

import sys

import uvicorn

import settings as configuration
from bot.conversations.replies import Reply
from bot.database import open_store
from bot.dialogue.turns import Answer, Turn
from bot.gateway.app import create_app
from bot.logs import configure_logs


class Echo:
    """An `Engine` that repeats what it hears."""

    def ailment(self) -> str:
        return ""

    async def answer(self, turn: Turn) -> Answer:
        return Answer((Reply(turn.text),))


def main(port: int) -> None:
    settings = configuration.load()
    configure_logs(production=False, level=settings.log_level)
    app = create_app(settings, open_store(settings), secret_key=settings.secret_key, engine=Echo())
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, backlog=2048)


if __name__ == "__main__":
    main(int(sys.argv[1]))
