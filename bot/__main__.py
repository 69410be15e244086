"""`python -m bot --port N --actions-url URL`: Rasa's server for the bot, on 127.0.0.1 only."""

import argparse
import os
import signal
from pathlib import Path

from bot.content import ROOT, model_file

_SQLITE = "sqlite:///"


def main() -> None:
    """The command line; heavy imports come last, so that a wrong call or a missing model is said at once."""
    # Rasa takes seconds to load: until its server is up, either signal ends the process on the spot.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    arguments = _arguments()
    model = model_file(arguments.model_dir.resolve())
    # Rasa would silently load any other model of that folder instead.
    if not model.is_file():
        raise SystemExit(f"no model `{model}` for the present files: run `python -m bot.train`")
    _set_environment(arguments.actions_url)
    from bot.logs import configure

    configure(os.environ.get("TORIKESHI_LOG_LEVEL", "WARNING"))
    from bot.serve import serve

    serve(model, arguments.port)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    parser.add_argument(
        "--actions-url", default=os.environ.get("TORIKESHI_ACTIONS_URL"), help="the action server's webhook"
    )
    parser.add_argument("--model-dir", type=Path, default=ROOT / "models", help="folder of the model")
    arguments = parser.parse_args()
    if not arguments.actions_url:
        parser.error("`--actions-url` or TORIKESHI_ACTIONS_URL must say where the action server is")
    return arguments


def _set_environment(actions_url: str) -> None:
    """What `bot/endpoints.yml` and the libraries read from the environment."""
    tracker = os.environ.setdefault("TORIKESHI_TRACKER_URL", _SQLITE + str(ROOT / "var" / "tracker.db"))
    if tracker.startswith(_SQLITE):
        Path(tracker[len(_SQLITE) :]).parent.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        TORIKESHI_ACTIONS_URL=actions_url,
        RASA_TELEMETRY_ENABLED="false",
        TF_CPP_MIN_LOG_LEVEL="3",
        OPENBLAS_NUM_THREADS="1",  # a message is too short for more
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
    )


if __name__ == "__main__":
    main()
