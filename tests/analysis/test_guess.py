import pytest

from analysis.codebook import Measure, Role
from analysis.guess import guess
from analysis.layout import lay_out
from tests.analysis.written import columns, guessed, raw

SEXES = ["男", "女"] * 10
MARKS = [str(1 + n % 5) for n in range(20)]
ABOUT_PEOPLE = [
    *("性別", "問1 あなたの性別を教えてください", "お住まいの地区", "居住地", "職業", "家族構成"),
    *("世帯年収", "居住年数", "sex", "district", "occ", "現在のお住まいを選択してください"),
]
VOICES = [f"バスの本数を{n}本に増やしてほしいです" for n in range(20)]


@pytest.mark.parametrize(
    "header",
    ABOUT_PEOPLE,
)
def test_what_a_respondent_is_makes_an_axis(header: str) -> None:
    found = guessed(columns(**{header: SEXES, "満足度": MARKS}), header)

    assert found.role is Role.ATTRIBUTE
    assert found.measure is Measure.NOMINAL


@pytest.mark.parametrize(
    "header",
    [
        "地域の活動への参加",
        "職場環境の満足度",
        "最も魅力のあるエリア",
        "年齢に応じた支援は十分ですか",
    ],
)
def test_a_question_that_speaks_of_a_place_or_age_is_no_axis(header: str) -> None:
    assert guessed(columns(**{header: SEXES}), header).role is Role.QUESTION


def test_face_sheet_columns_are_axes() -> None:
    table = columns(Q1=MARKS, F1=["1", "2"] * 10, F2=["01", "02"] * 10)

    assert [axis.name for axis in guess(table).codebook.axes()] == ["F1", "F2"]


def test_places_are_an_axis_whatever_their_column_is_called() -> None:
    assert (
        guessed(columns(設問1=["横浜市", "川崎市", "葉山町", "横浜市"]), "設問1").role
        is Role.ATTRIBUTE
    )


def test_words_for_no_answer_and_not_asked_are_told_from_choices() -> None:
    cells = ["はい", "いいえ", "無回答", "非該当", "分からない/無回答"] * 4

    found = guessed(columns(q1=cells), "q1")

    assert found.no_answer == ("無回答",)
    assert found.not_asked == ("非該当",)
    assert "分からない/無回答" in found.labels


def test_nines_and_eights_far_above_the_choices_are_no_choices() -> None:
    found = guessed(columns(q1=["1", "2", "3", "9", "8"] * 4), "q1")

    assert found.codes == ["1", "2", "3"]
    assert (found.no_answer, found.not_asked) == (("9",), ("8",))


def test_nine_is_no_answer_beside_a_choice_of_eight_where_it_is_so_elsewhere() -> None:
    cells = {"q1": [*map(str, [1, 2, 3, 9] * 9)], "q2": [*map(str, [1, 2, 3, 9] * 9)]}
    cells["q3"] = [str(n % 9 + 1) for n in range(36)]
    book = guess(columns(**cells)).codebook

    assert book.get("q3").no_answer == ("9",)
    assert book.get("q3").labels == [*"12345678"]


def test_eight_next_to_seven_is_a_choice() -> None:
    found = guessed(columns(q1=[str(n) for n in range(1, 9)] * 3), "q1")

    assert found.codes == [str(n) for n in range(1, 9)]
    assert found.not_asked == ()


def test_a_blank_is_not_asked_where_no_answer_has_a_code_of_its_own() -> None:
    filtered = guessed(columns(q1=["1", "2", "-9", ""] * 5, q2=MARKS), "q1")
    plain = guessed(columns(q1=["1", "2", "1", ""] * 5, q2=MARKS), "q1")

    assert (filtered.no_answer, filtered.not_asked) == (("-9",), ("",))
    assert plain.not_asked == ()


def test_codes_with_zeros_before_them_stay_as_they_are_in_the_order_of_numbers() -> None:
    found = guessed(columns(tiiki=["10", "03", "01", "03"] * 5), "tiiki")

    assert found.codes == ["01", "03", "10"]
    assert not found.labelled


