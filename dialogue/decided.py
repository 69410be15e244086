"""What stands behind the steps that a reply shows, for the gateway's log of decisions."""

from collections.abc import Iterable, Mapping
from typing import Any

from decision import Decision
from dialogue.acts import Act
from dialogue.blocks import Block
from wording import Wording
from wording.fingerprint import fingerprint

# Values: `facts`, `answer`, `wording` (a hash), `said` (names of texts), `language`, `order_number`?, `line`?
DECIDED = "decided"
BEHIND = "behind"  # the key of a step's block under which it travels until the turn ends


def with_reasons(block: Block, decision: Decision, facts: Mapping[str, Any], wording: Wording) -> Block:
    """The step's block with what it rests on; `logged` takes that out again."""
    words = wording.shop(facts.get("policy"), decision.policy_version)
    behind = {"facts": dict(facts), "answer": decision.as_json(), "wording": fingerprint(words)}
    return {**block, BEHIND: behind}


def logged(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Act, ...]]:
    """The blocks as they are said, and an act for each step: what it rests on and the texts before it."""
    said: list[Block] = []
    acts: list[Act] = []
    names: list[str] = []
    for block in blocks:
        behind = block.get(BEHIND)
        said.append({key: value for key, value in block.items() if key != BEHIND})
        if block["type"] == "text":
            names.append(block["name"])
        if behind is not None:
            about: dict[str, Any] = {
                key: block[key] for key in ("order_number", "line", "language") if key in block
            }
            acts.append(Act(DECIDED, {**behind, "said": names, **about}))
            names = []
    return tuple(said), tuple(acts)
