"""Build the widget: `build_widget.py [FOLDER]` writes what is served of it, else to where that is.

The result is checked in, so that serving needs no Node; a test builds it anew and compares.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WIDGET = ROOT / "web" / "widget"
LANGUAGES = ("ja", "en")


def texts(family: str) -> dict[str, list[str]]:
    """The texts whose names begin with `family`: one for each language, in the order of `LANGUAGES`."""
    wording = yaml.safe_load((ROOT / "wording" / "widget.yml").read_text(encoding="utf-8"))
    named = {name: text for name, text in wording.items() if name.startswith(family)}
    return {name: [text[language] for language in LANGUAGES] for name, text in named.items()}


def build(folder: Path) -> None:
    """Write script and frame of the widget, and the demo page's texts, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(ROOT / ".uv" / "bin")])
    given = json.dumps(texts("widget_"))
    command = ["node", "build.mjs", str(folder)]
    subprocess.run(
        command, cwd=WIDGET, env={**os.environ, "PATH": path}, input=given, encoding="utf-8", check=True
    )
    demo = json.dumps(texts("demo_"), ensure_ascii=False, indent=1)
    (folder / "demo.json").write_text(demo + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else WIDGET / "dist")
