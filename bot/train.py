"""`python -m bot.train`: trains a model if the files that it is made from have changed."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict

from bot.content import EXAMPLES, ROOT, SUFFIX, model_file


def train(models: Path, root: Path = ROOT) -> Path:
    """The model of the present files in the folder `models`, trained if it is not there; older ones go."""
    target = model_file(models, root)
    if not target.is_file():
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".training-", dir=models) as folder:
            _train(root, Path(folder), target.name)
            # In one step: a training that is broken off leaves no half model behind.
            (Path(folder) / target.name).replace(target)
    for other in models.glob("*" + SUFFIX):
        if other != target:
            other.unlink(missing_ok=True)
    return target


def _train(root: Path, folder: Path, name: str) -> None:
    """Let Rasa train, with nothing kept from earlier trainings and nothing sent to anybody."""
    os.environ.update(RASA_MAX_CACHE_SIZE="0", RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3")
    os.environ[EXAMPLES] = str(root)
    from rasa.model_training import train as train_with_rasa

    result = train_with_rasa(
        domain=str(root / "domain.yml"),
        config=str(root / "bot" / "config.yml"),
        training_files=[str(_samples(root, folder)), str(root / "data" / "rules.yml")],
        output=str(folder),
        fixed_model_name=name[: -len(SUFFIX)],
        force_training=True,
    )
    if result.code or result.model is None:
        raise SystemExit(f"training failed with code `{result.code}`")


def _samples(root: Path, folder: Path) -> Path:
    """A file with one example of each intent, which is all that Rasa itself gets to see.

    It would load all of them three times and copy them as often, half a minute, only to hand them on.
    """
    from bot.examples import load_examples

    first: Dict[str, str] = {}
    for one in load_examples(root):
        first.setdefault(one.intent, one.text)
    blocks = [f"- intent: {intent}\n  examples: |\n    - {text}\n" for intent, text in first.items()]
    path = folder / "samples.yml"
    path.write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
    return path


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=ROOT / "models", help="folder of the model")
    models = parser.parse_args().model_dir.resolve()
    known = model_file(models).is_file()
    start = time.monotonic()
    target = train(models)
    size = target.stat().st_size / 1e6
    told = "nothing has changed" if known else f"trained in {time.monotonic() - start:.0f} s, {size:.1f} MB"
    print(f"{target}: {told}", file=sys.stderr)


if __name__ == "__main__":
    main()
