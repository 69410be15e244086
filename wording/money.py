"""What a reply says of the money: how and when it comes back, by which way, or that there is none."""

from collections.abc import Iterator

from wording.case import Case
from wording.catalog import Text

SENDING_BACK = ("refuse_delivery", "return")
REQUESTING = ("cancel", "retry")


def money(case: Case, said: list[Text]) -> Iterator[Text]:
    """The texts on the money for `case`; `said` are those of its step, which are not repeated."""
    step = case.decision.step
    if case.known.get("goal") == "refund" and step in REQUESTING:
        yield from _own(case, "money", "asking_refund")
    if case.decision.refund is not None:
        yield from _refund(case, said)
    elif step in SENDING_BACK:
        yield from _way(case)
    elif case.known.get("goal") != "undo_request":
        yield from _rest(case)


def _own(case: Case, kind: str, *keys: str) -> Iterator[Text]:
    name = case.own(kind, *keys)
    if name:
        yield case.say(name)


def _refund(case: Case, said: list[Text]) -> Iterator[Text]:
    refund = case.decision.refund
    if refund is None or refund.via is None:
        yield from _way(case)
        return
    texts = list(_own(case, "refund", refund.via))
    if not case.clauses_in(texts) <= case.clauses_in(said):
        yield from texts
        yield from _own(case, "action", refund.action or "")


def _way(case: Case) -> Iterator[Text]:
    """By which way money comes back once the parcel has gone back; no days are known for that."""
    method = case.known.get("payment_method", "unsaid")
    unpaid = case.known.get("paid") == "false"
    if unpaid and method == "cod" and case.decision.step == "refuse_delivery":
        yield from _own(case, "money", "unpaid_at_door")
    elif unpaid and method != "cod":
        yield from _own(case, "money", "unpaid")
    else:
        yield from _own(case, "way", case.known.get("seller", ""), case.decision.step)
        yield from _own(case, "way", method)


def _rest(case: Case) -> Iterator[Text]:
    """Where no refund is foreseen yet: nothing was paid, or too little is known."""
    step = case.decision.step
    if case.known.get("paid") == "false" and step in (*REQUESTING, "none"):
        keys = [f"{key}.unpaid" for key in (*case.reasons(), step)]
        yield from _own(case, "money", *keys, "unpaid")
    elif step in REQUESTING:
        yield from _own(case, "money", "depends")
    else:
        yield from _own(case, "money", *case.reasons())
