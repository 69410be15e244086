"""A decision as a reply: what to do and why, how, what becomes of the money, and what if it fails."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from decision import Decision
from wording.case import Case, known_facts
from wording.catalog import Text, Wording
from wording.money import money


def explain(  # noqa: PLR0913 - what a reply may name
    w: Wording,
    decision: Decision,
    facts: Mapping[str, object],
    language: str,
    *,
    now: datetime,
    order_number: str | None = None,
    title: str | None = None,
) -> tuple[Text, ...]:
    """The whole reply to a decision in a few texts, the first with the step, its reason and by when.

    `facts` are those the decision was made on, as JSON values by name, given and implied ones; what was
    assumed is taken from the decision. `order_number` and `title` name the order where there is one.
    Each text carries the name of its first sentence's wording. Nothing is said that the facts leave open.
    """
    known = known_facts(decision, facts)
    case = Case(w.shop(known.get("policy"), decision.policy_version), decision, known, language, now)
    step = list(_step(case))
    about = _about(case, order_number, title)
    blocks = (
        _joined(step, about),
        _joined(_how(case)),
        _joined([*money(case, step), *_warnings(case)]),
        _joined(_fallback(case)),
        _joined(_assumed(case)),
    )
    return tuple(block for block in blocks if block is not None)


def _joined(texts: list[Text] | Iterator[Text], lead: Text | None = None) -> Text | None:
    """One text of all, called as the first of `texts`; None without any."""
    pieces = list(texts)
    if not pieces:
        return None
    lines = [lead, *pieces] if lead else pieces
    said = tuple(one for line in lines for one in line.said)
    return Text(pieces[0].name, "\n".join(line.text for line in lines), said)


def _about(case: Case, order_number: str | None, title: str | None) -> Text | None:
    values = {"order_number": order_number, "title": title}
    given = {name: value for name, value in values.items() if value}
    name = {
        frozenset({"order_number"}): "reply.about",
        frozenset({"title"}): "reply.about.title_only",
        frozenset({"order_number", "title"}): "reply.about.title",
    }.get(frozenset(given))
    return case.say(name, **given) if name else None


def _step(case: Case) -> Iterator[Text]:
    decision = case.decision
    name = case.own("step", *case.reasons())
    if name:
        yield case.say(name)
    else:
        yield _open(case)
    if decision.until is not None:
        until = case.own("until", *case.reasons()) or f"reply.until.{decision.step}"
        yield case.say(until, until=decision.until)
    yield from _notes(case)


def _open(case: Case) -> Text:
    """The step where it is clear but its reason is not."""
    reason, step = case.decision.reason, case.decision.step
    name = case.own("open", reason) or f"reply.open.{step}"
    if case.policy is None and case.w.has(f"reply.open.{reason}"):
        name = f"reply.open.{reason}"
    return case.say(name, **_contact(case, name))


def _contact(case: Case, name: str) -> dict[str, object]:
    return {"contact": case.contact()} if "contact" in case.w.needs(name) else {}


def _notes(case: Case) -> Iterator[Text]:
    reasons = case.reasons()
    request = case.known.get("request")
    for keys in (reasons, [f"{reason}.{request}" for reason in reasons]):
        name = case.own("note", *keys)
        if name:
            yield case.say(name)


def _how(case: Case) -> Iterator[Text]:
    step = case.decision.step
    name = case.own("how", *case.reasons(), *(() if step == "wait" and not case.certain else (step,)))
    if name:
        yield case.say(name)
    elif case.policy is None and step == "contact_support":
        yield case.say("reply.how.contact_support")
        yield case.say("reply.which_shop")


def _warnings(case: Case) -> Iterator[Text]:
    said = [case.say(_warning(case, warning)) for warning in case.decision.warnings]
    if said:
        yield case.gathered("reply.warnings", "warnings", said)


def _warning(case: Case, warning: str) -> str:
    keys = [f"{warning}.{key}" for key in (*case.reasons(), case.decision.step)]
    return case.own("warning", *keys, warning) or f"reply.warning.{warning}"


def _fallback(case: Case) -> Iterator[Text]:
    fallback = case.decision.fallback
    if fallback is None:
        return
    # "By then" needs an instant: without one the plain sentence is said.
    dated = case.decision.step != "wait" or case.decision.until is not None
    keys = (*case.reasons(), f"{case.decision.step}.{fallback}") if dated else ()
    name = case.own("fallback", *keys) or f"reply.fallback.{fallback}"
    yield case.say(name, **_contact(case, name))


def _assumed(case: Case) -> Iterator[Text]:
    names = [_assumption(case, fact) for fact in case.decision.assumed]
    conditions = [case.say(name) for name in names]
    if len(conditions) == 1:
        yield case.gathered("reply.assumed.one", "condition", conditions, alone=True)
    elif conditions:
        yield case.gathered("reply.assumed.many", "conditions", conditions)


def _assumption(case: Case, fact: str) -> str:
    name = case.w.named(case.policy, f"assumed.{fact}.{case.known.get(fact)}")
    return name if case.w.has(name) else f"assumed.{fact}"
