"""What travels over the wire: shapes of requests and answers, and their way to and from the shop's records."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Wire(BaseModel):
    """A shape with exactly these fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _only_text(value: object) -> str:
    """Refuse numbers: nobody knows whether they count seconds or milliseconds."""
    if not isinstance(value, str):
        raise PydanticCustomError("text_only", "Must be text as in ISO 8601: 2026-11-02 or 2026-11-02T09:30:00Z")
    return value


Id = Annotated[str, Field(min_length=1, max_length=200)]
Cents = Annotated[int, Field(strict=True, ge=0, le=2**53, description="In hundredths of the currency's unit.")]
Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
Flag = Annotated[bool, Field(strict=True)]
Texts = dict[str, str]
Instant = Annotated[AwareDatetime, BeforeValidator(_only_text)]
Day = Annotated[date, BeforeValidator(_only_text)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.")]
Next = Annotated[str | None, Field(description="Cursor of the next page; null on the last one.")]
