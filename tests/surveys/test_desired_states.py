"""ありたい姿の言い方: words of means are noticed, and other ways to say it are offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import desired_states
from surveys.desired_forms import MEANS, able
from surveys.desired_states import LONGEST, look

# 施策 as plans of municipalities name them, each with one way to say it that must be offered.
NAMED = {
    "公共交通の整備": "安心して公共交通を使える",
    "公園の整備": "公園が足りないために困る人がいない",
    "子育て支援の充実": "安心して子育てができる",
    "学校給食の充実": "学校給食に満足できる",
    "防災対策の強化": "もしものときも、命と暮らしが守られている",
    "交通安全対策の推進": "昼も夜も、安心して出歩ける",
    "健康づくりの推進": "健康づくりが暮らしに根づいている",
    "移住・定住の促進": "望む人が移住・定住に踏み出せる",
    "地域包括ケアシステムの構築": "地域包括ケアシステムができ、支えになっている",
    "空き家対策の推進": "空き家に悩まされずに暮らせる",
    "鳥獣被害対策の強化": "鳥獣被害で困る人がいない",
    "中心市街地の活性化": "中心市街地に人が集まり、活気がある",
    "農業の振興": "農業に携わる人が増えている",
    "雇用の創出": "身近に雇用がある",
    "男女共同参画の推進": "男女共同参画が当たり前になっている",
    "待機児童の解消": "待機児童がいない",
    "自然環境の保全": "自然環境が守られ、親しまれている",
    "文化財の保存と活用": "文化財が次の世代に受け継がれている",
    "高齢者支援の充実": "高齢者が安心して暮らせる",
    "障害者の就労支援": "障害者が安心して就労できる",
    "生活困窮者への支援": "生活困窮者が困ったときに、頼れる人や場がある",
    "不登校児童生徒への支援": "不登校児童生徒が安心して暮らせる",
    "観光資源の活用": "観光資源が生かされている",
    "商店街のにぎわいづくり": "商店街のにぎわいがある",
    "担い手の育成": "担い手が育っている",
    "起業・創業の支援": "安心して起業・創業ができる",
    "医療体制の確保": "必要なときに医療体制がある",
    "上下水道の整備": "安心して上下水道を使える",
    "再生可能エネルギーの導入促進": "望む人が再生可能エネルギーを使える",
    "いじめ防止対策": "いじめで困る人がいない",
    "企業誘致の推進": "企業がこの地を選び、根づいている",
    "部門を越えた連携の強化": "部門を越えた連携が行き届いている",
    "図書館サービスの充実を図る": "図書館サービスに満足できる",
    "協働を進める": "協働が当たり前になっている",
    "子育て家庭を支援する": "子育て家庭が安心して暮らせる",
    "住みよいまちづくり": "住みよいまちになっている",
    "子供を産み育てる環境の整備": "子供を安心して産み育てられる",
    "子育て世代に選ばれる地域の創造": "子育て世代に選ばれている",
    "住みよい持続可能な地域の創造": "住みよい持続可能な地域だと感じられる",
    "シニアが生き生きと活躍できる地域の創造": "シニアが生き生きと活躍できる",
}
STATES = (
    "誰もが安心して移動できる",
    "車がなくても、行きたい所へ行ける",
    "地域の歴史、伝統、文化が守られ、新しい工夫が加わり、引き継がれている",
    "必要な支援が、困っている人に届いている",
)


@pytest.mark.parametrize(("said", "offered"), NAMED.items())
def test_a_measure_is_offered_as_an_outcome(said: str, offered: str) -> None:
    found = look(f"{said}。")
    assert "means" in [note.kind for note in found.notes]
    assert offered in found.forms
    assert 2 <= len(found.forms) <= 4


@pytest.mark.parametrize("said", NAMED)
def test_what_is_offered_is_a_state(said: str) -> None:
    for form in look(said).forms:
        assert not {"means", "within", "noun"} & {note.kind for note in look(form).notes}, form


@pytest.mark.parametrize("said", STATES)
def test_a_state_is_left_alone(said: str) -> None:
    assert look(said).notes == ()
    assert look(said).forms == ()


def test_a_means_on_the_way_is_noticed_and_what_it_is_for_is_offered_first() -> None:
    found = look("道路の整備により移動しやすい")
    assert found.notes[0].kind == "within"
    assert found.notes[0].details["words"] == "整備により"
    assert found.forms[0] == "移動しやすい"


def test_a_noun_a_title_of_nobody_and_a_long_one_are_noticed() -> None:
    assert [note.kind for note in look("安全・安心なまち").notes] == ["noun", "nobody"]
    assert look("安全・安心なまち").forms[0] == "安全・安心なまちになっている"
    assert [note.kind for note in look("誰もが歩ける" * 8).notes] == ["long"]
    assert look("誰もが歩ける" * 8).notes[0].details == {"letters": 48, "limit": LONGEST}


def test_who_in_particular_is_told_from_everyone() -> None:
    assert desired_states.names_someone("市民が安心して暮らせる")
    assert not desired_states.names_someone_concrete("市民が安心して暮らせる")
    assert not desired_states.names_someone_concrete("誰もが安心して移動できる")
    assert desired_states.names_someone_concrete("車を持たない高齢者が、通院できる")
    assert not desired_states.names_someone("人権が守られる")


@pytest.mark.parametrize(
    ("verb", "can"),
    [
        ("産み育てる", "産み育てられる"),
        ("働く", "働ける"),
        ("学ぶ", "学べる"),
        ("利用する", "利用できる"),
        ("作る", "作れる"),
        ("見る", "見られる"),
        ("活躍できる", "活躍できる"),
    ],
)
def test_a_verb_becomes_what_one_can_do(verb: str, can: str) -> None:
    assert able(verb) == can


@given(st.text())
def test_any_title_can_be_looked_at(said: str) -> None:
    assert len(look(said).forms) <= 4


@given(st.text("安心移動公園水道ひらカナ・のを", min_size=2), st.sampled_from(MEANS))
def test_no_measure_is_offered_as_a_measure(said: str, means: str) -> None:
    for form in look(f"{said}の{means}").forms:
        assert not form.endswith(means)
