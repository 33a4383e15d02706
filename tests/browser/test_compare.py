"""Comparing with a real browser: items ranked, surveys side by side, groups found and named."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.app import (
    test_comparisons,
    test_importance,
    test_matrices,
    test_orientations,
    test_preferences,
)
from tests.app.test_comparisons import rides
from tests.browser.look import come_in, drawn, look, strangers

ASKED = "/desk/plans/1/questionnaires/1"


def test_a_planner_sees_what_to_improve_first(app: Flask, address: str, desk: Page) -> None:
    test_importance.town(app)
    met = strangers(desk)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{ASKED}/tables")
    desk.get_by_role("link", name="満足度×重要度").click()
    expect(desk.get_by_text("「重点改善」に入るのは")).to_be_visible()
    look(desk)
    assert drawn(desk)

    desk.get_by_label("総合満足度の設問").select_option(label="使わない")
    desk.get_by_role("button", name="表示する").click()
    expect(desk.get_by_role("columnheader", name="総合満足度との相関")).to_have_count(0)
    assert not met


def test_last_year_is_set_beside_this_year(app: Flask, address: str, desk: Page) -> None:
    earlier = [(rides(share), {"surveyed_year": year}) for share, year in ((50, 2025), (40, 2024))]
    test_comparisons.plan(app, (rides(60), {}), *earlier)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{ASKED}/tables")
    desk.get_by_role("link", name="ほかの調査とくらべる").click()
    expect(desk.get_by_text("同じことを尋ねた設問は1問です")).to_be_visible()
    look(desk)

    desk.get_by_role("link", name="バスに乗りますか").click()
    expect(desk.get_by_role("heading", name="経年の動き")).to_be_visible()
    look(desk)
    assert drawn(desk)
    desk.get_by_role("link", name="年代をそろえる").click()
    expect(desk.get_by_role("columnheader", name="構成をそろえた差")).to_be_visible()


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_groups_are_found_named_and_used(
    app: Flask, address: str, request: pytest.FixtureRequest, screen: str
) -> None:
    page: Page = request.getfixturevalue(screen)
    test_orientations.town(app)
    come_in(page, app, address, "planner")
    page.goto(f"{address}{ASKED}/orientations")
    look(page)
    for item in ("開発を進める", "自然を守る"):
        page.get_by_role("checkbox", name=item).check()
    page.get_by_role("button", name="群を見つける").click()
    expect(page.get_by_text("3つの群に分けました")).to_be_visible()
    look(page)
    assert drawn(page)

    page.get_by_label("軸の名前").fill("まちへの志向")
    for number, name in enumerate(("成長", "自然", "中間"), 1):
        page.get_by_label(f"群{number}").fill(name)
    page.get_by_role("button", name="この軸を保存する").click()
    expect(page.get_by_text("志向の軸「まちへの志向」を保存しました")).to_be_visible()
    look(page)

    page.get_by_role("link", name="クロス集計で使う").click()
    page.get_by_role("link", name="群どうしの差（BH補正）").click()
    expect(page.get_by_role("rowheader", name="A 成長")).to_be_visible()
    look(page)
    page.get_by_role("link", name="対応分析の図で見る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("対応分析")
    look(page)


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_matrix_is_read_whole(
    app: Flask, address: str, request: pytest.FixtureRequest, screen: str
) -> None:
    page: Page = request.getfixturevalue(screen)
    test_matrices.town(app)
    come_in(page, app, address, "planner")
    page.goto(f"{address}{ASKED}/tables")
    page.get_by_role("link", name="マトリクスをまとめて見る", exact=True).click()
    expect(page.get_by_text("最も高いのは「公園」")).to_be_visible()
    look(page)
    page.get_by_role("link", name="TOP2の高い順").click()
    page.get_by_role("link", name="中央をそろえた帯").click()
    expect(page.get_by_role("rowheader").first).to_have_text("公園")
    assert drawn(page)
    page.get_by_role("link", name="平均点", exact=True).click()
    expect(page.get_by_role("table", name="満足度 × 地区（平均点）")).to_be_visible()
    look(page)


def test_a_ranking_is_read_by_group_at_the_desk_and_on_a_phone(
    app: Flask, address: str, desk: Page, phone: Page
) -> None:
    test_preferences.town(app)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{ASKED}/tables")
    desk.get_by_role("link", name="順位・配分・最良最悪・因子の得点").click()
    expect(desk.get_by_text("順位の得点（0〜3）がもっとも高いのは「医療」")).to_be_visible()
    assert drawn(desk)
    look(desk)
    for seat in desk.context.cookies():
        phone.context.add_cookies([{"name": seat["name"], "value": seat["value"], "url": address}])
    phone.goto(desk.url)
    phone.get_by_label("設問").select_option(label="予算の配り方（配分）")
    phone.get_by_label("群に分ける軸").select_option(label="地区")
    phone.get_by_role("button", name="表示する").click()
    expect(phone.get_by_role("heading", name="「地区」による違い")).to_be_visible()
    assert drawn(phone)
    look(phone)
