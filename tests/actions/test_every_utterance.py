"""Whatever people are known to say of friends, reviews, lists and privacy gets an answer in whole words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from actions.context import use_shelf
from tests.actions.social_shop import maya
from tests.actions.test_read_reviews import FactsShelf

ACTIONS = {
    "friends_reviews": "action_friends_reviews",
    "read_reviews": "action_read_reviews",
    "who_bought": "action_who_bought",
    "ask_friends": "action_ask_friends",
    "poll_status": "action_poll_status",
    "share_product": "action_share",
    "friend_activity": "action_friend_activity",
    "add_friend": "action_add_friend",
    "accept_friend": "action_accept_friend",
    "block_person": "action_block_person",
    "privacy_settings": "action_privacy",
    "export_data": "action_export_data",
    "erase_data": "action_erase_data",
    "write_review": "action_write_review",
    "rate_product": "action_rate",
    "like_review": "action_like_review",
    "add_to_wishlist": "action_add_to_wishlist",
    "show_wishlist": "action_show_wishlist",
}
UTTERANCES = Path(__file__).parents[2] / "data/dialogue/nlu"
ENTITY = re.compile(r"\[([^\]]+)\](?:\((\w+)\)|(\{[^}]*\}))")


def utterances(intent: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the texts of an intent, each with its entities as (name, value, role)."""
    (entry,) = yaml.safe_load((UTTERANCES / f"{intent}.yml").read_text(encoding="utf-8"))["nlu"]
    for line in entry["examples"].splitlines():
        marked = line.removeprefix("- ")
        yield ENTITY.sub(r"\1", marked), [entity_of(found) for found in ENTITY.finditer(marked)]


def entity_of(found: re.Match[str]) -> tuple[str, str, str]:
    more = json.loads(found[3]) if found[3] else {"entity": found[2]}
    return more["entity"], more.get("value", found[1]), more.get("role", "")


@pytest.mark.parametrize("intent", ACTIONS)
def test_every_utterance_is_answered_in_every_tone(intent: str) -> None:
    use_shelf(FactsShelf())
    heard = 0
    talk = maya()
    for text, entities in utterances(intent):
        talk.slots = {
            "shown": "products",
            "memory": {"product_id": "cloudline", "product_ids": ["cloudline", "tempo", "daily"]},
        }
        answered = talk.hear(ACTIONS[intent], text, intent=intent, entities=entities)
        assert answered.said, text
        assert "cannot_do" not in answered.responses, text
        heard += 1
    assert heard > 40
