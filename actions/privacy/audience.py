"""Who may see something, as a shopper says it: everybody, friends, one of their circles, nobody else."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import plain_name
from shop.friends.circles import circles_of
from shop.reviews import Visibility
from shop.store import Store

_SAID = {
    Visibility.ONLY_ME: r"(?:only|just) (?:for |to |by )?me\b|me only|privat|nobody|no ?one|secret|myself"
    r"|hidden|\bhide\b|invisible",
    Visibility.FRIENDS: r"friend|mates\b",
    Visibility.PUBLIC: r"public|everyone|everybody|every one|anyone|anybody|whole world|strangers"
    r"|all (?:people|shoppers|customers)|visible to all|seen by all|^all$|the internet",
}
_NO = r"\b(?:don'?t|do not|not|stop|never|no longer|shouldn'?t|mustn'?t|can'?t|hide|off|disable|forbid)\b"
_NOT_STRANGERS = re.compile(rf"{_NO}.*\b(?:strangers|public)\b|\bstrangers\b.*{_NO}")
_NOBODY = re.compile(rf"{_NO}.*\b(?:anyone|anybody|every ?one|every ?body|others|other people|people)\b")


@dataclass(frozen=True)
class Audience:
    """A visibility, with the circle when it is one."""

    visibility: Visibility
    circle_id: str | None = None
    circle: str = ""  # its name

    @property
    def words(self) -> str:
        """What completes "visible to"."""
        match self.visibility:
            case Visibility.PUBLIC:
                return "everybody"
            case Visibility.FRIENDS:
                return "your friends"
            case Visibility.CIRCLE:
                return f"your circle “{self.circle}”"
            case Visibility.ONLY_ME:
                return "nobody but you"


def read_audience(store: Store, owner_id: str, text: str) -> Audience | None:
    """Return who may see it by these words, a circle of the owner's by its name; None when they do not say."""
    said = plain_name(text)
    if _NOT_STRANGERS.search(said):
        return Audience(Visibility.FRIENDS)
    if _NOBODY.search(said) and "friend" not in said:
        return Audience(Visibility.ONLY_ME)
    for audience in _own_circles(store, owner_id):
        if re.search(rf"\b{re.escape(plain_name(audience.circle))}\b", said):
            return audience
    return next((Audience(level) for level, words in _SAID.items() if re.search(words, said)), None)


def find_audience(store: Store, owner_id: str, visibility: Visibility, circle_id: str | None) -> Audience:
    """Return the audience of something that is stored."""
    circles = {audience.circle_id: audience for audience in _own_circles(store, owner_id)}
    return circles[circle_id] if circle_id in circles else Audience(visibility)


def audience_choices(store: Store, owner_id: str) -> list[QuickReply]:
    """Return the buttons to choose from: everybody, friends, each circle, only the owner."""
    circles = [audience.circle for audience in _own_circles(store, owner_id)]
    return [quick_reply(title, "inform") for title in ("Everybody", "My friends", *circles[:3], "Only me")]


def own_circles_without(store: Store, owner_id: str, person_ids: Set[str]) -> list[str]:
    """Return the names of the owner's circles in which somebody is, and none of these people; [] for none."""
    return [
        found.circle.name
        for found in circles_of(store, owner_id)
        if found.members and person_ids.isdisjoint(person.id for person in found.members)
    ]


def _own_circles(store: Store, owner_id: str) -> Sequence[Audience]:
    circles = [found.circle for found in circles_of(store, owner_id)]
    return [Audience(Visibility.CIRCLE, circle.id, circle.name) for circle in circles]
