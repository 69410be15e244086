"""Codes by mail in tests: a shop with two orders, a bot that asks for codes, and the mails it caught."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

from patience import PATIENCE_SECONDS, eventually

from orders.database import connect
from orders.store import OrderStore

NUMBER, THEIRS, NOBODYS = "250-1111111-1111111", "250-2222222-2222222", "250-9999999-9999999"
HEADER = "order_number,customer_id,email,policy,status,title\n"
ROWS = (
    f"{NUMBER},c1,hanako@example.com,amazon,unshipped,Earphones\n"
    f"{THEIRS},c2,taro@example.com,amazon,shipped,Battery\n"
)


def stock(shop_or_url, tmp_path):
    engine = connect(shop_or_url)
    file = tmp_path / "orders.csv"
    file.write_text(HEADER + ROWS)
    OrderStore(engine).import_file(file)
    engine.dispose()


async def bot(message, turn):
    """Asks for a code where a number is typed, else says what its token tells it."""
    said = message["message"]
    acts = [{"act": "send_code", "order_number": said}] if re.fullmatch(r"[0-9-]{8,}", said) else []
    block = {
        "type": "text",
        "name": "said",
        "text": f"{sorted(turn.orders)} {turn.opened}",
        "language": turn.lang,
    }
    custom = {"turn": turn.jti, "language": turn.lang, "blocks": [block], "acts": acts}
    return [{"recipient_id": message["sender"], "custom": custom}]


def mails(folder, count=1, seconds=PATIENCE_SECONDS):
    """The mails caught so far, once there are `count`."""
    caught = (folder / "mail").glob
    eventually(lambda: len(list(caught("*.eml"))) >= count, seconds)
    found = sorted(caught("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def code_in(mail):
    (code,) = re.findall(r"^[0-9]{6}\r?$", mail.get_content(), re.MULTILINE)
    return code.strip()


def wrong(code, place=0):
    return f"{(int(code) + 1 + place) % 1_000_000:06d}"


def names(answer):
    return [block["name"] for block in answer["replies"]]