def test_ages_become_generations_and_adults_under_twenty_join_the_twenties() -> None:
    ages = [str(n) for n in range(18, 78)]

    book = guess(columns(年齢=ages, 満足度=["1", "2"] * 30)).codebook

    assert book.get("年齢").measure is Measure.NUMBER
    assert book.get("年代").labels == ["18～29歳", "30代", "40代", "50代", "60代", "70代"]
    assert book.get("年代").column == "年齢"


def test_years_of_birth_need_the_year_of_the_survey() -> None:
    born = [str(n) for n in range(1950, 2000)]

    without = guess(columns(生まれ年=born))
    told = guess(columns(生まれ年=born), as_of=2025)
    dated = guess(
        columns(生まれ年=born, 回答日時=["2026-01-01 10:00:00"] * 49 + ["2025-12-31 9:00:00"])
    )

    assert [v.name for v in without.codebook.variables] == ["生まれ年"]
    assert told.codebook.get("年代").as_of == 2025
    assert dated.codebook.get("年代").as_of == 2026


@pytest.mark.parametrize("written", ["{}歳", "満{}才", "{} 歳"])
def test_ages_with_their_unit_become_generations(written: str) -> None:
    ages = columns(年齢=[written.format(age) for age in range(20, 60)])
    found = guess(ages).codebook

    assert found.get("年代").labels == ["20代", "30代", "40代", "50代"]
    frame = lay_out(ages, found).frame
    assert list(frame["年齢"]) == list(map(float, range(20, 60)))
    assert frame["年代"].value_counts()["20"] == 10


def test_a_stray_word_among_ages_is_listed_and_no_age() -> None:
    ages = columns(年齢=[*(str(20 + n % 40) for n in range(99)), "ひみつ"])
    book = guess(ages).codebook

    assert book.get("年代").labels == ["20代", "30代", "40代", "50代"]
    assert [problem.line for problem in lay_out(ages, book).problems] == [101]


def test_wide_digits_are_digits() -> None:
    cells = [
        str(age).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        for age in range(30, 50)
    ]
    found = guess(columns(年齢=[f"{cell}歳" for cell in cells])).codebook

    assert found.get("年代").labels == ["30代", "40代"]


def test_years_of_birth_by_their_era_become_generations() -> None:
    births = [f"昭和{year}年" for year in range(40, 64)] + [
        "平成元年",
        "Ｈ2",
        "S50",
        "1991年生まれ",
    ]
    table = columns(生まれた年=births)
    found = guess(table, as_of=2025).codebook

    frame = lay_out(table, found).frame
    assert list(frame["生まれた年"])[-4:] == [1989.0, 1990.0, 1975.0, 1991.0]
    assert found.get("年代").labels == ["30代", "40代", "50代", "60代"]


def test_many_amounts_with_their_unit_are_a_number() -> None:
    shares = columns(達成率=[f"{share}%" for share in range(30)])
    found = guess(shares).codebook

    assert found.get("達成率").measure is Measure.NUMBER
    assert lay_out(shares, found).frame["達成率"].sum() == 435


def test_ten_thousands_of_yen_are_yen() -> None:
    costs = columns(費用=[f"{cost}万円" for cost in range(1, 31)])

    assert lay_out(costs, guess(costs).codebook).frame["費用"].max() == 300_000


def test_ages_are_left_aside_where_generations_are_given() -> None:
    book = guess(
        columns(年齢=[str(n) for n in range(20, 60)], 年代=["20代", "30代", "40代", "50代"] * 10)
    )

    assert book.codebook.get("年齢").role is Role.IGNORE
    assert [axis.name for axis in book.codebook.axes()] == ["年代"]


def test_zero_to_ten_is_a_scale_of_eleven_steps() -> None:
    found = guessed(columns(NPS=[str(n) for n in (0, 5, 6, 7, 8, 9, 10)] * 3), "NPS")

    assert found.measure is Measure.ORDINAL
    assert found.codes == [str(n) for n in range(11)]


