"""Mail: by SMTP, or for trying things out as files in a folder."""

from __future__ import annotations

import hashlib
import os
import smtplib
import ssl
import time
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import formatdate, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from web.outbox.worker import NotDelivered

SECONDS = 20
"""For each word of the mail server; below what a handler of the outbox may take."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
REFUSED_FOR_GOOD = 500
"""From this status on the server will say the same tomorrow (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail of plain text; mails of one key are the same mail."""

    key: str
    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Whoever sends mail."""

    def send(self, mail: Mail) -> None:
        """Send it. May block; raises `NotDelivered`."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as an URL names it: `smtp://`, `smtp+starttls://` or `smtps://user:password@host:port`."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str


def server_of(url: str) -> Server:
    """The server of `url`. Raises `ValueError` with what is allowed; no password is shown."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("smtp://, smtp+starttls:// or smtps://user:password@host:port is allowed")
    user = unquote(parts.username) if parts.username else None
    port = parts.port or PORTS[parts.scheme]
    return Server(parts.scheme, parts.hostname, port, user, unquote(parts.password or ""))


def address_of(text: str) -> str:
    """`text` if it is a mail address, with or without a name before it. Raises `ValueError`."""
    _, address = parseaddr(text)
    name, at, domain = address.rpartition("@")
    if not (name and at and domain) or any(character.isspace() for character in address):
        raise ValueError("a mail address such as Shop <shop@example.com> is allowed")
    return text


class SmtpMailer:
    """Sends each mail in a connection of its own."""

    def __init__(self, url: str, sender: str) -> None:
        self._server, self._sender = server_of(url), sender

    def send(self, mail: Mail) -> None:
        """Send it. Raises `NotDelivered`."""
        message = composed(mail, self._sender)
        try:
            with self._connected() as smtp:
                smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotDelivered("recipient refused", for_good=min(codes) >= REFUSED_FOR_GOOD) from error
        except smtplib.SMTPResponseException as error:
            # only what is said of this very mail is for good: a wrong password will be put right
            of_mail = isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused)
            for_good = of_mail and error.smtp_code >= REFUSED_FOR_GOOD
            raise NotDelivered(f"mail server said {error.smtp_code}", for_good=for_good) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        try:
            if server.scheme == "smtp+starttls":
                smtp.starttls(context=context)
            if server.user is not None:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


class FolderMailer:
    """Catches mail: each is a file of the folder, for its user alone. For trying things out."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def send(self, mail: Mail) -> None:
        """Write it. The same mail again is the same file."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = hashlib.sha256(mail.key.encode()).hexdigest()[:16]
        if any(self._folder.glob(f"*-{name}.eml")):
            return
        path = self._folder / f"{time.time_ns()}-{name}.eml"
        hidden = path.with_suffix(".part")
        with os.fdopen(os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(composed(mail, self._sender).as_bytes())
        hidden.rename(path)


def composed(mail: Mail, sender: str) -> EmailMessage:
    """The message of `mail`. Raises `NotDelivered` where its address is none."""
    message = EmailMessage(policy=SMTP_POLICY)
    _, domain = parseaddr(sender)[1].rsplit("@", 1)
    try:
        message["From"], message["To"] = sender, address_of(mail.to)
        message["Subject"] = mail.subject
    except (ValueError, IndexError, MessageError) as error:
        raise NotDelivered("no mail address", for_good=True) from error
    message["Date"] = formatdate()
    # the same mail sent twice has one id, so that a mailbox may show it once
    message["Message-ID"] = f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
