"""Who talks: a customer by the host shop's token, a guest by a session that we signed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import structlog

from bot.conversations.threads import join_guest
from bot.gateway.chat.errors import Expired, Unproven
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.tokens import Tokens, new_guest
from shop.carts import merge_carts
from shop.customers import Customer
from shop.errors import ShopError
from shop.store import Store

log = structlog.get_logger()


@dataclass(frozen=True)
class Identity:
    """A shopper whose proof was seen. `owner_id` is what conversations are kept under."""

    owner_id: str
    customer_id: str | None = None
    name: str = ""  # nickname; "" for guests, and for customers whom the shop does not know yet
    locale: str = "en"
    expires_at: datetime | None = None  # of a customer's token
    session: str | None = None  # what a guest shows the next time; None for customers

    @property
    def kind(self) -> Literal["guest", "customer"]:
        return "guest" if self.customer_id is None else "customer"

    def check_fresh(self) -> None:
        """Raise Expired when the token that this rests on has run out."""
        if self.expires_at is not None and self.expires_at <= datetime.now(UTC):
            raise Expired("The token has expired; get a new one and connect again.")


@dataclass(frozen=True)
class Admitted:
    """Somebody who came in, and the ids of the guest's conversations that have just become theirs."""

    identity: Identity
    joined: tuple[str, ...] = ()


class Doorkeeper:
    """Looks at proofs. A guest's conversations become a customer's only when both proofs are shown together."""

    def __init__(self, store: Store, hop: Hop, tokens: Tokens) -> None:
        self._store = store
        self._hop = hop
        self._tokens = tokens

    async def admit(self, token: str | None, session: str | None, *, strangers: bool = True) -> Admitted:
        """Return who shows these. Without a valid session a guest is a new one, if `strangers` may come in.

        Raises Expired and Unproven for a token that is not good, whatever the session; KeysUnavailable; and Unproven
        for a stranger who may not come in.
        """
        guest_id = self._tokens.read_guest(session) if session else None
        if token:
            proof = await self._tokens.prove(token)
            return await self._hop.run(self._admit_customer, proof.customer_id, proof.expires_at, guest_id)
        if guest_id is None and not strangers:
            raise Unproven("Say who you are: a token as `Authorization: Bearer`, or a session as `X-Chat-Session`.")
        guest_id = guest_id or new_guest()
        return Admitted(Identity(guest_id, session=self._tokens.sign_guest(guest_id)))

    def _admit_customer(self, customer_id: str, expires_at: datetime, guest_id: str | None) -> Admitted:
        with self._store.read() as tx:
            customer = tx.get(Customer, customer_id)
        joined = () if guest_id is None else self._join(guest_id, customer_id)
        name, locale = (customer.nickname, customer.locale) if customer else ("", "en")
        return Admitted(Identity(customer_id, customer_id, name, locale, expires_at), joined)

    def _join(self, guest_id: str, customer_id: str) -> tuple[str, ...]:
        joined = join_guest(self._store, guest_id, customer_id)
        try:
            merge_carts(self._store, guest_id, customer_id)
        except ShopError as error:  # the conversations are worth having without the cart
            log.warning("a guest's cart was left behind", guest=guest_id, customer=customer_id, error=str(error))
        return joined
