"""The bodies of calls and answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, field_validator, model_validator

from web.messages import problem_of_text

UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


def _unicode(text: str) -> str:
    """JSON can write halves of characters, which no database or bot could take."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("this is no Unicode text") from error
    return text


Unicode = Annotated[str, AfterValidator(_unicode)]


class NewConversation(BaseModel):
    """A conversation to begin; `auto` takes the language that the browser asks for."""

    language: Literal["ja", "en", "auto"] = "auto"
    identity: Unicode | None = None


class NewIdentity(BaseModel):
    """An identity token for a conversation that has begun."""

    identity: Unicode


class NewMessage(BaseModel):
    """A message: its own id, and either a text or the payload of a button."""

    client_message_id: Annotated[str, Field(pattern=UUID, json_schema_extra={"format": "uuid"})]
    text: Unicode | None = None
    choice: Unicode | None = None

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        if text is not None and (problem := problem_of_text(text)):
            raise ValueError(problem)
        return text

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.choice is None):
            raise ValueError("either `text` or `choice` is needed, not both")
        return self


class BegunConversation(BaseModel):
    """A conversation that has begun; `token` is its bearer token, said only here."""

    conversation_id: str
    token: str
    replies: list[dict[str, Any]]


class AnsweredMessage(BaseModel):
    """The answer to a message; `seq` is the bot's item."""

    client_message_id: str
    seq: int
    language: Literal["ja", "en"]
    replies: list[dict[str, Any]]


class History(BaseModel):
    """Items of a conversation, in order."""

    messages: list[dict[str, Any]]
