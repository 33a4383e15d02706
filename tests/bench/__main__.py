"""`make bench`: prints ratios; nothing is asserted, for machines differ and are shared."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench import answering, books, drafts, texts

WARMING, ANSWERS, SHEETS = 20, 40, 1_200


@dataclass(frozen=True, slots=True)
class Race:
    """Ours against a plain way on the same data, in turns."""

    title: str
    ours: Callable[[], object]
    plain: Callable[[], object]
    repeats: int


def run(race: Race, clock: Callable[[], float] = time.perf_counter) -> str:
    """Both in turns, so that a busy machine slows both; the median of each."""
    ours, plain = [], []
    for _ in range(race.repeats):
        plain.append(books.seconds(race.plain, clock))
        ours.append(books.seconds(race.ours, clock))
    mine, theirs = median(ours), median(plain)
    return f"{race.title}\t{mine / theirs:8.3f}\t{mine:8.3f}\t{theirs:8.3f}"


def main() -> None:
    say = sys.stdout.write
    _answers(say)  # first: what the analyses leave in memory is no burden of a page
    say("\n集計表一式。同じ回答を交互に測った中央値\n")
    for line in books.lines():
        say(f"{line}\n")
    _drafts(say)
    _themes(say)


def _drafts(say: Callable[[str], object]) -> None:
    say(
        "\n論点案（回答と声から全部の論点案まで、CPU秒）÷ 同じ回答のpandasのクロスと声のMeCab。"
        "目標は5秒以下\n"
    )
    race = Race("  2,000件×60問＋声2,000件", drafts.ours(), drafts.plain(), 3)
    say(run(race, time.process_time) + "\n")


def _themes(say: Callable[[str], object]) -> None:
    say(
        "\n左から 比（Ronten ÷ 基準、小さいほど速い）、Rontenの秒、基準の秒。交互に測った中央値。\n"
    )
    say("\n語に分ける ÷ 同じ文章のMeCabの解析だけ。目標は2.5倍以下\n")
    written = texts.written(20_000)
    race = Race("  20,000件", texts.read(written), texts.plain(written), 3)
    say(run(race) + "\n")
    say("\nテーマ（分かち書きから名付けまで）。目標は2秒、10秒、30秒\n")
    for number in (2_000, 10_000, 100_000):
        say(f"{number:>8,}件\t{books.seconds(texts.ours(texts.written(number))):8.2f}秒\n")
    say("\n10,000件のテーマに100件を足す。目標は1秒\n")
    say(f"     100件\t{books.seconds(texts.added(texts.written(10_100), 100)):8.2f}秒\n")


def _answers(say: Callable[[str], object]) -> None:
    say("回答1人分の全部の画面 ÷ 同じ大きさの行1つの追加（CPU秒）\n")
    say("3部16問はLimeSurveyの計測と同じ形。LimeSurveyは0.5秒、Rontenの目標は0.02秒以下。\n")
    with answering.town(answering.SHORT) as here:
        say(answered(here, answering.SHORT) + "\n")
    with answering.town() as here:
        say(answered(here, answering.WHOLE) + "\n")
        say("\n開封（かきまぜ・伏せ字・集計用の列・痕跡の消去まで）。目標は1,200票で10秒未満\n")
        say(f"{SHEETS:>8,}票\t{answering.opening(here, SHEETS):8.2f}秒\n")


def answered(here: answering.Town, size: tuple[int, int]) -> str:
    """One complete answer against a bare insert, in turns; the first few only warm the server."""
    for _ in range(WARMING):
        answering.submission(here)
    ours, plain = [], []
    for _ in range(ANSWERS):
        plain.append(answering.insertion(here))
        ours.append(answering.submission(here))
    mine, theirs = median(ours), median(plain)
    return f"{size[0]}部{size[1]}問\t{mine / theirs:8.1f}\t{mine:8.4f}\t{theirs:8.5f}"


if __name__ == "__main__":
    main()
