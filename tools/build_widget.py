"""Build the widget: `build_widget.py [FOLDER]` writes script, style and texts, else to where they are served.

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


def strings(wording: Path) -> str:
    """The widget's texts as JSON, by language and name."""
    texts = yaml.safe_load(wording.read_text(encoding="utf-8"))
    by_language = {language: {name: text[language] for name, text in texts.items()} for language in LANGUAGES}
    return json.dumps(by_language, ensure_ascii=False, indent=1) + "\n"


def build(folder: Path) -> None:
    """Write widget.js, widget.css and strings.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(ROOT / ".uv" / "bin")])
    command = ["node", "build.mjs", str(folder)]
    subprocess.run(command, cwd=WIDGET, env={**os.environ, "PATH": path}, check=True)
    texts = strings(ROOT / "wording" / "widget.yml")
    (folder / "strings.json").write_text(texts, encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else WIDGET / "dist")
