"""`make load`: what the answering face bears, and that nothing acknowledged is ever lost."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence

from tests.bench import answering
from tests.load import crowd, phones
from tests.load.phones import Asked, Tally
from tests.load.served import Served, served

SIZES = {"short": answering.SHORT, "whole": answering.WHOLE}
DATABASES = ("sqlite", "postgresql")
WARMING, ALONE, LOOKS = 20, 100, 500
STORM, CLIENTS = 60.0, 16  # seconds, people at once, while workers and the database are killed
SURVIVED_AT = (0.25, 0.5, 0.75)  # when: workers, workers again, the database
say = sys.stdout.write


def main() -> None:
    told = _arguments()
    for database in told.databases.split(","):
        with served(database, SIZES[told.size]) as here:
            say(f"\n{database}（{told.size}: {_shape(told.size)}）\n")
            asyncio.run(_measured(here, told))


async def _measured(here: Served, told: argparse.Namespace) -> None:
    asked = phones.asked(here.web.at.port, here.questionnaire_id, here.document)
    acknowledged = Tally()
    await crowd.in_turn(asked, acknowledged, phones.answer, WARMING)
    await _alone(here, asked, acknowledged)
    if told.seconds:
        await _crowded(here, asked, acknowledged, told)
    await _stormed(here, asked, acknowledged)
    _balance(here, acknowledged)


async def _alone(here: Served, asked: Asked, acknowledged: Tally) -> None:
    """CPU of one answer and of one look, one after the other."""
    before = here.cpu()
    await crowd.in_turn(asked, acknowledged, phones.answer, ALONE)
    between = here.cpu()
    await crowd.in_turn(asked, acknowledged, phones.view, LOOKS)
    after = here.cpu()
    answer = [(b - a) / ALONE for a, b in zip(before, between, strict=True)]
    look = [(b - a) / LOOKS for a, b in zip(between, after, strict=True)]
    say("  1人ずつ  CPU秒（画面のサーバー＋データベース）\n")
    say(f"    回答1件    {answer[0]:.4f} + {answer[1]:.4f}\n")
    say(f"    最初の画面 {look[0]:.4f} + {look[1]:.4f}\n")


async def _crowded(
    here: Served, asked: Asked, acknowledged: Tally, told: argparse.Namespace
) -> None:
    tally, before, began = Tally(), sum(here.cpu()), time.monotonic()
    await crowd.come(asked, tally, seconds=told.seconds, answers=told.answers, views=told.views)
    took, spent = time.monotonic() - began, sum(here.cpu()) - before
    say(f"  {told.seconds:.0f}秒間、毎秒 回答{told.answers:g}件・画面{told.views:g}回が始まる\n")
    done, seen = len(tally.receipts), len(tally.views)
    say(f"    終わった回答 {done:,}件（毎秒{done / took:.1f}件）、")
    say(f"画面 {seen:,}回（毎秒{seen / took:.1f}回）、CPU {spent / took:.2f}コア\n")
    say(f"    回答の1操作 {_spread(tally.pages)}\n    最初の画面  {_spread(tally.views)}\n")
    say(f"    回答1件     {_spread(tally.whole)}\n")
    _tell(tally)
    acknowledged.receipts += tally.receipts


async def _stormed(here: Served, asked: Asked, acknowledged: Tally) -> None:
    """Sixteen people go on answering while what serves them is killed three times."""
    tally, end = Tally(), time.monotonic() + STORM

    async def goes_on() -> None:
        while time.monotonic() < end:
            await phones.answer(asked, tally)

    async def strikes() -> None:
        acts = (here.kill_workers, here.kill_workers, here.restart_database)
        for share, act in zip(SURVIVED_AT, acts, strict=True):
            await asyncio.sleep(max(end - STORM * (1 - share) - time.monotonic(), 0))
            await asyncio.to_thread(act)

    await asyncio.gather(strikes(), *(goes_on() for _ in range(CLIENTS)))
    say(
        f"  {STORM:.0f}秒間、{CLIENTS}人が続けて回答。kill -9: 画面のサーバー2度、データベース1度\n"
    )
    say(f"    受付番号の出た回答 {len(tally.receipts):,}件\n")
    _tell(tally)
    acknowledged.receipts += tally.receipts


def _balance(here: Served, acknowledged: Tally) -> None:
    """Every receipt has its envelope; a receipt is unique there, so none is stored twice."""
    number, lost = here.missing(acknowledged.receipts)
    told = len(acknowledged.receipts)
    say(f"  受付番号 {told:,}件、保存されている封筒 {number:,}件、失われた回答 {lost}件\n")


def _tell(tally: Tally) -> None:
    wrong = len(tally.unexpected)
    say(f"    送り直し {tally.again}、あきらめ {tally.gave_up}、予期しない返事 {wrong}\n")
    for words in sorted(set(tally.unexpected))[:3]:
        say(f"      {words}\n")


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "なし"
    ordered = sorted(seconds)
    picked = [ordered[min(int(len(ordered) * p), len(ordered) - 1)] for p in (0.5, 0.95, 0.99)]
    told = "　".join(
        f"p{p} {value * 1000:,.0f}ms" for p, value in zip((50, 95, 99), picked, strict=True)
    )
    return f"{told}　最大 {ordered[-1] * 1000:,.0f}ms"


def _shape(size: str) -> str:
    sections, questions = SIZES[size]
    return f"{questions}問・{sections}ページ"


def _arguments() -> argparse.Namespace:
    read = argparse.ArgumentParser(prog="make load", description=__doc__)
    read.add_argument("--seconds", type=float, default=600.0)
    read.add_argument("--answers", type=float, default=50.0, help="a second")
    read.add_argument("--views", type=float, default=500.0, help="a second")
    read.add_argument("--size", choices=SIZES, default="short")
    read.add_argument("--databases", default=",".join(DATABASES))
    return read.parse_args()


if __name__ == "__main__":
    main()
