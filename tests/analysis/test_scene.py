"""A scene: marks that a page can link, and the same picture as a file."""

from xml.etree import ElementTree

from analysis.charts.picture import svg
from analysis.charts.scene import Line, Mark, Note, Scene, chart

INK, BLUE = "#1a1a1a", "#0017c1"
BOX = Mark("a", "box", (60, 40), (80, 30), "#eeeeee", BLUE, "公園", (60, 40), INK, "公園")
DISC = Mark("b", "disc", (200, 40), (20, 20), BLUE, BLUE, "駅", (230, 40), INK, "駅")
SCENE = Scene(
    300, 100, (Line((60, 40), (200, 40), 3, "#8c8c94", dashed=True),), (BOX, DISC),
    (Note((0, 90), "線：つながり"),),
)  # fmt: skip


def test_the_file_has_every_mark_line_and_note() -> None:
    root = ElementTree.fromstring(svg(chart(SCENE, "二つの語")))  # noqa: S314 - drawn here
    said = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert said == {"公園", "駅", "線：つながり"}
    drawn = svg(chart(SCENE, "")).decode()
    assert "stroke-dasharray" in drawn
    assert float(root.attrib["width"]) <= 310


def test_an_empty_scene_is_an_empty_picture() -> None:
    assert svg(chart(Scene(300, 100, (), ()), "")).startswith(b"<svg")
