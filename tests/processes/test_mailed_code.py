"""A guest with an order, through everything: the number, the offer, the mail, the code, the step."""

import pytest
from mailed import code_in, mails, wrong

pytestmark = pytest.mark.processes
NUMBER, NOBODYS = "250-1111111-1111111", "250-9999999-9999999"
ORDER = {
    "order_number": NUMBER,
    "customer_id": "c1",
    "email": "hanako@example.com",
    "policy": "amazon",
    "seller": "direct",
    "status": "shipped",
    "payment_method": "card",
    "title": "イヤホン",
}


def names(blocks):
    return [block["name"] for block in blocks if block["type"] == "text"]


@pytest.mark.parametrize(
    ("language", "wish", "yes"),
    [
        ("ja", "{}をキャンセルしたいです", "はい、お願いします"),
        ("en", "I want to cancel my order {}", "yes, please"),
    ],
)
def test_a_guest_sees_the_step_for_the_order_that_the_code_opened(running, language, wish, yes):
    for path in (running.folder / "mail").glob("*.eml"):
        path.unlink()
    running.stock((ORDER,))
    chat = running.chat(language=language)
    assert names(chat.send(text=wish.format(NUMBER)))[-1] == "guest.code.offer"
    assert names(chat.send(text=yes)) == ["guest.code.sent"]
    code = code_in(mails(running.folder)[-1])
    assert names(chat.send(text=wrong(code))) == ["code_wrong"]
    blocks = chat.send(text=code)
    assert names(blocks)[0] == "guest.code.opened"
    (step,) = [block for block in blocks if block["type"] == "step"]
    assert (step["step"], step["order_number"]) == ("refuse_delivery", NUMBER)
    assert chat.language == language


def test_without_the_code_a_number_says_nothing_whether_it_exists_or_not(running):
    running.stock((ORDER,))
    replies = []
    for number in (NUMBER, NOBODYS):
        chat = running.chat()
        said = [chat.send(text=f"{number}をキャンセルしたいです"), chat.send(text="コードを送ってください")]
        said.append(chat.send(text="000000"))
        replies.append([block for blocks in said for block in blocks if block["type"] != "choices"])
    assert replies[0] == replies[1]
