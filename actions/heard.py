"""What the model made of a message, for the gateway: which model, which intent, how sure."""

from collections.abc import Iterable, Mapping
from typing import Any

from dialogue.acts import Act
from dialogue.decided import DECIDED
from dialogue.message import FALLBACK

HEARD = "heard"


def with_what_was_heard(
    acts: Iterable[Act], heard: Mapping[str, Any], events: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The acts as they travel: decisions name the model; a typed message is told with what was heard in it.

    `heard` is the message as Rasa parsed it, `events` the tracker's, which carry the model's id.
    """
    model = model_of(events)
    told = [act.to_json() | ({"model": model} if act.name == DECIDED else {}) for act in acts]
    if (heard.get("metadata") or {}).get("choice") is not None:
        return told
    intent = (heard.get("intent") or {}).get("name") or FALLBACK
    ranked = [one for one in heard.get("intent_ranking") or () if one.get("name") not in (None, FALLBACK)]
    likeliest = ranked[0] if ranked else {}
    guess, confidence = likeliest.get("name"), likeliest.get("confidence")
    act = Act(HEARD, {"model": model, "intent": intent, "guess": guess, "confidence": confidence})
    return [*told, act.to_json()]


def model_of(events: Iterable[Mapping[str, Any]]) -> str | None:
    """The id of the model that read the newest of `events`; None where none says it."""
    ids = ((event.get("metadata") or {}).get("model_id") for event in reversed(list(events)))
    return next((str(found) for found in ids if found), None)
