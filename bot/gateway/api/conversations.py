"""`/v1/conversations`: the chat for what cannot hold a socket. Shoppers come here themselves, not the host shop."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from bot.gateway.chat.chat import Chat
from bot.gateway.chat.identity import Identity
from bot.gateway.chat.limits import LIGHT
from bot.gateway.problems import document_problems
from bot.gateway.wire.chat import (
    ContactIn,
    ConversationsOut,
    FeedbackIn,
    Kept,
    MessagesOut,
    ResumedOut,
    SendIn,
    StartedOut,
    Stored,
    read_words,
    write_conversation,
    write_messages,
)

LONGEST_WAIT_S = 20.0

router = APIRouter(prefix="/conversations", tags=["conversations"], responses=document_problems(429))

_token = HTTPBearer(
    auto_error=False,
    scheme_name="ChatToken",
    bearerFormat="JWT",
    description="A short-lived token of one customer, signed by the host shop.",
)
_session = APIKeyHeader(
    name="X-Chat-Session",
    auto_error=False,
    scheme_name="ChatSession",
    description="A guest's session. Together with a token, the guest's conversations become the customer's.",
)
Token = Annotated[HTTPAuthorizationCredentials | None, Security(_token)]
Session = Annotated[str | None, Security(_session)]
ConversationId = Annotated[str, Path(min_length=1, max_length=200)]


def get_chat(request: Request) -> Chat:
    """A dependency: the chat of this application."""
    chat: Chat = request.app.state.chat
    return chat


ChatOf = Annotated[Chat, Depends(get_chat)]


async def let_in(chat: ChatOf, token: Token = None, session: Session = None) -> Identity:
    """A dependency: the shopper who shows these proofs, or a new guest."""
    return await _admit(chat, token, session, strangers=True)


async def recognise(chat: ChatOf, token: Token = None, session: Session = None) -> Identity:
    """A dependency: the shopper who shows these proofs. Raises Unproven without any."""
    return await _admit(chat, token, session, strangers=False)


Anybody = Annotated[Identity, Depends(let_in)]
Shopper = Annotated[Identity, Depends(recognise)]


@router.post(
    "", status_code=201, summary="Start a conversation; without any proof, as a new guest",
    openapi_extra={"security": [{}]},
)  # fmt: skip
async def start(who: Anybody, chat: ChatOf) -> StartedOut:
    await chat.limiter.take(who.owner_id)
    started = await chat.switchboard.start(who)
    return StartedOut(conversation=write_conversation(started), session=who.session)


@router.get("", summary="List the shopper's conversations, newest first")
async def list_all(who: Shopper, chat: ChatOf) -> ConversationsOut:
    await chat.limiter.take(who.owner_id, LIGHT)
    await chat.courier.bring(who)
    conversations = await chat.switchboard.list(who)
    return ConversationsOut(conversations=tuple(map(write_conversation, conversations)))


@router.post("/{conversation_id}/messages", status_code=201, summary="Say something")
async def send(who: Shopper, chat: ChatOf, conversation_id: ConversationId, body: SendIn) -> Stored:
    await chat.limiter.take(who.owner_id)
    message = await chat.switchboard.say(who, conversation_id, read_words(body))
    return Stored(seq=message.seq, at=message.at)


@router.get("/{conversation_id}/messages", summary="Read what came after a message; waits for it if asked to")
async def read(
    who: Shopper,
    chat: ChatOf,
    conversation_id: ConversationId,
    after: Annotated[int, Query(ge=0, le=2**53, description="Number of the newest message known; 0 for none.")] = 0,
    wait_s: Annotated[float, Query(ge=0, le=LONGEST_WAIT_S, description="How long to wait for a message.")] = 0,
) -> MessagesOut:
    await chat.limiter.take(who.owner_id, LIGHT)
    return write_messages(*await chat.switchboard.wait(who, conversation_id, after, wait_s))


@router.post("/{conversation_id}/contact", status_code=201, summary="Leave a message while waiting for a human")
async def leave_contact(who: Shopper, chat: ChatOf, conversation_id: ConversationId, body: ContactIn) -> Stored:
    await chat.limiter.take(who.owner_id)
    words = read_words(SendIn(client_id=body.client_id, text=body.text))
    message = await chat.switchboard.leave_contact(who, conversation_id, body.contact, words)
    return Stored(seq=message.seq, at=message.at)


@router.post("/{conversation_id}/resume", summary="Go on with the assistant instead of waiting for a human")
async def resume(who: Shopper, chat: ChatOf, conversation_id: ConversationId) -> ResumedOut:
    await chat.limiter.take(who.owner_id)
    return ResumedOut(conversation=write_conversation(await chat.switchboard.resume(who, conversation_id)))


@router.post("/{conversation_id}/messages/{seq}/feedback", summary="Say whether a message of the assistant helped")
async def give_feedback(
    who: Shopper,
    chat: ChatOf,
    conversation_id: ConversationId,
    seq: Annotated[int, Path(ge=1, le=2**53)],
    body: FeedbackIn,
) -> Kept:
    await chat.limiter.take(who.owner_id)
    await chat.switchboard.give_feedback(who, conversation_id, seq, helpful=body.helpful, reason=body.reason)
    return Kept()


async def _admit(
    chat: Chat, token: HTTPAuthorizationCredentials | None, session: str | None, *, strangers: bool
) -> Identity:
    admitted = await chat.doorkeeper.admit(token.credentials if token else None, session, strangers=strangers)
    await chat.sockets.release(admitted.joined)
    return admitted.identity
