"""Story files, read and looked over as a whole: every problem is told with file, line, field and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from decision import Policies
from decision.instants import parse_instant
from torikeshi.stories import orders
from torikeshi.stories.nodes import Node, Place, Problems, Scalar, Table, either, entries, read_nodes, table
from torikeshi.stories.orders import FixedOrder
from torikeshi.stories.steps import read_step
from torikeshi.stories.story import Story
from web.identity import LONGEST

SUFFIXES = (".yml", ".yaml")
FIXTURE_FIELDS = ("now", "orders", "customer")
CASE_FIELDS = ("test_case", "fixtures", "steps")
FILE_FIELDS = ("fixtures", "test_cases")
_AN_INSTANT = "an instant such as 2026-04-01T10:00:00+09:00"


@dataclass(frozen=True, slots=True)
class Fixture:
    """What a case takes over from its name: a clock, orders, who is signed in; None where it says nothing."""

    now: datetime | None = None
    orders: tuple[FixedOrder, ...] = ()
    customer: str | None = None


def story_files(paths: Iterable[Path], problems: Problems) -> list[Path]:
    """The files among `paths` and in the folders among them, each once; a folder without any is noted."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES) if path.is_dir() else [path]
        if not inside:
            problems.add(_whole(path), "there is no story file (.yml, .yaml) in this folder")
        found |= dict.fromkeys(inside)
    return list(found)


def read_stories(files: Sequence[Path], policies: Policies) -> list[Story]:
    """All stories of `files`, in order. Raises `BadStory` with everything that is wrong with any of them."""
    problems = Problems()
    stories = [
        story for path in story_files(files, problems) for story in read_file(path, policies, problems)
    ]
    problems.stop_if_any()
    return stories


def read_file(path: Path, policies: Policies, problems: Problems) -> list[Story]:
    """The stories of one file; what is wrong is noted."""
    root = read_nodes(path, problems)
    if root is None:
        return []
    parts = table("the file", root, FILE_FIELDS, problems)
    fixtures = dict(_fixtures(parts["fixtures"], policies, problems)) if "fixtures" in parts else {}
    if "test_cases" not in parts:
        if isinstance(root, Table):
            problems.add(root.place, "`test_cases` is missing: it is always needed")
        return []
    cases = list(entries("test_cases", parts["test_cases"], problems))
    if not cases:
        problems.add(parts["test_cases"].place, "`test_cases` is empty: one case or more is needed")
    stories = [_story(path, case, fixtures, policies, problems) for case in cases]
    return list(_once([story for story in stories if story is not None], problems))


def _once(stories: list[Story], problems: Problems) -> Iterator[Story]:
    first: dict[str, Story] = {}
    for story in stories:
        before = first.setdefault(story.name, story)
        if before is not story:
            place = _whole(story.path, story.line)
            problems.add(place, f"`test_case` is `{story.name}`: line {before.line} has the same name")
        yield story


def _fixtures(node: Node, policies: Policies, problems: Problems) -> Iterator[tuple[str, Fixture]]:
    seen: dict[str, int] = {}
    for entry in entries("fixtures", node, problems):
        if not isinstance(entry, Table):
            problems.disallowed("fixtures", entry, "a mapping of one name to its fixture")
            continue
        for name, value in entry.values.items():
            place = entry.keys[name]
            if name in seen:
                problems.add(place, f"the fixture `{name}` stands twice, first on line {seen[name]}")
            seen.setdefault(name, place.line)
            yield name, _fixture(name, value, policies, problems)


def _fixture(name: str, node: Node, policies: Policies, problems: Problems) -> Fixture:
    if isinstance(node, Scalar) and node.nothing:
        return Fixture()
    parts = table(name, node, FIXTURE_FIELDS, problems)
    now = _instant(parts["now"], problems) if "now" in parts else None
    listed = entries("orders", parts["orders"], problems) if "orders" in parts else ()
    found = tuple(order for one in listed if (order := orders.read_fixed(one, problems)) is not None)
    orders.check(found, policies, None, problems)
    return Fixture(now, found, _customer(parts.get("customer"), problems))


def _instant(node: Node, problems: Problems) -> datetime | None:
    found = parse_instant(node.text) if isinstance(node, Scalar) else None
    if found is None:
        problems.disallowed("now", node, _AN_INSTANT)
    return found


def _customer(node: Node | None, problems: Problems) -> str | None:
    if node is None or (isinstance(node, Scalar) and node.nothing):
        return None
    if isinstance(node, Scalar) and node.text.strip() and len(node.text) <= LONGEST:
        return node.text
    problems.disallowed("customer", node, f"a customer's id of 1 to {LONGEST} characters")
    return None


def _story(
    path: Path, node: Node, fixtures: dict[str, Fixture], policies: Policies, problems: Problems
) -> Story | None:
    parts = table("test_cases", node, CASE_FIELDS, problems)
    name = parts.get("test_case")
    if isinstance(node, Table):
        for needed in ("test_case", "steps"):
            if needed not in parts:
                problems.add(node.place, f"`{needed}` is missing: it is always needed")
    if name is not None and not (isinstance(name, Scalar) and name.text.strip()):
        problems.disallowed("test_case", name, "a name")
    given = _given(parts["fixtures"], fixtures, problems) if "fixtures" in parts else Fixture()
    orders.check(given.orders, policies, given.now, problems)
    listed = list(entries("steps", parts["steps"], problems)) if "steps" in parts else []
    steps = tuple(step for one in listed if (step := read_step(one, problems)) is not None)
    if "steps" in parts and not listed:
        problems.add(parts["steps"].place, "`steps` is empty: one step or more is needed")
    if not isinstance(name, Scalar):
        return None
    values = tuple(order.values for order in given.orders)
    return Story(name.text, path, node.place.line, steps, values, given.customer, given.now)


def _given(node: Node, fixtures: dict[str, Fixture], problems: Problems) -> Fixture:
    """The fixtures of a case as one: all their orders; of a clock, a customer or a number the last counts."""
    now, customer = None, None
    found: dict[str, FixedOrder] = {}
    for one in entries("fixtures", node, problems):
        fixture = fixtures.get(one.text) if isinstance(one, Scalar) else None
        if fixture is None:
            names = either(tuple(fixtures)) or "nothing: this file has no fixtures"
            problems.disallowed("fixtures", one, names)
            continue
        now, customer = fixture.now or now, fixture.customer or customer
        found |= {order.number: order for order in fixture.orders}
    return Fixture(now, tuple(found.values()), customer)


def _whole(path: Path, line: int = 1) -> Place:
    return Place(path, line, 0, 0)
