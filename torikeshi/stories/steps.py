"""The steps of a story, looked over: which there are, and what each may hold."""

from __future__ import annotations

from decision import STEPS
from torikeshi.stories.nodes import Listing, Node, Problems, Scalar, Table, either, table
from torikeshi.stories.story import STEP_KINDS, Step
from web.messages import problem_of_text

STEP_FIELDS = (
    "step", "rule", "reason", "order_number", "line", "until", "contact", "fallback", "refund", "warnings",
    "cites", "assumed", "language",
)  # fmt: skip
ASK_FIELDS = ("fact", "possible", "order_number", "line")
REFUND_FIELDS = ("min_days", "max_days", "unit", "via", "action")
LISTS = ("warnings", "cites", "assumed", "possible")
LANGUAGES = ("ja", "en")


def read_step(node: Node, problems: Problems) -> Step | None:
    """The step that `node` describes; None, with the reason noted, where it is none."""
    if not isinstance(node, Table) or len(node.values) != 1:
        what = "steps" if not isinstance(node, Table) else "a step"
        problems.add(node.place, f"`{what}` is {_keys(node)}: allowed is one of {either(STEP_KINDS)}")
        return None
    [(kind, wanted)] = node.values.items()
    if kind not in STEP_KINDS:
        problems.add(node.keys[kind], f"`{kind}` is no known step: known are {either(STEP_KINDS)}")
        return None
    _look_at(kind, wanted, problems)
    return Step(kind, wanted, node.place) if isinstance(wanted, Scalar | Table) else None


def _keys(node: Node) -> str:
    if isinstance(node, Table):
        return f"a mapping with {either(tuple(node.values)) or 'nothing'}"
    return f"`{node.text}`" if isinstance(node, Scalar) else "a list"


def _look_at(kind: str, wanted: Node, problems: Problems) -> None:
    if kind == "step":
        _fields("step", wanted, STEP_FIELDS, problems)
    elif kind == "ask" and isinstance(wanted, Table):
        _fields("ask", wanted, ASK_FIELDS, problems)
    elif not isinstance(wanted, Scalar):
        problems.disallowed(kind, wanted, "a text")
    elif kind == "language" and wanted.text not in LANGUAGES:
        problems.disallowed(kind, wanted, either(LANGUAGES))
    elif kind == "user" and (problem := problem_of_text(wanted.text)):
        problems.add(wanted.place, f"`user` is `{wanted.text}`: {problem}")
    elif not wanted.text.strip():
        problems.disallowed(kind, wanted, "a text that is not empty")


def _fields(kind: str, node: Node, known: tuple[str, ...], problems: Problems) -> None:
    values = table(kind, node, known, problems)
    if isinstance(node, Table) and not node.values:
        problems.disallowed(kind, node, f"one or more of {either(known)}")
    for name, value in values.items():
        if name == "refund":
            _refund(value, problems)
        elif name in LISTS and isinstance(value, Listing):
            for item in value.items:
                if not isinstance(item, Scalar):
                    problems.disallowed(name, item, "a list of names")
        elif not isinstance(value, Scalar):
            problems.disallowed(name, value, "a list of names" if name in LISTS else "a single value")
        else:
            _value(name, value, problems)


def _value(name: str, value: Scalar, problems: Problems) -> None:
    if value.nothing:
        return
    if name in ("step", "fallback") and value.text not in STEPS:
        problems.disallowed(name, value, either(STEPS))
    if name == "language" and value.text not in LANGUAGES:
        problems.disallowed(name, value, either(LANGUAGES))
    if name == "line" and not value.text.isdecimal():
        problems.disallowed(name, value, "a line's number, counted from 1")


def _refund(node: Node, problems: Problems) -> None:
    if isinstance(node, Scalar) and node.nothing:
        return
    for name, value in table("refund", node, REFUND_FIELDS, problems).items():
        if not isinstance(value, Scalar):
            problems.disallowed(name, value, "a single value")
