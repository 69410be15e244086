"""A conversation for agents: what was said, and why at each step that was shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from decision import FactsError, Policies, decide
from web.decisionlog.store import DecisionLog
from web.gateway import Gateway
from web.records import Language
from wording import Wording, wording_with
from wording.explain import explained

KEPT = 500


def transcript(gateway: Gateway, conversation_id: str, language: Language) -> list[dict[str, Any]]:
    """The items as the history shows them; each step that is in the decision log has a `why`.

    That is a list of paragraphs in the agent's language: facts that counted, row, clauses, dates computed.
    """
    w = wording_with(gateway.settings.policies)
    decided = DecisionLog(gateway.engine).of_conversation(conversation_id)
    items = []
    for item in gateway.conversations.history(conversation_id):
        shown = item.as_json()
        if item.content.replies is not None:
            entries = decided.get(item.seq, ())
            shown["replies"] = list(_blocks(w, gateway.policies, item.content.replies, entries, language))
        items.append(shown)
    return items


def _blocks(
    w: Wording,
    policies: Policies,
    blocks: Sequence[Mapping[str, Any]],
    entries: Sequence[Mapping[str, Any]],
    language: Language,
) -> Iterator[Mapping[str, Any]]:
    left = iter(entries)
    for block in blocks:
        if block["type"] != "step":
            yield block
            continue
        entry = next(left, None)
        why = () if entry is None else _why(w, policies, json.dumps(entry, sort_keys=True), language)
        yield {**block, "why": why}


@lru_cache(maxsize=KEPT)
def _why(w: Wording, policies: Policies, entry: str, language: Language) -> tuple[str, ...]:
    """The paragraphs; where the rules that decided are no longer loaded, what was noted of them."""
    decided = json.loads(entry)
    facts, answer = decided["facts"], decided["answer"]
    try:
        if decide(policies, facts).as_json() == answer:
            return explained(w, policies, facts, language)
    except FactsError:
        pass  # as with rules that decide otherwise by now
    version = w.say("console.inbox.why.before", language, version=str(decided["policy_version"]))
    return (version, "\n".join(answer["trace"]))