def test_items_of_a_rating_matrix_are_scales_and_no_multiple_answer() -> None:
    table = columns(**{f"Q8_{n}": MARKS for n in range(1, 5)})

    book = guess(table).codebook

    assert [v.measure for v in book.variables] == [Measure.ORDINAL] * 4
    assert len(book.questions()) == 4


def test_free_text_is_told_from_choices() -> None:
    book = guess(columns(満足度の理由=VOICES, 設問2=VOICES, 設問3=["公園", "道路"] * 10)).codebook

    assert [v.name for v in book.texts()] == ["満足度の理由", "設問2"]


def test_weights_numbers_dates_and_names_are_no_questions() -> None:
    table = columns(
        会員ID=[f"m{n:04}" for n in range(20)],
        回答日時=[f"2026-01-{n + 1:02} 10:00:00" for n in range(20)],
        氏名=[f"山田{n}" for n in range(20)],
        w=[f"{n + 0.5}" for n in range(20)],
        同意=["1"] * 20,
        満足度=MARKS,
    )

    roles = {v.name: v.role for v in guess(table).codebook.variables}

    assert roles == {
        "会員ID": Role.ID,
        "回答日時": Role.IGNORE,
        "氏名": Role.IGNORE,
        "w": Role.WEIGHT,
        "同意": Role.IGNORE,
        "満足度": Role.QUESTION,
    }


@pytest.mark.parametrize("header", ["補正ウェイト", "ウェイト（人口補正）", "重み付け係数", "加重"])
def test_a_weight_is_known_by_its_header(header: str) -> None:
    assert (
        guessed(columns(**{header: [f"0.{n}1" for n in range(1, 20)]}), header).role is Role.WEIGHT
    )


def test_addresses_of_people_are_left_out_and_districts_are_not() -> None:
    homes = [f"中央{n}丁目{n}番地" for n in range(40)]
    book = guess(columns(住所=homes, お住まいの住所=["東町", "西町"] * 20)).codebook

    assert book.get("住所").role is Role.IGNORE
    assert book.get("お住まいの住所").role is Role.ATTRIBUTE


def test_many_different_amounts_are_a_number() -> None:
    found = guessed(columns(昨年の利用回数=[str(n) for n in range(40)]), "昨年の利用回数")

    assert found.measure is Measure.NUMBER


def test_a_column_that_repeats_another_is_left_out() -> None:
    areas = ["駅前", "海岸", "山側", "駅前"] * 5
    numbered = [f"{['駅前', '海岸', '山側'].index(area) + 1:02}.{area}" for area in areas]

    found = guess(columns(回答エリア=areas, 回答エリア2=numbered))

    assert found.codebook.get("回答エリア2").role is Role.IGNORE
    assert "回答エリア" in found.reasons["回答エリア2"]


def test_what_a_place_fixes_is_an_axis_too() -> None:
    cities = ["大門町", "広丘村", "吉田町", "洗馬村"] * 10
    office = {"大門町": "東部", "広丘村": "東部", "吉田町": "西部", "洗馬村": "西部"}

    found = guessed(columns(市町村=cities, 担当=[office[city] for city in cities]), "担当")

    assert found.role is Role.ATTRIBUTE


def test_every_column_has_a_reason_and_examples() -> None:
    found = guess(columns(性別=SEXES, 意見=VOICES, 満足度=MARKS))

    assert set(found.reasons) == set(found.examples) == {"性別", "意見", "満足度"}
    assert found.examples["性別"] == ("男", "女")
    assert all(reason for reason in found.reasons.values())


def test_upper_header_words_say_that_a_column_is_about_the_respondent() -> None:
    rows = [
        ["番号", "回答者属性", ""],
        ["", "種別", "区分"],
        *[[str(n), "甲", "乙丙"[n % 2]] for n in range(9)],
    ]

    book = guess(raw(rows)).codebook

    assert [axis.name for axis in book.axes()] == ["回答者属性／区分"]


def test_a_column_of_opinions_that_mostly_says_nothing_is_still_free_text() -> None:
    found = guessed(columns(ご意見=["特になし"] * 60 + VOICES), "ご意見")

    assert found.measure is Measure.TEXT
