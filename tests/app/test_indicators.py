"""成果指標: registered as the plan prints them, shown with how they stand, edited without loss."""

from bs4 import BeautifulSoup
from flask import Flask

from tests.app import town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

HERE = "/desk/plans/1/indicators"
TABLE = """分野,指標種別,指標名,基準値,R3結果,R4結果,目標値(R5)
子育て,市民,子育てしやすいと思う割合,"61.4% (R2) (n=1,000)","50.0% (n=1,000)",-,70.0%
子育て,統計,出生数,500人 (R1),480人,,増加
産業,市民,地域の食材が手に入ると思う割合,66.7% (R2),69.2%,71.0%,70.0%
健康,統計,健康寿命,男82.0歳 女85.9歳 (H29),,,延伸
"""


def states(page: BeautifulSoup) -> dict[str, str]:
    rows = page.select("main tbody tr")
    return {one(row, "th").text: one(row, ".chip").text for row in rows}


def test_indicators_are_registered_judged_and_edited_as_they_were_typed(
    app: Flask, sign_in: SignIn
) -> None:
    town.found(app)
    client = sign_in("planner")
    assert "成果指標がまだありません" in visit(client, HERE).text
    wrong = submit(client, f"{HERE}/edit", {"table": TABLE.replace("50.0%", "半分")}, 422)
    assert "2行目の「R3結果」の「半分" in wrong.text
    assert "半分" in one(wrong, "textarea").text

    page = submit(client, f"{HERE}/edit", {"table": TABLE})
    assert states(page) == {
        "子育てしやすいと思う割合": "遠ざかっている",
        "出生数": "遠ざかっている",
        "地域の食材が手に入ると思う割合": "目標を達成",
        "健康寿命（男性）": "結果待ち",
        "健康寿命（女性）": "結果待ち",
    }
    assert "61.4%（R2）から50.0%（R3）へ11.4ポイント下がり" in page.text

    again = visit(client, f"{HERE}/edit")
    typed = one(again, "textarea").text.strip("\r\n")
    same = submit(client, f"{HERE}/edit", {"table": typed})
    assert states(same) == states(page)
    assert one(visit(client, f"{HERE}/edit"), "textarea").text.strip("\r\n") == typed
