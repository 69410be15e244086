"""`make wording`: everything that the bot can say, in docs/wording.ja.md and docs/wording.en.md.

First what is said where each rule decides, as a customer reads it; then every text by its name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from decision import load_policies
from dialogue import Kit
from interpreters import ROOT
from rule_replies import NOW, reply, samples
from wording import Wording, load_wording
from wording.grammar import Hole

LANGUAGES = {"ja": "Japanese", "en": "English"}


def page(kit: Kit, language: str) -> str:
    """The whole page of one language."""
    return "\n".join([*_replies(kit, language), *_texts(kit.wording, language)]) + "\n"


def path(language: str) -> Path:
    """Where that page stands."""
    return ROOT / "docs" / f"wording.{language}.md"


def _replies(kit: Kit, language: str) -> Iterator[str]:
    yield f"# Everything that is said, in {LANGUAGES[language]}\n"
    yield "Written by `make wording` from `wording/`, `policies/` and the rules; changes are made there.\n"
    yield f"## Replies, by the rule that decides (on {NOW:%Y-%m-%d %H:%M}, Japan time)\n"
    shown: set[str] = set()
    for rule, facts in samples(kit.policies, kit.wording):
        if rule not in shown:
            shown.add(rule)
            told = ", ".join(f"{name} {value}" for name, value in facts.items() if name != "now")
            yield f"### {rule}\n\n*{told}*\n"
            for block in reply(kit, facts, language):
                if block["type"] == "text":
                    yield _quoted(block["text"])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() + "  " * bool(line) for line in text.splitlines()) + "\n"


def _texts(wording: Wording, language: str) -> Iterator[str]:
    yield "## Texts, by name\n"
    group = ""
    for name in sorted(wording.names(), key=lambda one: one.split(".")):
        head = ".".join(name.split(".")[:2]) if name.split(".")[0] in wording.policies else name.split(".")[0]
        if head != group:
            group = head
            yield f"### {group}\n"
        yield f"- `{name}`: {_template(wording, name, language)}"
    for policy, words in wording.policies.items():
        yield f"\n### Clauses of {policy}\n"
        for clause in words.clauses:
            yield f"- `{clause}`: {_one_line(wording.clause(policy, clause, language))}"


def _template(wording: Wording, name: str, language: str) -> str:
    """The text with clauses and figures pulled in, and `{name}` where a value comes."""
    parts = wording.template(name, language)
    return _one_line("".join(_part(wording, name, language, part) for part in parts))


def _part(wording: Wording, name: str, language: str, part: str | Hole) -> str:
    if isinstance(part, str):
        return part
    return wording.pulled(name, language, part) if part.pulls else f"{{{part.name}}}"


def _one_line(text: str) -> str:
    return text.strip().replace("\n", "<br>")


def main() -> int:
    """Write both pages."""
    kit = Kit(load_policies(), load_wording())
    for language in LANGUAGES:
        path(language).write_text(page(kit, language), encoding="utf-8")
        print(path(language).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
