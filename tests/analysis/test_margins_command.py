"""book --margins: a planner's file of answers weighed by a file of the register."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.__main__ import main
from analysis.codebook import Codebook
from analysis.partitions import Framed
from analysis.weighing.populations import Counted, Population
from analysis.weighing.weighed import weighed
from analysis.weighing.weights import COLUMN, weigh
from tests.analysis import made

PEOPLE = {("男性", "よい"): 15, ("男性", "わるい"): 5, ("女性", "よい"): 20, ("女性", "わるい"): 60}
ROWS = "".join(f"{sex},{said}\n" * times for (sex, said), times in PEOPLE.items())
CODEBOOK = """
variables:
- {name: 性別, label: 性別, role: attribute, measure: nominal,
   levels: [{code: 男性, label: 男性}, {code: 女性, label: 女性}]}
- {name: 評価, label: 評価, measure: nominal,
   levels: [{code: よい, label: よい}, {code: わるい, label: わるい}]}
"""
HALVES = "軸,区分,人数\n性別,男性,500\n性別,女性,500\n"


def book(folder: Path, register: str, *more: str) -> tuple[int, dict[str, Any]]:
    (folder / "answers.csv").write_text(f"性別,評価\n{ROWS}")
    (folder / "codebook.yaml").write_text(CODEBOOK)
    (folder / "register.csv").write_text(register)
    places = ["answers.csv", "--codebook", "codebook.yaml", "--margins", "register.csv"]
    named = [each if each.startswith("--") else str(folder / each) for each in places]
    files = ["--excel", str(folder / "book.xlsx"), "--json", str(folder / "book.json")]
    status = main(["book", *named, *files, *more])
    out = folder / "book.json"
    return status, json.loads(out.read_text()) if out.exists() else {}


def test_a_book_is_weighed_and_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, made_of = book(tmp_path, HALVES)
    said = capsys.readouterr()
    assert status == 0
    assert "性別の構成を母集団に合わせました。" in said.out
    assert "有効回答者数は64人です（n=100、デザイン効果1.56、反復" in said.out
    assert "収束時の最大のずれ" in said.out
    # Unweighted 35 % said it is good; half of them men, it is (75 % + 25 %) / 2.
    (shares,) = [each["share"] for each in made_of["frequencies"] if each["name"] == "評価"]
    np.testing.assert_allclose(shares, [0.5, 0.5])


def test_limits_are_kept_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = book(tmp_path, HALVES, "--limits", "0.5,2")
    assert status == 0
    said = capsys.readouterr().out
    assert "上限にそろえた人20人" in said
    assert "構成比のずれは最大10.0ポイント" in said


@pytest.mark.parametrize(
    ("register", "more", "said"),
    [
        (
            HALVES.replace("女性", "おんな"),
            (),
            "3行目の「性別」の「おんな」にあたる選択肢がありません",
        ),
        (HALVES.replace("性別", "年代"), (), ""),
        (HALVES.replace("500", "多数"), (), "2行目の人数が"),
        (HALVES, ("--limits", "2,3"), "重みの下限は0以上1未満"),
        (HALVES, ("--limits", "弱め"), "重みの下限は0以上1未満"),
        ("", (), "回答の行がありません"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    register: str,
    more: tuple[str, ...],
    said: str,
) -> None:
    status, made_of = book(tmp_path, register, *more)
    if not said:  # an axis under another name is found by its classes
        assert status == 0
        return
    assert (status, made_of) == (2, {})
    assert said in capsys.readouterr().err


def test_parts_weighed_together_are_the_whole_weighed_at_once() -> None:
    sex = made.axis("性別", "男性", "女性")
    frame, codebook = made.frame(
        (sex,), [*made.people(3, 性別="男性"), *made.people(5, 性別="女性")]
    )
    levels = (Counted("1", "男性", 50, ("男性",)), Counted("2", "女性", 50, ("女性",)))
    margins = [Population("性別", "性別", levels)]
    parts = [Framed(frame.iloc[:4].reset_index(drop=True)), Framed(frame.iloc[4:])]
    found = weighed(parts, Codebook((sex,)), margins)
    weight = found.codebook.get(COLUMN)
    joined = np.concatenate([each.numbers(weight) for each in found.partitions])
    np.testing.assert_array_equal(joined, weigh(frame, codebook, margins).weight)
    assert [each.rows for each in found.partitions] == [4, 4]
