"""The bot as a process: what travels through it, what it never does."""

import json
import signal
import time
from pathlib import Path

import pytest

from bot.tests.conftest import Bot, echo


def test_metadata_goes_to_the_action_and_its_block_comes_back(server):
    """The turn's token reaches the action unchanged, and the action's own json is the whole answer."""
    bot, actions = server
    answer = bot.say("注文をキャンセルしたい", sender="meta", turn="token-1", choice="order:250-1")
    assert actions.calls[-1]["next_action"] == "action_turn"
    assert actions.calls[-1]["tracker"]["latest_message"]["metadata"] == {
        "turn": "token-1",
        "choice": "order:250-1",
    }
    assert answer == [{"recipient_id": "meta", "custom": {"turn": "token-1", "count": 1}}]


def test_the_parse_goes_to_the_action(server):
    """Intent, ranking, language and canonical entities are in the call."""
    bot, actions = server
    bot.say("250-1111111-1111111をｷｬﾝｾﾙしたい", sender="parse", turn="t")
    message = actions.calls[-1]["tracker"]["latest_message"]
    assert message["intent"]["name"] == "cancel_order"
    assert message["intent_ranking"][0]["name"] == "cancel_order"
    assert len(message["intent_ranking"]) == 5
    assert message["language"] == "ja"
    number = next(one for one in message["entities"] if one["entity"] == "order_number")
    assert (number["value"], number["start"], number["end"]) == ("250-1111111-1111111", 0, 19)


def test_slots_are_there_in_the_next_turn(server):
    """What the action stores comes back to it, and only in the same conversation."""
    bot, actions = server
    bot.say("キャンセルしたい", sender="slots", turn="t1")
    assert bot.say("please cancel it", sender="slots", turn="t2")[0]["custom"]["count"] == 2
    assert actions.calls[-1]["tracker"]["slots"]["language"] == "ja"
    assert bot.say("please cancel it", sender="another", turn="t3")[0]["custom"]["count"] == 1


@pytest.mark.parametrize(
    "text",
    ["qwrtz pfgh zxcv", "😀😀😀", "123", "?", "\u200b", "\u202eשלום", "x" * 4000, "あ" * 4000, "﷽" * 4000],
)
def test_every_text_gets_its_turn(server, text):
    """The action is called exactly once, whatever the model makes of the message."""
    bot, actions = server
    before = len(actions.calls)
    assert bot.say(text, sender="any", turn="t")[0]["custom"]["turn"] == "t"
    assert len(actions.calls) == before + 1


@pytest.mark.parametrize(
    "text", ["/restart", "\u3000/restart", '/cancel_order{"order_number": "250-1", "seller": "x"}']
)
def test_commands_of_rasa_are_ordinary_text(server, text):
    """Nobody sets an intent or an entity by Rasa's own syntax, and no conversation is restarted."""
    bot, actions = server
    assert bot.say("キャンセルしたい", sender=text, turn="t")[0]["custom"]["count"] == 1
    assert bot.say(text, sender=text, turn="t")[0]["custom"]["count"] == 2
    message = actions.calls[-1]["tracker"]["latest_message"]
    assert message["intent"]["confidence"] < 1
    assert not {"250-1", "x"} & {one["value"] for one in message["entities"]}


def test_a_long_conversation_keeps_its_slots_and_stays_short(server):
    """After thirty turns the slots count thirty, and a call carries no more than that of the second turn."""
    bot, actions = server
    counts = [
        bot.say("キャンセルしたい", sender="long", turn=str(i))[0]["custom"]["count"] for i in range(30)
    ]
    assert counts == list(range(1, 31))
    lengths = [len(call["tracker"]["events"]) for call in actions.calls[-30:]]
    assert len(set(lengths[1:])) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": [{"event": "slot", "value": 1}], "responses": []},
        {"events": [{"event": "no_such_event"}], "responses": []},
        {"events": {}, "responses": []},
        {"events": [], "responses": ["text"]},
        [],
    ],
)
def test_a_bad_answer_of_the_action_server_fails_and_the_next_turn_works(server, wrong):
    """Nothing of a bad answer is believed; it does not stop the conversation."""
    bot, actions = server
    actions.answer = lambda _: wrong
    try:
        assert bot.say("キャンセルしたい", sender="bad", turn="t") == []
    finally:
        actions.answer = echo
    assert bot.say("キャンセルしたい", sender="bad", turn="t2")[0]["custom"]["turn"] == "t2"


def test_logs_say_nothing_that_the_customer_wrote(server):
    """Not even when a turn fails, and each line is JSON."""
    bot, actions = server
    actions.answer = lambda _: {"events": {}}
    try:
        bot.say("ひみつのことば secret words", sender="private", turn="t")
    finally:
        actions.answer = echo
    lines = bot.log.read_text(encoding="utf-8").splitlines()
    assert any("ValidationError" in str(json.loads(line).get("errors")) for line in lines)
    assert not any("ひみつ" in line or "secret" in line for line in lines)


def test_it_listens_on_loopback_only(server):
    """One listening socket, on 127.0.0.1."""
    bot, _ = server
    assert _listening(bot.process.pid) == [("127.0.0.1", bot.port)]


def test_a_restart_keeps_the_conversation(server, models, tmp_path):
    """The tracker is on disk: a bot that is killed goes on where it was."""
    _, actions = server
    counts = []
    for _ in range(2):
        bot = Bot(
            ["--actions-url", actions.url, "--model-dir", str(models)],
            {"TORIKESHI_TRACKER_URL": f"sqlite:///{tmp_path / 'tracker.db'}"},
            tmp_path / "log",
        ).until_ready()
        counts.append(bot.say("キャンセルしたい", turn="t")[0]["custom"]["count"])
        bot.end()
    assert counts == [1, 2]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("loaded", [False, True])
def test_it_ends_at_once(number, loaded, models, tmp_path):
    """Also while Rasa is still loading, and without a word."""
    environment = {"TORIKESHI_TRACKER_URL": f"sqlite:///{tmp_path / 'tracker.db'}"}
    bot = Bot(
        ["--actions-url", "http://127.0.0.1:9/webhook", "--model-dir", str(models)],
        environment,
        tmp_path / "log",
    )
    if loaded:
        bot.until_ready()
    else:
        time.sleep(3)
    start = time.monotonic()
    bot.process.send_signal(number)
    bot.process.wait(timeout=10)
    assert time.monotonic() - start < 3
    assert "Traceback" not in bot.log.read_text(encoding="utf-8")


def test_without_its_model_it_says_so_at_once(tmp_path):
    """No other model of the folder is taken instead."""
    (tmp_path / "other.tar.gz").write_bytes(b"")
    bot = Bot(
        ["--actions-url", "http://127.0.0.1:9/webhook", "--model-dir", str(tmp_path)], {}, tmp_path / "log"
    )
    assert bot.process.wait(timeout=10) == 1
    assert "run `python -m bot.train`" in (tmp_path / "log").read_text(encoding="utf-8")


def _listening(pid):
    """Addresses and ports of a process's listening TCP sockets, from Linux's own tables."""
    links = [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                address, port = fields[1].split(":")
                octets = [str(int(address[i : i + 2], 16)) for i in range(0, len(address), 2)]
                found.append((".".join(reversed(octets)), int(port, 16)))
    return found
