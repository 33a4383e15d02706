from io import BytesIO

from docx import Document

from analysis.digest import document
from analysis.digest.plain import as_json
from tests.analysis import made
from tests.analysis.digest.written import BUS, drafted, rows


def test_complaints_become_drafts_with_a_desired_state_and_no_means() -> None:
    found = {draft.key: draft for draft in drafted(rows()).drafts}
    assert set(found) == {"transit", "medical"}
    assert found["transit"].desired_state == "車がなくても、行きたい場所へ無理なく移動できる"
    assert found["transit"].field == "移動・交通"


def test_people_are_counted_not_texts() -> None:
    (bus,) = (d for d in drafted(rows()).drafts if d.key == "transit")
    assert bus.people == len(BUS) + 1
    assert sum(len(group.voices) for group in bus.groups) == len(BUS) + 2


def test_the_order_of_responses_changes_no_draft() -> None:
    there = as_json(drafted(rows()))
    back = as_json(drafted(rows()[::-1]))
    assert len(there.pop("writers")) == len(back.pop("writers"))
    for issue in (*there["issues"], *back["issues"]):
        del issue["voices"], issue["groups"]
    assert there == back


def test_a_voice_that_insults_a_people_is_never_put_forward() -> None:
    told = [*rows(), *made.people(1, 地区="西", 困りごと="外人がバスで騒いで困る")]
    for draft in drafted(told).drafts:
        assert "外人" not in draft.gap
        assert "外人" not in "".join(voice.text for voice in draft.voices[:5])


def test_a_group_of_voices_is_not_named_after_a_people() -> None:
    answers = [
        *rows(),
        *({"地区": "西", "困りごと": f"中国人の観光バスが{n}台も来る"} for n in "多二三四"),
    ]
    plain = as_json(drafted([dict(row) for row in answers]))
    assert not any("中国人" in issue["topic"] + issue["present_state"] for issue in plain["issues"])


def test_no_sentence_counts_one_or_two_people() -> None:
    for draft in drafted(rows()).drafts:
        for each in draft.evidence:
            assert "2件" not in each.statement.replace("12件", "")
            assert "うち提案1件" not in each.statement


def test_personal_data_in_a_voice_is_masked() -> None:
    told = [*rows(), *made.people(1, 地区="西", 困りごと="バスの件は090-1234-5678へ電話ほしい")]
    shown = "".join(voice.text for draft in drafted(told).drafts for voice in draft.voices)
    assert "1234" not in shown


def test_nobody_and_nothing_make_an_empty_digest_that_says_so() -> None:
    empty = drafted([])
    assert (empty.n, empty.drafts) == (0, ())
    assert "見つかりませんでした" in empty.notes[-1]


def test_the_word_file_holds_every_issue_with_its_evidence_and_voices() -> None:
    plain = as_json(drafted(rows()))
    cover = document.Cover("政策論点集", "見本市", ["素案"], notes=["注意書き"])
    paper = Document(BytesIO(document.write(cover, plain["issues"])))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)

    assert "注意書き" in words
    for issue in plain["issues"]:
        assert issue["desired_state"] in words
        assert all(each["statement"] in words for each in issue["evidence"])
        assert all(v["text"] in words for v in issue["voices"][: document.MOST_VOICES])
