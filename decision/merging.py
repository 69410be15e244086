"""One answer out of those of several versions, where it is not known which of them holds."""

from collections.abc import Iterable, Sequence

from decision.answers import Answer, Decision, Question
from decision.vocabulary import STEPS


def agreed[T](values: Iterable[T]) -> T | None:
    """The value that all have, else None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def merged(answers: Sequence[Answer], date_fact: str) -> Answer:
    """What can be said whichever of `answers` holds; `date_fact` is the fact that would tell.

    A step where all say it, with what else they agree on; else the question that all ask; else the date.
    """
    decisions = [answer for answer in answers if isinstance(answer, Decision)]
    if len(decisions) == len(answers) and len({one.step for one in decisions}) == 1:
        return _one_decision(decisions)
    asks = {answer.ask if isinstance(answer, Question) else date_fact for answer in answers}
    possible = {step for answer in answers for step in _possible(answer)}
    return Question(
        ask=asks.pop() if len(asks) == 1 else date_fact,
        possible=tuple(step for step in STEPS if step in possible),
        assumed=_assumed(answers),
    )


def _possible(answer: Answer) -> tuple[str, ...]:
    return (answer.step,) if isinstance(answer, Decision) else answer.possible


def _assumed(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for answer in answers for fact in answer.assumed))


def _one_decision(decisions: Sequence[Decision]) -> Decision:
    """The first, with what differs left open; of one policy and one step, they share the contact."""
    in_all = frozenset.intersection(*(frozenset(one.warnings) for one in decisions))
    return decisions[0]._replace(
        until=agreed(one.until for one in decisions),
        fallback=agreed(one.fallback for one in decisions),
        refund=agreed(one.refund for one in decisions),
        warnings=tuple(name for name in decisions[0].warnings if name in in_all),
        assumed=_assumed(decisions),
        policy_version=None,
    )
