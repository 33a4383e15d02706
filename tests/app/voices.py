"""A town of two generations that write of other things: for the pages drawn from words."""

from flask import Flask

from tests import make
from tests.analysis import made
from tests.analysis.made import Row

AGE = made.axis("年代", "20代", "60代", "80代")
OPINION = made.text("意見", "市への意見")
BUS = (
    "バスの本数が足りない",
    "バスの本数を増やしてほしい",
    "夕方のバスが少ない",
    "バスと電車の乗り継ぎが悪い",
)
PARK = (
    "公園の遊具が古い",
    "公園に遊具がほしい",
    "子どもの公園が少ない",
    "子どもと公園の遊具で遊びたい",
)
HERE = "/desk/plans/1/questionnaires/1"
ABOUT = "question=意見"


def answers() -> list[Row]:
    """40 at twenty write of parks, 40 at sixty of buses, 6 at eighty of both; ten say nothing."""
    return [
        *({"年代": "1", "意見": text} for text in PARK * 10),
        *({"年代": "2", "意見": text} for text in BUS * 10),
        *({"年代": "3", "意見": f"{BUS[n % 4]}。{PARK[n % 4]}"} for n in range(6)),
        {"年代": "2", "意見": "鬼瓦の件で090-1234-5678に電話ください"},
        *made.people(10, 年代="1"),
    ]


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame((AGE, OPINION), answers()), **changes)
