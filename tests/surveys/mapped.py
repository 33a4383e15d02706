"""A small town as a map: two districts side by side with an island, and files that are no maps."""

import json
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from surveys import place_maps, plans
from surveys.place_maps import PlaceMap
from surveys.plans import Plan
from tests import make

WEST, SOUTH = 137.9, 36.1
CREDIT = "出典: 見本市"


def box(left: float, low: float, right: float, high: float) -> list[list[float]]:
    """A ring of whole hundredths of a degree, from the corner of the town."""
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    return [[WEST + x / 100, SOUTH + y / 100] for x, y in corners]


def feature(name: str, *rings: list[list[float]], **others: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name, **others},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
    }


EAST = feature("東地区", box(5, 0, 10, 8), code=2, side="町")
FAR = feature("離島", box(14, 1, 15, 2), code=3, side="島")
WEST_SIDE = feature("西地区", box(0, 0, 5, 8), code=1, side="町")


def collection(*features: dict[str, Any], **others: Any) -> bytes:
    listed = list(features) or [WEST_SIDE, EAST, FAR]
    made = {"type": "FeatureCollection", "features": listed, **others}
    return json.dumps(made, ensure_ascii=False).encode()


def topology() -> bytes:
    """The two districts as TopoJSON: one arc is their common border, walked both ways."""
    arcs = [[[5, 0], [0, 8]], [[5, 8], [-5, 0], [0, -8], [5, 0]], [[5, 0], [5, 0], [0, 8], [-5, 0]]]
    names = [("西地区", [[0, 1]]), ("東地区", [[2, -1]])]
    geometries = [
        {"type": "Polygon", "properties": {"name": name}, "arcs": rings} for name, rings in names
    ]
    made = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [WEST, SOUTH]},
        "objects": {"town": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }
    return json.dumps(made, ensure_ascii=False).encode()


def form(name: str) -> dict[str, Any]:
    """What the page of maps sends to bring the town."""
    return {"file": (BytesIO(collection()), "town.geojson"), "name": name, "attribution": CREDIT}


def plan(session: Session) -> Plan:
    """A stored plan that knows two of the town's areas."""
    made = make.plan()
    session.add(made)
    session.flush()
    plans.set_areas(session, made, ["地区", "西地区《にしちく》", "東地区"])
    return made


def bring(session: Session, plan: Plan, content: bytes = b"", name: str = "地区") -> PlaceMap:
    said = content or collection()
    return place_maps.bring(session, plan, said, name=name, attribution=CREDIT)
