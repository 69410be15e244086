"""The training examples as plain records, and what can be wrong with them."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, List, Mapping

from rasa.shared.utils.io import read_yaml

from bot.content import ROOT, example_files
from reading import normalise


@dataclass(frozen=True)
class Example:
    """One text with its intent and language; `file` is where it stands."""

    text: str
    intent: str
    language: str
    file: str


def load_examples(root: Path = ROOT) -> List[Example]:
    """Every training example, in the order of the files; raises `ValueError` for a file of another layout."""
    return [example for path in example_files(root) for example in read_examples(path)]


def read_examples(path: Path) -> List[Example]:
    """The examples of `data/nlu/<topic>.<ja|en>.yml`, which has Rasa's layout: one `- text` a line."""
    language = path.name.split(".")[-2]
    if language not in ("ja", "en"):
        raise ValueError(f"`{path.name}`: the name ends in `.ja.yml` or `.en.yml`")
    found: List[Example] = []
    for block in read_yaml(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            if not line.startswith("- ") or not line[2:].strip():
                raise ValueError(f"`{path.name}`, `{block['intent']}`: `{line}` does not begin with `- `")
            found.append(Example(line[2:].strip(), block["intent"], language, path.name))
    return found


def load_held_out(folder: Path) -> List[Example]:
    """The texts of `heldout.<ja|en>.yml` in `folder`, each file a mapping from intent to texts."""
    found: List[Example] = []
    for path in sorted(folder.glob("heldout.*.yml")):
        said: Mapping[str, List[str]] = read_yaml(path.read_text(encoding="utf-8"))
        language = path.name.split(".")[1]
        found += [Example(str(text), intent, language, path.name) for intent in said for text in said[intent]]
    return found


def twice(examples: Iterable[Example]) -> List[List[Example]]:
    """Groups of examples that are one text to the model: alike but for width, case and punctuation."""
    groups: Dict[str, List[Example]] = defaultdict(list)
    for example in examples:
        groups[_bare(example.text)].append(example)
    return [group for group in groups.values() if len(group) > 1]


def _bare(text: str) -> str:
    """What is left to tell texts apart: letters and digits, or the normal form of a text without any."""
    plain = normalise(text)
    return "".join(character for character in plain if character.isalnum()) or plain
