"""What came of stories, for a terminal: a line each, and where one failed the conversation up to there."""

from __future__ import annotations

from collections.abc import Iterator

from torikeshi.stories import written
from torikeshi.stories.outcome import Exchange, Failure, Outcome
from web.stories import yaml_text

INDENT = "    "


def line(outcome: Outcome) -> str:
    """One line for one story."""
    return f"{'passed' if outcome.passed else 'FAILED'}  {outcome.story.id}  ({outcome.seconds:.2f} s)"


def failure(outcome: Outcome) -> str:
    """The conversation of a failed story, and what was expected instead of what came."""
    story = outcome.story
    lines = [f"FAILED {story.path}:{story.line} {story.name}"]
    clock = (
        f"{story.now.isoformat()}" if story.now else f"{outcome.began.isoformat(timespec='seconds')} (real)"
    )
    lines.append(f"{INDENT}customer {story.customer or '(guest)'}, {len(story.orders)} orders, clock {clock}")
    for exchange in outcome.exchanges:
        lines += [INDENT + one for one in conversation(exchange)]
    for one in outcome.failures:
        lines += [INDENT + said for said in _failed(one, outcome.exchanges[-1:])]
    return "\n".join(lines)


def conversation(exchange: Exchange) -> Iterator[str]:
    """A message and its reply, with what the model took it for and which rows decided."""
    if exchange.said is None:
        yield "(opening)"
    else:
        yield f"> {written.step(exchange.said)}{_understood(exchange)}"
    for block in exchange.blocks:
        yield f"  {written.block(block)}"
        if block["type"] == "text":
            yield from (f"      {said}" for said in str(block["text"]).splitlines())
    for rule, trace in exchange.why().items():
        yield f"  decided by {rule}: {' → '.join(trace)}"
    for defect in exchange.insight.defects:
        yield from (f"  ! {one}" for one in defect.rstrip().splitlines())


def _understood(exchange: Exchange) -> str:
    insight = exchange.insight
    return f"   [{insight.intent} {insight.confidence:.2f}]" if insight.intent else ""


def _failed(failure: Failure, last: list[Exchange]) -> Iterator[str]:
    where = f"line {failure.step.place.line}: " if failure.step else ""
    yield f"✗ {where}{failure.reason}"
    if failure.step is None:
        return
    yield f"  expected  {written.step(failure.step)}"
    if failure.block is not None and last:
        yield f"  got       {written.block(last[0].blocks[failure.block])}"
    for one in failure.differences:
        yield f"    {one.field}: - {written.node(one.wanted)}"
        yield f"    {' ' * len(one.field)}  + {'(absent)' if one.got is None else yaml_text.value(one.got)}"


def summary(outcomes: list[Outcome], seconds: float) -> str:
    """The last line."""
    failed = sum(not one.passed for one in outcomes)
    said = f"{len(outcomes) - failed} passed"
    return f"{f'{failed} failed, ' if failed else ''}{said} in {seconds:.1f} s"
