"""What a message changed of what was spoken of, said in one clause before what follows from it."""

from dialogue.blocks import Block
from dialogue.context import Context
from dialogue.doubting import in_words
from dialogue.known import recorded
from dialogue.state import LINE, NUMBER, ORDER, State
from dialogue.threads import turned_back

CHOOSING = (ORDER, NUMBER, LINE)


def changed(context: Context, before: State, after: State, *, corrects: bool) -> list[Block]:
    """The order, the lines, the wish or the facts that are others now; nothing for what is only added."""
    asked = before.ask.kind if before.ask else None
    if (back := turned_back(before, after)) is not None:
        return [context.speaker.text("changed.thread.back" if back else "changed.thread")]
    if before.order and after.order and before.order != after.order and asked not in CHOOSING:
        return [context.speaker.text("changed.order", order_number=after.order)]
    if _lines_changed(before, after) and asked not in CHOOSING:
        return _lines(context, after)
    if _wish_changed(before, after) and (corrects or (asked is not None and before.goal != after.goal)):
        return [context.speaker.text("changed.wish", wish=context.speaker.title(f"wish.{after.intent}"))]
    return _facts(context, before, after)


def _lines_changed(before: State, after: State) -> bool:
    return bool(before.goal and before.order == after.order and after.lines != before.lines)


def _lines(context: Context, after: State) -> list[Block]:
    order = context.order(after.order)
    meant = [line.title for line in order.lines if line.number in after.lines] if order else []
    if not meant:
        return [context.speaker.text("changed.all_lines")]
    return [context.speaker.text("changed.line", titles=meant)]


def _wish_changed(before: State, after: State) -> bool:
    wishes = before.intent, after.intent
    return None not in (*wishes, before.goal, after.goal) and wishes[0] != wishes[1]


def _facts(context: Context, before: State, after: State) -> list[Block]:
    """Facts that were told otherwise before; where the records have them, those are spoken of instead."""
    if before.scope != after.scope:
        return []
    order = context.order(after.order)
    records = recorded(context.kit, order, order.lines[0], context.now) if order else {}
    old, new = before.told_here(), after.told_here()
    others = [name for name in new if name in old and old[name] != new[name] and name not in records]
    speaker = context.speaker.about(order.policy if order else new.get("policy"))
    what = [in_words(speaker, name, new[name]) for name in others]
    return [context.speaker.text("changed.fact", what=what)] if what else []
