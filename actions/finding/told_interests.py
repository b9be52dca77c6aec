"""Where it comes from that a reason says what the shopper likes: the interests that they stated themselves."""

from actions.names import join_names
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from language.likings import doubts_liking
from shop.consent import Purpose, allows
from shop.customers import find_customer

_PARENT = " > "  # between the names of a category's path


def tell_interests(turn: ActionTurn) -> bool:
    """Say which interests stand in the profile, if the message doubts what it likes; return whether it was said."""
    if turn.customer_id is None or not doubts_liking(turn.text):
        return False
    stated = find_customer(turn.store, turn.customer_id).interests
    if not stated:
        return False
    with turn.store.read() as tx:
        personal = allows(tx, turn.customer_id, Purpose.PERSONALISE)
    names = join_names([interest.split(_PARENT)[-1] for interest in stated], most=len(stated))
    turn.say(
        "explained_interests",
        values={"interests": names, "count": len(stated), "personal": personal},
        quick_replies=[quick_reply("My privacy", "privacy_settings")],
    )
    return True
