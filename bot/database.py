"""The product's database: every table, the shop's and those of what only the bot keeps."""

from bot.conversations.records import Conversation, DialogueState, Feedback, Message
from shop.sql.schema import KINDS as SHOP_KINDS
from shop.sql.schema import make_metadata
from shop.sql.tables import make_tables

BOT_KINDS = (Conversation, Message, Feedback, DialogueState)

metadata = make_metadata()
TABLES = make_tables((*SHOP_KINDS, *BOT_KINDS), metadata)
