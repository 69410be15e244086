"""What customers talk about: a cancellation that is filed, a person, plain questions, all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from chaos.customer import Customer, Sent

SORRY = ("please_resend", "bot_unavailable")
MOST_TRIES = 15
WAIT_SECONDS = 8.0
"""For so long at most does somebody wait who was asked to come back in a moment."""
QUESTIONS = {
    "ja": ("返金はいつ頃になりますか", "送料はかかりますか", "領収書はもらえますか", "ありがとう"),
    "en": ("how long does a refund take?", "is there a penalty?", "can I get a receipt?", "thank you"),
}
CANCEL = {"ja": "注文{}をキャンセルしたいです", "en": "I want to cancel order {}"}
YES, NO = {"ja": "はい", "en": "yes"}, {"ja": "いいえ", "en": "no"}
PERSON = {"ja": "担当者と話したいです", "en": "I want to talk to a person"}
BECAME = {"ja": "申請はどうなりましたか", "en": "what became of my request?"}
TO_PERSON = {"ja": "よろしくお願いします", "en": "it is about my parcel"}
BACK = "bot//null"


async def cancel(it: Customer) -> None:
    """Wish, offer, the whole of it, a clear yes (or a no), and what became of it."""
    offered = await _ask(it, text=CANCEL[it.language].format(it.order))
    if (button := offered.offers("file")) is None:
        return
    typed = it.chance.random() < 0.3
    asked = await _ask(it, **_yes(it, typed, button))
    if (now := asked.offers("file_now")) is not None:
        if it.chance.random() < 0.2:
            await _ask(it, text=NO[it.language])
        else:
            it.agreed = True
            await _agree(it, _yes(it, typed, now))
    await _ask(it, text=BECAME[it.language])


def _yes(it: Customer, typed: bool, button: str) -> dict[str, str]:
    return {"text": YES[it.language]} if typed else {"choice": button}


async def _agree(it: Customer, yes: dict[str, str]) -> None:
    """A clear yes. Who hears nothing of what they agreed to says it again, or takes it back."""
    sent = await it.say(**yes)
    for _ in range(MOST_TRIES):
        if not _is_sorry(sent):
            return
        await _wait(it)
        takes_back = it.chance.random() < 0.2
        sent = await it.say(**({"text": NO[it.language]} if takes_back else yes))


async def person(it: Customer) -> None:
    """To a person, a few words to them, and for some back to the bot."""
    asked = await _ask(it, text=PERSON[it.language])
    if (button := asked.offers("hand_over")) is None:
        return
    await _ask(it, choice=button)
    for _ in range(it.chance.randint(1, 2)):
        await it.say(text=TO_PERSON[it.language])
        await _think(it)
    if it.chance.random() < 0.5:
        await it.say(choice=BACK)
        await questions(it)


async def questions(it: Customer) -> None:
    """Plain questions."""
    for _ in range(it.chance.randint(2, 5)):
        await _ask(it, text=it.chance.choice(QUESTIONS[it.language]))


async def hurried(it: Customer) -> None:
    """Several messages at once, from two tabs."""
    for _ in range(3):
        await asyncio.gather(*(it.say(text=text) for text in it.chance.sample(QUESTIONS[it.language], 2)))
        await _think(it)


async def leaving(it: Customer) -> None:
    """A question, and gone before the answer."""
    await it.say(text=it.chance.choice(QUESTIONS[it.language]))
    await it.leave(text=it.chance.choice(QUESTIONS[it.language]))


TALKS: dict[str, tuple[Callable[[Customer], Awaitable[None]], int]] = {
    "cancel": (cancel, 10),
    "person": (person, 4),
    "questions": (questions, 2),
    "hurried": (hurried, 2),
    "leaving": (leaving, 2),
}
"""By name, with how often it is chosen."""


async def _ask(it: Customer, **body: str) -> Sent:
    """Say it, and again as a new message as long as the bot is sorry."""
    await _think(it)
    sent = await it.say(**body)
    for _ in range(MOST_TRIES):
        if not _is_sorry(sent):
            break
        await _wait(it)
        sent = await it.say(**body)
    return sent


def _is_sorry(sent: Sent) -> bool:
    return any(name in SORRY for name in sent.names())


async def _think(it: Customer) -> None:
    await asyncio.sleep(it.chance.uniform(0.1, 1.5))


async def _wait(it: Customer) -> None:
    await asyncio.sleep(it.chance.uniform(1, WAIT_SECONDS))
