"""How the chat on our own pages learns who the shopper is: a short-lived token for whom the session cookie names."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from bot.gateway.chat.chat import Chat
from bot.gateway.pages.theme import find_viewer
from shop.customers import Customer

router = APIRouter(include_in_schema=False)


@router.get("/chat/token")
def give_token(request: Request, viewer: Annotated[Customer | None, Depends(find_viewer)]) -> JSONResponse:
    """Return {"token"}, null for guests. Other sites' pages cannot read it: nothing here allows them to."""
    chat: Chat = request.app.state.chat
    token = chat.tokens.sign_customer(viewer.id) if viewer else None
    return JSONResponse({"token": token}, headers={"Cache-Control": "no-store"})
