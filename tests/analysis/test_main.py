import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from analysis import codebook_file
from analysis.__main__ import main
from analysis.commands import NAMES

ANSWERS = "番号,性別,満足度,意見\n" + "".join(
    f"{n},{'男女'[n % 2]},{['満足', 'やや満足', '不満'][n % 3]},道{n}が狭くて困っています\n"
    for n in range(12)
)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_bytes(ANSWERS.encode("cp932"))
    return path


def test_guess_writes_a_codebook_that_reads_back(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "codebook.yaml"

    assert main(["guess", str(answers), "--yaml", str(out)]) == 0

    book = codebook_file.read(out)
    assert [axis.name for axis in book.axes()] == ["性別"]
    assert book.get("満足度").labels == ["満足", "やや満足", "不満"]
    assert "12行・4列を読みました（cp932）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "コマンドを次から選んでください: guess"),
        (["gess"], "コマンドを次から選んでください: guess"),
        (["guess"], "次の引数が必要です: FILE, --yaml"),
        (["guess", "a", "--yaml"], "--yaml の後に値を書いてください"),
        (["guess", "a", "--yaml", "b", "--as-of", "x"], "--as-of には整数を書いてください"),
        (
            ["digest", "a", "--audience", "x", "--json", "b", "--word", "c"],
            "--audience には次のどれかを書いてください",
        ),
        (["book", "a", "--as-of", "きのう"], "--as-of には日付を書いてください"),
        (["guess", "a", "--yaml", "b", "c"], "使えない引数です: c"),
        (["guess", "/no/such.csv", "--yaml", "b"], "見つかりません"),
        (["guess", "", "--yaml", "b"], "FILE のファイル名が空です"),
        (["book", "", "--excel", "b", "--json", "c"], "FILE のファイル名が空です"),
        (["book", "a", "--excel", " ", "--json", "c"], "--excel のファイル名が空です"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_the_status_two(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--as-of", "26"], "西暦4桁で指定してください"),
        (["--sheet", "回答"], "Excelファイルではないため"),
    ],
)
def test_what_makes_no_sense_for_a_file_is_said(
    answers: Path, more: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guess", str(answers), "--yaml", str(answers) + ".yaml", *more]) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_that_is_not_there_cannot_be_written_to(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guess", str(answers), "--yaml", "/no/such/folder/out.yaml"]) == 2
    assert "書き込めません" in capsys.readouterr().err


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])

    assert stopped.value.code == 0
    assert "使い方: python -m analysis" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "words", "hint"),
    [
        ([], "時点の指定なし", "いつの回答かの指定がない"),
        (["--stage", "速報"], "速報・時点の指定なし", "いつの回答かの指定がない"),
        (["--as-of", "2026-03-31"], "確定・2026年3月31日現在", "段階の指定がないため「確定」"),
        (["--as-of", "2026-03-31", "--stage", "確定"], "確定・2026年3月31日現在", ""),
    ],
)
def test_no_book_or_table_is_silent_about_when_it_is_from(
    said: list[str], words: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, excel, out = (tmp_path / name for name in ("a.csv", "b.xlsx", "c.json"))
    answers.write_text("性別,満足度\n" + "男,満足\n女,不満\n" * 40, encoding="utf-8")
    book = ["book", str(answers), "--excel", str(excel)]
    table = ["crosstab", str(answers), "--axis", "性別", "--question", "満足度"]

    assert main([*book, "--json", str(out), *said]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["state"]["words"] == words
    assert all(words in each["sentence"] for each in told["frequencies"] + told["crosstabs"])
    index = openpyxl.load_workbook(excel)["目次"]
    assert f"いつの集計か　{words}" in [row[1].value for row in index.iter_rows()]
    assert hint in capsys.readouterr().err

    assert main([*table, "--json", str(out), *said]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["state"]["words"] == words
    assert words in told["sentence"]
    assert hint in capsys.readouterr().err


def test_drafts_say_when_they_are_from_and_how_people_were_reached(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, word = tmp_path / "drafts.json", tmp_path / "drafts.docx"
    files = ["digest", str(answers), "--json", str(out), "--word", str(word)]

    assert main([*files, "--open-call"]) == 0
    assert "いつの回答かの指定がない" in capsys.readouterr().err
    told = json.loads(out.read_text(encoding="utf-8"))
    said = [each["statement"] for issue in told["issues"] for each in issue["evidence"]]
    assert all("（公募のため" in each and "時点の指定なし" in each for each in said)
    lines = [paragraph.text for paragraph in Document(str(word)).paragraphs]
    assert "時点の指定なし" in lines
    assert any("住民全体を代表しません" in line for line in lines)


def test_a_book_repeats_when_it_is_from_and_how_people_were_reached(tmp_path: Path) -> None:
    rows = "性別,満足度\n" + "男,満足\n女,不満\n" * 40
    (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
    out = tmp_path / "book.json"
    said = ["--stage", "速報", "--as-of", "2026-03-31", "--open-call"]
    files = ["--excel", str(tmp_path / "book.xlsx"), "--json", str(out)]

    assert main(["book", str(tmp_path / "answers.csv"), *files, *said]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))["frequencies"][0]["sentence"]
    assert "公募のため、回答した人の中での割合です。速報・2026年3月31日現在。" in told
