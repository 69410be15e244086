"""`torikeshi log`: show a line of the decision log, decide all again, see whether any was tampered with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from decision import Policies, PolicyError
from decision.instants import parse_instant
from decision.loader import FOLDER, load_files
from decision.source import read_policy_file
from torikeshi.errors import UserError
from torikeshi.opening import database, policies, settings
from torikeshi.policy import extra_folders
from web.decisionlog.chain import Head, faults, hash_of
from web.decisionlog.replay import Replayed, replay
from web.decisionlog.store import DecisionLog


def show(number: int) -> int:
    """Print the line of that number as JSON; 1 where there is none. Raises `UserError`."""
    with _log() as log:
        line = log.line(number)
    if line is None:
        raise UserError(f"the log has no line {number}")
    shown = {
        "id": line.id,
        "at": _instant(line.at),
        "conversation_id": line.conversation_id,
        "seq": line.seq,
        **line.content(),
        "previous": line.previous,
        "hash": line.hash,
        "unchanged": hash_of(line) == line.hash,
    }
    print(json.dumps(shown, ensure_ascii=False, indent=2))
    return 0


def replay_log(since: str | None, policy: Path | None) -> int:
    """Decide every line again and print those that differ; 1 if any does. Raises `UserError`.

    With `policy`, a file, its version decides instead of those that are loaded of the same policy.
    """
    loaded = policies()
    if policy is not None:
        loaded = _with(loaded, policy)
    start = _milliseconds(since)
    count = differing = elsewhere = 0
    with _log() as log:
        for one in replay(loaded, log.lines(start)):
            count += 1
            elsewhere += not one.same_version
            differing += bool(one.changes)
            for told in _told(one):
                print(told)
    print(f"{count} decisions replayed, {elsewhere} by another version than decided then, {differing} differ")
    return int(differing > 0)


def verify(noted: str | None) -> int:
    """Print what is wrong with the chain, or where it ends; 1 if anything is wrong. Raises `UserError`.

    `noted` is `NUMBER:HASH` of an earlier run, which then must still be there.
    """
    anchor = _head(noted) if noted else None
    with _log() as log:
        end = log.head()
        found = list(faults(log.lines(), end, anchor))
    for fault in found:
        print(fault)
    if not found:
        print(f"{end.last} lines, none changed, missing or moved; the end is {end.last}:{end.hash}")
    return int(bool(found))


@contextmanager
def _log() -> Iterator[DecisionLog]:
    url = settings().database_url
    engine = database(url)
    try:
        yield DecisionLog(engine)
    except SQLAlchemyError as error:
        raise UserError(f"the log cannot be read: {str(error).splitlines()[0]}") from error
    finally:
        engine.dispose()


def _with(loaded: Policies, path: Path) -> Policies:
    """All policies, with the one in `path` in the place of every version of the same."""
    try:
        (new,) = load_files([path]).all
        if new.id not in loaded.ids:
            raise UserError(f"`{path}` is of `{new.id}`, which is not loaded", status=2)
        files = [one for folder in (FOLDER, *extra_folders()) for one in sorted(folder.glob("*.yml"))]
        others = [one for one in files if read_policy_file(one).data["policy"] != new.id]
        return load_files([*others, path])
    except PolicyError as error:
        raise UserError(str(error), status=2) from error


def _told(one: Replayed) -> Iterator[str]:
    if not one.changes:
        return
    versions = one.was if one.same_version else f"{one.was} -> {one.now}"
    yield f"{one.line.id} {_instant(one.line.at)} {versions}"
    for field, before, after in one.changes:
        yield f"   {field}: {_short(before)} -> {_short(after)}"
    yield f"   facts {json.dumps(one.line.content()['facts'], ensure_ascii=False)}"


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _instant(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")


def _milliseconds(since: str | None) -> int:
    if since is None:
        return 0
    instant = parse_instant(since)
    if instant is None:
        said = f"`--since` is `{since}`: an instant as `2026-04-01T10:00:00+09:00` is allowed"
        raise UserError(said, status=2)
    return int(instant.timestamp() * 1000)


def _head(noted: str) -> Head:
    number, _, digest = noted.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise UserError(
            f"`--noted` is `{noted}`: NUMBER:HASH, as `log verify` prints it, is allowed", status=2
        )
    return Head(int(number), digest)
