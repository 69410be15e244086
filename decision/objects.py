"""One facts object from JSON text."""

import json
from collections.abc import Mapping
from typing import Any

from decision.errors import FactsError, FieldError


def read_object(text: bytes) -> Mapping[str, object]:
    """The facts object that `text` writes in JSON (UTF-8); raises `FactsError` with the field None."""
    try:
        facts = _decoded(text.decode())
    except (ValueError, RecursionError) as error:
        raise FactsError((FieldError(None, f"this is no JSON object: {error}"),)) from None
    if not isinstance(facts, dict):
        raise FactsError((FieldError(None, f"this is no JSON object: it is a {type(facts).__name__}"),))
    return facts


def _decoded(text: str) -> Any:
    if text.startswith("\ufeff"):
        return json.loads(text)  # which says what is wrong with it
    return _DECODER.decode(text)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse)
