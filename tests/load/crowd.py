"""A crowd that comes at its own pace: nobody waits for another, however slow a page is."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from tests.load import phones
from tests.load.phones import Asked, Tally

Act = Callable[[Asked, Tally], Awaitable[None]]


async def come(here: Asked, tally: Tally, *, seconds: float, answers: float, views: float) -> None:
    """So many people a second begin to answer, and so many look at the first page."""
    await asyncio.gather(
        _arrive(here, tally, phones.answer, answers, seconds),
        _arrive(here, tally, phones.view, views, seconds),
    )


async def in_turn(here: Asked, tally: Tally, act: Act, number: int) -> None:
    """One after the other, so that nothing but the work itself costs anything."""
    for _ in range(number):
        await act(here, tally)


async def _arrive(here: Asked, tally: Tally, act: Act, rate: float, seconds: float) -> None:
    """Begin on time, whatever the others are doing; wait for all who have begun."""
    if not rate:
        return
    began, busy = time.monotonic(), set[asyncio.Task[None]]()
    for place in range(int(rate * seconds)):
        await asyncio.sleep(max(began + place / rate - time.monotonic(), 0))
        task = asyncio.ensure_future(act(here, tally))
        busy.add(task)
        task.add_done_callback(busy.discard)
    while busy:
        await asyncio.wait(busy)
