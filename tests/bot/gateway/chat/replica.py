"""A process of the chat's own, to be killed: `python -m tests.bot.gateway.chat.replica PORT DATABASE_URL DELAY_S`."""

import sys

import uvicorn

from bot.database import TABLES
from bot.gateway.app import create_app
from settings import Settings
from shop.sql.store import SqlStore
from tests.bot.gateway.chat.served import FAST, SHOP_SECRET
from tests.bot.gateway.market import SECRET_KEY
from tests.fakes.engine import FakeEngine


def main() -> None:
    port, url, delay_s = sys.argv[1:]
    settings = Settings(port=int(port), chat_jwt_secret=SHOP_SECRET, chat_reply_timeout_s=3600, **FAST)
    app = create_app(settings, SqlStore(url, TABLES), secret_key=SECRET_KEY, engine=FakeEngine(delay_s=float(delay_s)))
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main()
