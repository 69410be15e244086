"""Texts that examine what was learnt: read only to examine or to compare, never to learn."""

from pathlib import Path
from typing import Any, Iterator, List, Mapping, Sequence, Tuple

from rasa.shared.utils.io import read_yaml

from bot.examples import Example, load_held_out

_EVERYBODYS = 16  # signs up to which a text of a story may be an example too


def load_evaluation(folder: Path) -> List[Tuple[Example, Tuple[str, ...]]]:
    """The texts of `eval.<ja|en>.yml` in `folder`, each with the tags of what is hard about it."""
    found: List[Tuple[Example, Tuple[str, ...]]] = []
    for path in sorted(folder.glob("eval.*.yml")):
        language = path.name.split(".")[1]
        entries: Sequence[Mapping[str, Any]] = read_yaml(path.read_text(encoding="utf-8"))
        for one in entries:
            example = Example(str(one["text"]), one["intent"], language, path.name)
            found.append((example, tuple(one.get("tags") or ())))
    return found


def load_test_texts(tests: Path) -> List[Example]:
    """Every text that a test set has a user say: held-out, evaluation, and stories (without an intent)."""
    data = tests / "data"
    evaluated = [one for one, _ in load_evaluation(data)]
    return [*load_held_out(data), *evaluated, *_said_in_stories(tests / "stories")]


def _said_in_stories(folder: Path) -> Iterator[Example]:
    """What users type in stories; a greeting or an answer of a word or two is everybody's."""
    for path in sorted(folder.glob("*.yml")):
        for case in read_yaml(path.read_text(encoding="utf-8"))["test_cases"]:
            for step in case["steps"]:
                if len(str(step.get("user", ""))) > _EVERYBODYS:
                    yield Example(str(step["user"]), "", "", path.name)
