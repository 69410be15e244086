"""`python -m bot.train`: trains a model if the files that it is made from have changed."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.content import ROOT, SUFFIX, model_file


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
    from rasa.model_training import train as train_with_rasa

    result = train_with_rasa(
        domain=str(root / "domain.yml"),
        config=str(root / "bot" / "config.yml"),
        training_files=[str(root / "data" / "nlu"), str(root / "data" / "rules.yml")],
        output=str(folder),
        fixed_model_name=name[: -len(SUFFIX)],
        force_training=True,
    )
    if result.code or result.model is None:
        raise SystemExit(f"training failed with code `{result.code}`")


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
