"""地点の集計: pins are counted in the squares everybody uses, and few of them are nobody's."""

from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import workbook
from analysis.book import book
from analysis.charts import picture
from analysis.charts import pins as drawing
from analysis.codebook import Codebook, Measure, Role, Score, Variable
from analysis.disclosure import LEAST_BASE, LEAST_CELL
from analysis.pins import Mesh, NoSuchPins, Pins, pin_questions, pins
from analysis.tabulation import book_as_json
from tests.analysis.test_workbook import line_of, rows

TOKYO_STATION = (35.681236, 139.767125)


def column(name: str, score: Score) -> Variable:
    return Variable(
        name, name, Measure.NUMBER, role=Role.QUESTION, group="q1", group_label="場所", score=score
    )


BOOK = Codebook((column("q1_lat", Score.LATITUDE), column("q1_lon", Score.LONGITUDE)))


def counted(*places: tuple[float, float], mesh: Mesh = Mesh.ONE_KM) -> Pins:
    frame = pd.DataFrame(np.array(places, dtype=float), columns=["q1_lat", "q1_lon"])
    return pins(frame, BOOK, pinned="q1", mesh=mesh)


@pytest.mark.parametrize(
    ("mesh", "code"),
    [
        # By hand for 35.681236 N, 139.767125 E: 35.681236 × 1.5 = 53.52, 139 − 100 = 39;
        # the rest, 20.874′, is 4 of 5′ and 0.874′; 46.0275′ is 6 of 7.5′ and 1.0275′;
        # then 1 of 30″ (52.45″) and 1 of 45″ (61.65″); 22.45″ of 30″ is north, 16.65″ of 45″ west;
        # 7.45″ of 15″ is south, 16.65″ of 22.5″ east.
        (Mesh.TEN_KM, "533946"),
        (Mesh.FIVE_KM, "5339461"),
        (Mesh.ONE_KM, "53394611"),
        (Mesh.HALF_KM, "533946113"),
        (Mesh.QUARTER_KM, "5339461132"),
    ],
)
def test_a_square_has_the_code_of_the_standard(mesh: Mesh, code: str) -> None:
    made = counted(*[TOKYO_STATION] * LEAST_BASE, mesh=mesh)
    assert made.codes == (code,)
    south, west, north, east = made.corners[0]
    assert south <= TOKYO_STATION[0] < north
    assert west <= TOKYO_STATION[1] < east


def test_pins_are_counted_and_the_fullest_square_comes_first() -> None:
    here, there = (36.105, 137.953), (36.205, 137.953)
    blank, unasked = (np.nan, np.nan), (-np.inf, -np.inf)
    made = counted(*[here] * 4, *[there] * 7, *[blank] * 3, *[unasked] * 2)
    assert made.n.tolist() == [7, 4]
    assert (made.total, made.elsewhere, made.not_asked) == (11, 3, 2)
    (table,) = made.tables()
    assert table.body["件数"].tolist() == [7, 4]
    assert made.title == "場所（1kmメッシュ）"
    assert "ピン11件" in drawing.words(made)


def test_a_square_of_few_pins_hides_another_with_it() -> None:
    places = [(36.105, 137.953), (36.205, 137.953), (36.305, 137.953)]
    made = counted(*[places[0]] * 20, *[places[1]] * 5, places[2])
    assert made.n.tolist() == [20, -1, -1], "26 less 20 and 5 would be the one"
    assert made.total == 26


def test_the_book_has_the_squares_as_the_page_has_them() -> None:
    here, there, alone = (36.105, 137.953), (36.205, 137.953), (36.305, 137.953)
    places = [*[here] * 20, *[there] * 5, alone, (np.nan, np.nan)]
    frame = pd.DataFrame(np.array(places, dtype=float), columns=["q1_lat", "q1_lon"])
    whole = book(frame, BOOK)
    (made,) = whole.pins
    assert whole.summaries == (), "a mean of latitudes says nothing"
    assert (made.mesh, made.n.tolist()) == (Mesh.ONE_KM, [20, -1, -1])
    (told,) = book_as_json(whole)["pins"]
    assert (told["total"], [each["n"] for each in told["squares"]]) == (26, [20, None, None])
    file = openpyxl.load_workbook(BytesIO(workbook.write(whole, title="集計表")))
    told_there = rows(file["地図の地点"])
    assert (made.codes[0], 20) in [row[:2] for row in told_there]
    assert [row[1] for row in told_there].count("少数") == 2
    assert any("ピン 26件" in str(row[0]) for row in told_there)
    line = line_of(file["目次"], made.title, 1)
    assert [cell.value for cell in file["目次"][line + 1]][2:5] == ["地図の地点", 26, "表"]
    few = book(frame.head(9), BOOK)
    assert "少ない" in str(
        rows(openpyxl.load_workbook(BytesIO(workbook.write(few, title="集計表")))["地図の地点"])
    )


def test_pins_kept_by_the_kilometre_are_counted_in_wider_squares() -> None:
    frame = pd.DataFrame([(36.1, 137.95)] * 10, columns=["q1_lat", "q1_lon"])
    assert book(frame, BOOK).pins[0].mesh is Mesh.FIVE_KM


def test_where_few_pinned_at_all_nothing_is_shown() -> None:
    made = counted(*[TOKYO_STATION] * (LEAST_BASE - 1))
    assert (made.total, made.codes, len(made.n)) == (-1, (), 0)
    assert made.tables()[0].body.empty
    assert "示しません" in drawing.words(made)


def test_a_question_without_a_map_is_not_found() -> None:
    assert [each.label for each in pin_questions(BOOK)] == ["場所"]
    with pytest.raises(NoSuchPins, match="q2"):
        pins(pd.DataFrame(), BOOK, pinned="q2")


@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=12),
    mesh=st.sampled_from(list(Mesh)),
)
@settings(max_examples=60)
def test_no_square_of_few_people_can_be_worked_out(sizes: list[int], mesh: Mesh) -> None:
    places = [(35.0 + n * 0.1, 138.0) for n, size in enumerate(sizes) for _ in range(size)]
    made = counted(*places, mesh=mesh)
    if made.total < 0:
        assert sum(sizes) < LEAST_BASE
        return
    shown = made.n[made.n >= 0]
    assert (shown >= LEAST_CELL).all()
    missing = made.total - shown.sum()
    hidden = int(made.hidden.sum())
    assert missing == 0 or (hidden > 1 and missing >= LEAST_CELL) or hidden == len(made.n)
    assert made.total == sum(sizes)


def test_the_picture_shows_squares_borders_and_what_colours_mean() -> None:
    border = [(137.9, 36.1), (138.0, 36.1), (138.0, 36.3), (137.9, 36.3), (137.9, 36.1)]
    near, far = (36.105, 137.953), (36.305, 139.0)
    made = counted(*[near] * 9, *[(36.205, 137.953)] * 4, *[far] * 5, (36.25, 137.95))
    scene = drawing.scene(made, [border])
    assert len(scene.lines) == 3, "the north of the town has no squares"
    ends = [end for line in scene.lines for end in (line.start, line.end)]
    assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in ends), "cut at its edge"
    told = [mark.told for mark in scene.marks if mark.key.isdecimal()]
    assert [each for each in told if each.endswith("9件")]
    assert not [each for each in told if each.endswith("5件")], "beside the map"
    assert [each for each in told if "少数" in each]
    for narrow in (False, True):
        drawn = picture.svg(drawing.pins(made, [border], narrow=narrow)).decode()
        assert "少数" in drawn
