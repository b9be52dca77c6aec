"""Signing in as one of the demo shop's people, and out again."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from bot.gateway.session import COOKIE, LIFETIME, refuse_cross_site, sign_session
from shop.customers import Customer
from shop.demo.read import DATA
from shop.demo.strict_yaml import read_yaml
from shop.demo.written import Persona, WrittenPersonas
from shop.errors import NotFound
from shop.store import OneOf, Store

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Line:
    """Something to say in the chat, and what to look out for in the answer; "" for nothing."""

    words: str
    note: str


@dataclass(frozen=True)
class Face:
    """Somebody to sign in as, what the shop shows through their eyes, and what they may say to the assistant."""

    id: str
    name: str
    town: str
    shows: str
    says: tuple[Line, ...]


def list_faces(store: Store) -> list[Face]:
    """Return the demo shop's personas, in the order in which they are written; [] in a shop that has none of them."""
    personas = {persona.nickname: persona for persona in _read_personas()}
    with store.read() as tx:
        people = {person.nickname: person for person in tx.find(Customer, nickname=OneOf(tuple(personas)))}
    return [
        Face(people[name].id, name, persona.town, persona.shows, tuple(map(_read_line, persona.say)))
        for name, persona in personas.items()
        if name in people
    ]


@cache
def _read_personas() -> tuple[Persona, ...]:
    return read_yaml(DATA / "demo/personas.yml", WrittenPersonas).personas


def _read_line(written: str) -> Line:
    """A note stands in parentheses after the words."""
    words, _, note = written.partition(" (")
    return Line(words, note.removesuffix(")"))


def get_open_shop(shop: Annotated[Shop, Depends(get_shop)]) -> Shop:
    """A dependency: the shop, if visitors may choose who they are. Raises NotFound otherwise."""
    if not shop.sign_in_open:
        raise NotFound("page", "/sign-in")
    return shop


@router.get("/sign-in")
def show_people(
    shop: Annotated[Shop, Depends(get_open_shop)], viewer: Annotated[Customer | None, Depends(find_viewer)]
) -> HTMLResponse:
    return render(shop, "sign_in.html", viewer, people=list_faces(shop.store))


@router.post("/sign-in", dependencies=[Depends(refuse_cross_site)])
def sign_in(shop: Annotated[Shop, Depends(get_open_shop)], customer_id: Annotated[str, Form()]) -> RedirectResponse:
    if customer_id not in {person.id for person in list_faces(shop.store)}:
        raise NotFound("person", customer_id)
    response = RedirectResponse("/", 303)
    response.set_cookie(
        COOKIE,
        sign_session(shop.secret_key, customer_id),
        max_age=int(LIFETIME.total_seconds()),
        secure=shop.secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/sign-out", dependencies=[Depends(refuse_cross_site)])
def sign_out() -> RedirectResponse:
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response
