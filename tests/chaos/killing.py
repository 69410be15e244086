"""Kills: some part that is up, at some moment, again and again."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random

from chaos.parts import Kept, Running
from chaos.plan import Plan

LONGEST_PAUSE = 2
"""How often the time that a part took to start it is left alone once it is up, at most: so it is up half the
time, on any machine, and something is under way when it is killed."""
type Killed = Counter[str]


async def kill_all(plan: Plan, parts: Running, killed: Killed) -> None:
    """As many kills as planned, those of the bot spread among the others; `killed` counts them by part."""
    inner = (*parts.gateways, parts.actions)
    async with asyncio.TaskGroup() as group:
        for part, count in zip(inner, _shares(plan.kills, len(inner)), strict=True):
            group.create_task(_kill(part, count, plan.chance(part.name), parts.bot, killed))
        group.create_task(_kill_bot(plan, parts.bot, killed))


async def _kill(part: Kept, count: int, chance: Random, bot: Kept, killed: Killed) -> None:
    """Kills of a gateway or the actions, each while the bot is up: else nothing would be under way."""
    for _ in range(count):
        await part.ready.wait()
        await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE * part.took))
        await bot.ready.wait()
        await part.ready.wait()
        part.kill()
        killed[part.name] += 1


async def _kill_bot(plan: Plan, bot: Kept, killed: Killed) -> None:
    chance = plan.chance(bot.name)
    for number in range(1, plan.bot_kills + 1):
        before = plan.kills * number // (plan.bot_kills + 1)
        while killed.total() - killed[bot.name] < before:
            await asyncio.sleep(0.1)
        await bot.ready.wait()
        await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE * bot.took))
        bot.kill()
        killed[bot.name] += 1


def _shares(count: int, among: int) -> list[int]:
    return [count // among + (place < count % among) for place in range(among)]
