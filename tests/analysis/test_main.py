from pathlib import Path

import pytest

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
        (["guess", "a", "--yaml", "b", "c"], "使えない引数です: c"),
        (["guess", "/no/such.csv", "--yaml", "b"], "見つかりません"),
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
