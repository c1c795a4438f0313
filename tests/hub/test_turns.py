"""Who starts first when a class clicks at once."""

from __future__ import annotations

import asyncio

from coursekit.hub.turns import Turns


def test_no_more_start_at_a_time_than_there_are_places_and_in_their_order():
    async def run() -> tuple[list[int], int]:
        turns, began, at_once, most = Turns(2), list[int](), 0, 0

        async def start(number: int) -> None:
            nonlocal at_once, most
            async with turns.turn(number):
                began.append(number)
                at_once += 1
                most = max(most, at_once)
                await asyncio.sleep(0.01)
                at_once -= 1

        await asyncio.gather(*(start(number) for number in range(7)))
        return began, most

    assert asyncio.run(run()) == ([*range(7)], 2)


def test_everybody_knows_how_many_come_first():
    async def run() -> list[int]:
        turns, leave = Turns(1), asyncio.Event()

        async def start(number: int) -> None:
            async with turns.turn(number):
                await leave.wait()

        tasks = [asyncio.create_task(start(number)) for number in range(4)]
        await asyncio.sleep(0)
        found = [turns.ahead_of(number) for number in range(4)]
        leave.set()
        await asyncio.gather(*tasks)
        return [*found, turns.ahead_of(3)]

    assert asyncio.run(run()) == [0, 1, 2, 3, 0]


def test_a_start_that_is_stuck_holds_up_nobody_for_long():
    async def run() -> bool:
        turns, went = Turns(1, longest=0.05), asyncio.Event()

        async def stuck() -> None:
            async with turns.turn("stuck"):
                await went.wait()

        async def other() -> None:
            async with turns.turn("other"):
                went.set()

        await asyncio.wait_for(asyncio.gather(stuck(), other()), 10)
        return turns.ahead_of("other") == 0

    assert asyncio.run(run())


def test_who_fails_or_leaves_the_queue_gives_the_place_back():
    async def run() -> list[str]:
        turns, done = Turns(1), list[str]()

        async def fail() -> None:
            async with turns.turn("fails"):
                await asyncio.sleep(0.01)
                raise ValueError

        async def wait() -> None:
            async with turns.turn("leaves"):
                done.append("leaves")

        async def other() -> None:
            async with turns.turn("other"):
                done.append("other")

        failing, leaving = asyncio.create_task(fail()), asyncio.create_task(wait())
        last = asyncio.create_task(other())
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait([failing, leaving])
        await asyncio.wait_for(last, 10)
        for _ in range(3):  # and no place was given back twice
            async with turns.turn("again"):
                pass
        assert isinstance(failing.exception(), ValueError)
        return done

    assert asyncio.run(run()) == ["other"]
