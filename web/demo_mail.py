"""The mailbox of the demo: the mails that the catcher has kept, on one plain page. Development only."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path

SHOWN = 50


def caught(folder: Path) -> list[EmailMessage]:
    """The mails in `folder`, the newest first."""
    paths = sorted(folder.glob("*.eml"), reverse=True)[:SHOWN]
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def page(mails: Sequence[EmailMessage], language: str, title: str, empty: str) -> str:
    """The page; whatever a mail says stands in it as text."""
    shown = "".join(map(_mail, mails)) or f"<p>{escape(empty)}</p>"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="/demo/page.css"></head><body><main><h1>{escape(title)}</h1>'
        f"{shown}</main></body></html>"
    )


def _mail(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    return (
        f"<article><h2>{escape(str(mail['Subject'] or ''))}</h2><p>{escape(str(mail['To'] or ''))}</p>"
        f"<pre>{escape(text)}</pre></article>"
    )
