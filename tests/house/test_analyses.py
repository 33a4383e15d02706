"""Every analysis can be shown: it has its template."""

from pathlib import Path

from analysis.catalogue import CATALOGUE

SHOWN = Path(__file__).parents[2] / "app" / "templates" / "analyses"


def test_every_analysis_has_its_template() -> None:
    assert {path.stem for path in SHOWN.glob("*.html")} == set(CATALOGUE)
