"""Which model belongs to the present files: a name made of their content. Imports nothing heavy."""

import hashlib
from pathlib import Path
from typing import Iterator, List

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".tar.gz"
# The variable that names the project's folder to the intent model while Rasa trains it.
EXAMPLES = "TORIKESHI_EXAMPLES_OF"


def model_file(models: Path, root: Path = ROOT) -> Path:
    """The file in the folder `models` that training on the present files makes; it need not be there yet."""
    return models / (content_hash(root) + SUFFIX)


def content_hash(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits over everything that a model is made from, by path and content."""
    digest = hashlib.sha256()
    for path in _sources(root):
        name, content = path.relative_to(root).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)))
        digest.update(content)
    return digest.hexdigest()[:16]


def example_files(root: Path = ROOT) -> List[Path]:
    """The files of training examples, in a fixed order."""
    return sorted((root / "data" / "nlu").glob("*.yml"))


def _sources(root: Path) -> Iterator[Path]:
    """Examples, rule, domain, configuration, the components' code and the versions that it runs with."""
    yield from example_files(root)
    yield from (
        root / "data" / "rules.yml",
        root / "domain.yml",
        root / "bot" / "config.yml",
        root / "bot" / "uv.lock",
    )
    yield from sorted(path for path in (root / "bot").glob("*.py") if path.stem != "__main__")
    yield from sorted((root / "bot" / "components").glob("*.py"))
    yield from sorted((root / "reading").rglob("*.py"))
    yield from sorted((root / "reading").rglob("*.txt"))
