"""What stands behind the steps that a reply shows, for the gateway's log of decisions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from decision import Decision
from dialogue.acts import Act
from dialogue.blocks import OF, Block
from wording import Wording
from wording.fingerprint import fingerprint

# Values: `facts`, `answer`, `wording` (a hash), `said` (names of wordings, each with its `values`),
# `language`, `order_number`?, `line`?
DECIDED = "decided"
PERSONAL = ("order_number", "title", "titles", "contents")  # values that are not told
BEHIND = "behind"  # the key of a step's block under which it travels until the turn ends


def with_reasons(block: Block, decision: Decision, facts: Mapping[str, Any], wording: Wording) -> Block:
    """The step's block with what it rests on; `logged` takes that out again."""
    words = wording.shop(facts.get("policy"), decision.policy_version)
    behind = {"facts": dict(facts), "answer": decision.as_json(), "wording": fingerprint(words)}
    return {**block, BEHIND: behind}


def logged(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Act, ...]]:
    """The blocks as they are said, and an act for each step: what it rests on and the texts before it."""
    shown: list[Block] = []
    acts: list[Act] = []
    said: list[dict[str, Any]] = []
    for block in blocks:
        behind = block.get(BEHIND)
        shown.append({key: value for key, value in block.items() if key not in (BEHIND, OF)})
        if block["type"] == "text":
            said += [_told(name, values) for name, values in block[OF]]
        if behind is not None:
            about: dict[str, Any] = {
                key: block[key] for key in ("order_number", "line", "language") if key in block
            }
            acts.append(Act(DECIDED, {**behind, "said": said, **about}))
            said = []
    return tuple(shown), tuple(acts)


def _told(name: str, values: Mapping[str, object]) -> dict[str, Any]:
    """A wording's name and its values as plain JSON, without what tells whose order it was."""
    kept = {key: _plain(value) for key, value in values.items() if key not in PERSONAL}
    return {"name": name, "values": kept} if kept else {"name": name}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
