"""版のファイル: one content in five formats and on one page, made again from what was frozen."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from flask import Flask
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from sqlalchemy import delete

import app as web
from app.exports.digest import brief, content
from app.exports.digest.every import FORMATS
from app.extensions import db
from surveys.edition_files import HANDED, MEDIA, EditionFile
from tests.app import handed, town
from tests.app.test_editions import adopt, publish
from tests.conftest import SignIn

SCHEMA = Path(web.__file__).parent / "static" / "digest.schema.json"
WHOLE = ("digest.pdf", "digest.docx", "digest.md")


def written(name: str, told: content.Content | None = None) -> bytes:
    return FORMATS[name].write(told or content.of_edition(handed.edition()))


def words_of(name: str, data: bytes) -> str:
    read = {"pdf": handed.pdf_words, "docx": handed.word_words, "md": handed.markdown_words}
    return read[name.rpartition(".")[2]](data)


def test_every_file_an_edition_is_handed_in_as_can_be_written() -> None:
    assert list(FORMATS) == list(HANDED)
    assert {name.rpartition(".")[2] for name in HANDED} <= set(MEDIA)


def test_all_formats_say_the_same_sentences_numbers_and_voices() -> None:
    told = handed.issue(1)
    sentences = [each["statement"] for each in told["evidence"]]
    texts = [told[name] for name in ("desired_state", "gap", "section", "horizon_reason")]
    voices = [each["text"] for each in told["voices"]]
    shown = ["53.5%", "71.3%", "44.1%", "非表示", "公募・代表性なし・参考", "見本のデータ", "431"]
    for name in WHOLE:
        said = words_of(name, written(name))
        emoji = "〓" if name.endswith("pdf") else "😀"
        for words in [*sentences, *texts, *voices, *shown]:
            assert handed.squeezed(words).replace("😀", emoji) in said, (name, words)

    cells = handed.excel_cells(written("digest.xlsx"))
    together = handed.squeezed("".join(str(cell) for cell in cells))
    for words in [*sentences, *texts, *voices, "非表示", "公募・代表性なし・参考"]:
        assert handed.squeezed(words) in together
    for number in (0.535, 0.713, 0.441, 400, 87, 236, 431, 1200):
        assert number in cells
    assert json.loads(written("digest.json"))["issues"] == handed.frozen()["issues"]


def test_the_json_is_what_its_schema_says() -> None:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    current = content.of_current(handed.frozen(), "政策論点集", handed.WHEN)
    for told in (None, current):
        check.validate(json.loads(written("digest.json", told)))
    assert not check.is_valid(json.loads(written("digest.json")) | {"issues": [{}]})


def test_a_file_made_again_is_the_same_byte_by_byte() -> None:
    for name in FORMATS:
        assert written(name) == written(name), name


def test_the_pdf_has_a_title_a_language_bookmarks_and_tags() -> None:
    paper: Any = PdfReader(BytesIO(written("digest.pdf")))
    root = paper.trailer["/Root"]
    assert paper.metadata.title == "見本市 見本市 政策論点集（素案 第2版）"
    assert root["/Lang"].startswith("ja")
    assert root["/MarkInfo"]["/Marked"]
    listed = [each["/Title"] for each in paper.outline if isinstance(each, dict)]
    assert "論点1　車がなくても、行きたい所へ行ける" in listed
    assert "付録2　方法と限界" in listed


def test_typed_words_never_become_commands_of_a_paper() -> None:
    odd = '#panic("x") $a$ *b* `c` <d> @e \\ // /* " 〔地名〕 #let'
    control = "\x00\x0b\x1f"
    told = handed.issue(1, desired_state=odd + control, measures=f"{odd}\n= {odd}", section=odd)
    made = content.of_edition(handed.edition(issues=[told], municipality=odd))
    for name in (*WHOLE, "council.pdf", "council.docx"):
        assert handed.squeezed(odd) in words_of(name, written(name, made)), name


def test_the_word_file_has_contents_repeated_heads_and_alternative_texts() -> None:
    data = written("digest.docx")
    with ZipFile(BytesIO(data)) as held:
        body = held.read("word/document.xml").decode()
        foot = "".join(held.read(n).decode() for n in held.namelist() if "footer" in n)
    assert "PAGEREF _Toc00000003" in body
    assert "tblHeader" in body
    assert handed.RATING["alt"] in body
    assert " PAGE " in foot
    styles = {line.style.name for line in Document(BytesIO(data)).paragraphs if line.style}
    assert {"Heading 1", "Heading 2", "Quote", "Caption", "List Bullet", "Title"} <= styles


def test_what_is_not_published_says_so_on_every_page() -> None:
    told = content.of_current(handed.frozen(), "政策論点集", handed.WHEN)
    pages = PdfReader(BytesIO(written("digest.pdf", told))).pages
    assert all("公開前" in page.extract_text() for page in pages)
    head = Document(BytesIO(written("digest.docx", told))).sections[0].header
    assert "公開前" in head.paragraphs[0].text
    for name in ("digest.md", "council.pdf", "council.docx"):
        assert "公開前" in words_of(name, written(name, told)), name


def test_a_council_always_gets_one_page() -> None:
    """Thirty issues, every word far too long; exact rows of a Word file keep it to one page."""
    long = dict.fromkeys(("desired_state", "gap", "section", "horizon"), "とても長いことば" * 40)
    voices = [{"text": "長い声" * 200, "attributes": ["属性" * 50], "origin": "調査" * 90}] * 3
    figure = handed.frozen()["issues"][0]["figures"][0] | {"words": "何かの割合" * 60}
    for count in (0, 3, 4, 5, 30):
        told = [
            handed.issue(place, voices=voices, figures=[figure] * 3, **long)
            for place in range(1, count + 1)
        ]
        issued = handed.edition(issues=told, plan="長い計画" * 25, municipality="長い市" * 9)
        issued.title = "長い題" * 60
        made = content.of_edition(issued, tuple(["変わったこと" * 60] * 9))
        assert len(PdfReader(BytesIO(written("council.pdf", made))).pages) == 1
        (table,) = Document(BytesIO(written("council.docx", made))).tables
        high = [row.height.mm for row in list(table.rows)[1:] if row.height]
        assert len(high) == min(count, 6)
        assert sum(high) <= 181


def test_a_council_reads_what_is_not_as_it_was_in_the_edition_before() -> None:
    before, after = handed.frozen(), handed.frozen()
    after["issues"] = [handed.issue(2, desired_state="安心して歩ける", topic="歩道")]
    told = brief.changed(before, after, "素案 第1版")
    assert told == (
        "素案 第1版から: 新しい論点1件、なくなった論点1件。",
        "新しい論点: 「安心して歩ける」",
        "なくなった論点: 「車がなくても、行きたい所へ行ける」",
    )
    assert brief.changed(before, before, "素案 第1版") == (
        "素案 第1版から変わった論点はありません。",
    )
    made = content.of_edition(handed.edition(**after), told)
    for name in ("council.pdf", "council.docx"):
        assert handed.squeezed("".join(told)) in words_of(name, written(name, made))


def test_a_digest_without_issues_is_written_too() -> None:
    made = content.of_current(handed.frozen() | {"issues": []}, "政策論点集", handed.WHEN)
    for name in FORMATS:
        assert written(name, made)


def test_an_edition_from_before_charts_is_written_too() -> None:
    """A document of format 1 knows no chart, no reason and no numbers of its surveys."""
    old = handed.frozen()
    (told,) = old["issues"]
    told.pop("horizon_reason")
    for each in told["evidence"]:
        each.pop("chart")
    for source in old["sources"]:
        for name in ("asked", "answered", "opened_at", "closed_at", "state", "weighted"):
            source.pop(name)
    old.pop("weights")
    made = content.of_edition(handed.edition(**(old | {"format": 1})))
    for name in FORMATS:
        assert written(name, made)


def test_files_are_handed_over_at_the_desk_and_to_anyone(app: Flask, sign_in: SignIn) -> None:
    place, planner = town.found(app), sign_in("planner")
    address = publish(app, planner, place)
    reader = app.test_client()
    for name in HANDED:
        held = reader.get(f"{address}files/{name}")
        assert held.status_code == 200
        assert held.content_type == MEDIA[name.rpartition(".")[2]]
        assert planner.get(f"{place.desk}/editions/1/files/{name}").data == held.data
        assert planner.get(f"{place.desk}/editions/current/{name}").status_code == 200
    for wrong in (f"{address}files/other.pdf", f"{place.desk}/editions/current/chart-1-1.svg"):
        assert planner.get(wrong).status_code == 404
    page = reader.get(address).text
    assert all(f"{address}files/{name}" in page for name in HANDED)

    with app.app_context():  # an edition that was published before there were PDF files
        db.session.execute(delete(EditionFile).where(EditionFile.name == "digest.pdf"))
        db.session.commit()
    assert reader.get(f"{address}files/digest.pdf").status_code == 404
    assert f"{address}files/digest.pdf" not in reader.get(address).text
    again = planner.get(f"{place.desk}/editions/1/files/digest.pdf").data
    assert "車がなくても、行きたい所へ行ける" in handed.pdf_words(again)


def test_nobody_signed_in_gets_no_file_of_what_is_not_published(
    app: Flask, sign_in: SignIn
) -> None:
    place = town.found(app)
    adopt(app, sign_in("planner"), place)
    reader = app.test_client()
    assert reader.get(f"{place.desk}/editions/current/digest.pdf").status_code in (302, 303, 401)
    assert reader.get(f"/digests/{place.plan}/1/files/digest.pdf").status_code == 404
