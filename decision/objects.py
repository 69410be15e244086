"""One facts object from JSON text."""

import json
from collections.abc import Mapping

from decision.errors import FactsError, FieldError


def read_object(text: bytes) -> Mapping[str, object]:
    """The facts object that `text` writes in JSON (UTF-8); raises `FactsError` with the field None."""
    try:
        facts = json.loads(text.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FactsError((FieldError(None, f"this is no JSON object: {error}"),)) from None
    if not isinstance(facts, dict):
        raise FactsError((FieldError(None, f"this is no JSON object: it is a {type(facts).__name__}"),))
    return facts


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")
