"""地図: the borders that pins are set on, brought once for a plan, looked at and named."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import DeskForm, tell
from app.errors import say
from app.extensions import db
from surveys import audit, drawn_maps, pin_maps, place_maps
from surveys.errors import SurveyError
from surveys.place_maps import (
    LONGEST_ATTRIBUTION,
    LONGEST_NAME,
    AttributionMissing,
    MapNameMissing,
    MapNameTaken,
    PlaceMap,
)

blueprint = Blueprint("place_maps", __name__, url_prefix="/plans/<int:plan_id>/maps")
READERS = ("planner", "section", "viewer", "keeper")
# Which field of the form a broken rule is about; any other is about the file.
_FIELDS: dict[type[SurveyError], str] = {
    MapNameMissing: "name",
    MapNameTaken: "name",
    AttributionMissing: "attribution",
}


class MapForm(DeskForm):
    """A new map: a file with borders, and what is said of it."""

    file = FileField(
        _l("境界のファイル"),
        description=_l(
            "GeoJSONかTopoJSON（20MBまで）。国土数値情報の行政区域・小学校区、市のGISから"
            "書き出した行政区など。形は、回答者のスマートフォンで軽く開けるように簡略にします。"
        ),
    )
    name = StringField(
        _l("地図の名前"),
        [InputRequired(_l("地図の名前を入力してください")), Length(max=LONGEST_NAME)],
        description=_l("調査票でこの地図を使うときの名前。例: 小学校区"),
    )
    attribution = StringField(
        _l("出典・利用条件"),
        [
            InputRequired(_l("出典・利用条件を入力してください。地図の下に表示します")),
            Length(max=LONGEST_ATTRIBUTION),
        ],
        description=_l("例: 「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"),
    )


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    return _index(MapForm(formdata=None))


@blueprint.post("")
@allowed("planner")
def bring(plan_id: int) -> ResponseReturnValue:
    form, session = MapForm(), db.session()
    if not form.file.data:
        form.validate()
        form.refuse("file", gettext("ファイルを選んでください"))
        return _index(form), 422
    if not form.validate():
        return _index(form), 422
    try:
        made = place_maps.bring(
            session,
            the_plan(),
            form.file.data.read(),
            name=form.name.data or "",
            attribution=form.attribution.data or "",
        )
    except SurveyError as error:
        session.rollback()
        form.refuse(_FIELDS.get(type(error), "file"), say(error))
        return _index(form), 422
    _record("place_map.bring", made, areas=len(made.areas))
    session.commit()
    tell(gettext("地図を登録しました。地区の名前を確かめてください"))
    return redirect(url_for(".show", plan_id=plan_id, map_id=made.id))


@blueprint.get("/<int:map_id>")
@allowed(*READERS)
def show(plan_id: int, map_id: int) -> ResponseReturnValue:
    return _show(of_plan(PlaceMap, map_id))


@blueprint.post("/<int:map_id>/names")
@allowed("planner")
def name_by(plan_id: int, map_id: int) -> ResponseReturnValue:
    """Choose which words of the file name the areas."""
    found, session = of_plan(PlaceMap, map_id), db.session()
    try:
        pin_maps.rename_areas(session, found, request.form.get("property", ""))
    except SurveyError as error:
        session.rollback()
        return _show(of_plan(PlaceMap, map_id), say(error)), 422
    _record("place_map.name", found, areas=len(found.areas))
    session.commit()
    tell(gettext("地区の名前を変えました"))
    return redirect(url_for(".show", plan_id=plan_id, map_id=map_id))


@blueprint.post("/<int:map_id>/delete")
@allowed("planner")
def delete(plan_id: int, map_id: int) -> ResponseReturnValue:
    found, session = of_plan(PlaceMap, map_id), db.session()
    try:
        pin_maps.delete(session, found)
    except SurveyError as error:
        return _show(found, say(error)), 422
    _record("place_map.delete", found)
    session.commit()
    tell(gettext("地図を消しました"))
    return redirect(url_for(".index", plan_id=plan_id))


def _index(form: MapForm) -> str:
    listed = place_maps.of_plan(db.session(), the_plan())
    return render_template("desk/place_maps/index.html", plan=the_plan(), maps=listed, form=form)


def _show(found: PlaceMap, error: str = "") -> str:
    session, plan = db.session(), the_plan()
    level, strange = place_maps.matched(session, plan, found)
    return render_template(
        "desk/place_maps/show.html",
        plan=plan,
        found=found,
        picture=drawn_maps.draw(found.shapes),
        names={name: name for name in found.names},
        kb=-(-place_maps.weight(found) // 1000),
        properties=place_maps.properties(session, plan, found),
        level=level,
        strange=strange,
        users=pin_maps.users(session, found),
        error=error,
    )


def _record(what: str, found: PlaceMap, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)
