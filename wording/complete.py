"""Sentences that must exist: for each rule, warning, refund and contact, each step, question and value."""

from collections.abc import Iterator, Mapping
from typing import Any

from decision import FACTS, STEPS
from decision.vocabulary import ALWAYS_ASSUMED, ASSUMABLE, GOALS
from decision.whatif import AHEAD
from wording.catalog import Wording
from wording.factnames import word
from wording.sources import PolicyWords

DATED = ("cancel", "return", "wait")  # the steps that may have an `until`
NEVER_ASKED = ("goal", "now", *ALWAYS_ASSUMED)


def missing_texts(w: Wording) -> Iterator[str]:
    """One line for each sentence that `w` lacks, and for each that no rule can ever use."""
    for name in (*_of_steps(), *_of_facts(), *_of_explanations()):
        if not w.has(name):
            yield f"no text `{name}`"
    for policy in w.policies.values():
        yield from _policy(w, policy)


def _of_steps() -> Iterator[str]:
    for step in STEPS:
        yield from (f"step.{step}", f"reply.open.{step}")
        if step != "none":
            yield f"reply.fallback.{step}"
        if step in DATED:
            yield f"reply.until.{step}"


def _of_facts() -> Iterator[str]:
    for fact in FACTS:
        if fact.name not in NEVER_ASKED:
            yield from (f"question.{fact.name}", f"question.{fact.name}.why", f"question.{fact.name}.where")
        if fact.name in ("goal", "now"):
            continue
        if not fact.values:
            yield f"fact.{fact.name}"
        for value in (str(value).lower() for value in fact.values):
            yield from (f"value.{fact.name}.{value}", f"fact.{fact.name}.{value}")
            if fact.name in ASSUMABLE:
                yield f"assumed.{fact.name}.{value}"
    yield "assumed.recent_cancellations"


def _of_explanations() -> Iterator[str]:
    yield from (f"explain.goal.{goal}" for goal in GOALS)
    yield from (f"change.step.{step}" for step in STEPS)
    for fact, ways in AHEAD.items():
        values = {value for later in ways.values() for value in later}
        yield from sorted(f"change.{fact}.{str(value).lower()}" for value in values)
    ends = [fact.name for fact in FACTS if fact.kind in ("date", "deadline")]
    yield from (f"explain.until.{end}" for end in ends)


def _policy(w: Wording, policy: PolicyWords) -> Iterator[str]:
    if not w.has(f"{policy.id}.contact"):
        yield f"no text `{policy.id}.contact`"
    for row in policy.rows.values():
        yield from _row(w, policy, row)
    for warning in policy.warnings:
        name = f"warning.{warning['name']}"
        needed = [f"{policy.id}.{name}", *([f"reply.{name}"] if _is_shared(w, warning["name"]) else [])]
        yield from (f"no text `{text}`" for text in needed if not w.has(text))
    for fact, values in policy.assumed.items():
        needed = [f"assumed.{fact}.{word(value)}" for value in values]
        yield from (f"no text `{policy.id}.{text}`" for text in needed if not w.has(w.named(policy.id, text)))
    for refund in policy.refunds:
        parts = [
            f"{kind}.{refund[key]}"
            for kind, key in (("refund", "via"), ("action", "action"))
            if key in refund
        ]
        yield from (f"no text `{policy.id}.{key}`" for key in parts if not w.has(f"{policy.id}.{key}"))
    citing = (*policy.rows.values(), *policy.windows, *policy.refunds, *policy.warnings)
    for clause in sorted({clause for part in citing for clause in part["cites"]} - set(policy.clauses)):
        yield f"policy `{policy.id}`: clause `{clause}` is cited and has no sentence"
    yield from _unused(policy)


def _is_shared(w: Wording, warning: str) -> bool:
    """Whether decisions of several shops carry it, so that it may be given while the shop is not known."""
    given = [all(one["name"] != warning for one in policy.warnings) for policy in w.policies.values()]
    return len(given) > 1 and not any(given)


def _row(w: Wording, policy: PolicyWords, row: Mapping[str, Any]) -> Iterator[str]:
    keys = (row["id"], row["reason"])
    wanted: dict[str, tuple[str, ...]] = {"step": keys}
    if row["step"] != "none":
        wanted["how"] = (*keys, row["step"])
    if "fallback" in row:
        wanted["fallback"] = (*keys, f"{row['step']}.{row['fallback']}")
    for kind, ways in wanted.items():
        names = [f"{policy.id}.{kind}.{key}" for key in ways]
        found = next((name for name in names if w.has(name)), None)
        if found is None:
            yield f"rule `{policy.id}.{row['id']}`: no text `{names[1]}`"
        elif kind == "step" and (others := w.pulls(found) - set(row["cites"])):
            yield f"`{found}` pulls in {', '.join(sorted(others))}, which rule `{row['id']}` does not cite"


def _unused(policy: PolicyWords) -> Iterator[str]:
    """Texts of a kind that only rules use, under a key that no rule has."""
    rows = policy.rows.values()
    keys = {row["id"] for row in rows} | {row["reason"] for row in rows}
    steps = {row["step"] for row in rows}
    uses = {
        "step": keys,
        "until": keys,
        "open": keys,
        "note": keys,
        "how": keys | steps,
        "fallback": keys | steps,
        "warning": {warning["name"] for warning in policy.warnings},
        "refund": {refund.get("via") for refund in policy.refunds},
        "action": {refund.get("action") for refund in policy.refunds},
    }
    for name in policy.texts:
        kind, _, key = name.removeprefix(f"{policy.id}.").partition(".")
        if kind in uses and not any(key == use or key.startswith(f"{use}.") for use in uses[kind]):
            yield f"`{name}`: no rule says this"
