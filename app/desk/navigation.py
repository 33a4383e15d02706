"""The way through the desk, by the loop from plan to publication."""

from dataclasses import dataclass

from flask import current_app, g, request, url_for

from app.access import may, member
from app.extensions import db
from surveys.plans import Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: a room's first page, and the rooms reached only through it."""

    label: str
    room: str
    of_plan: bool = True
    roles: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def endpoint(self) -> str:
        return f"desk.{self.room}.index"


LOOP = (
    Entry("計画", "plans", of_plan=False, also=("place_maps",)),
    Entry(
        "調査・取込",
        "questionnaires",
        also=(
            "drafting",
            "builder",
            "builder_sections",
            "builder_copy",
            "library",
            "versions",
            "copies",
            "files",
            "codebooks",
            "publishing",
            "keepers",
            "flows",
            "ruling",
        ),
    ),
    Entry(
        "回収",
        "returns",
        roles=("planner", "section", "viewer", "keeper"),
        also=(
            "returns_files",
            "reminders",
            "codes",
            "codes_lost",
            "letters",
            "sample_designs",
            "posters",
            "deadlines",
            "openings",
            "paper_sheets",
            "paper_arrivals",
            "bundles",
            "held_texts",
        ),
    ),
    Entry("紙の入力", "typing", roles=("typist",)),
    Entry("母集団と重み", "populations", also=("representation", "weights", "sampling_errors")),
    Entry(
        "集計",
        "tables",
        also=(
            *("pins", "matrices", "importance", "preferences", "comparisons"),
            *("correspondences", "orientations"),
        ),
    ),
    Entry(
        "声とテーマ",
        "themes",
        also=(
            "voices",
            "arrangements",
            "assignments",
            "theme_maps",
            "theme_groups",
            "theme_years",
            "words",
            "words_settings",
            "contexts",
            "networks",
            "keywords",
            "word_maps",
            "codings",
            "codings_rules",
            "tongues",
        ),
    ),
    Entry("声を探す", "voice_search"),
    Entry("成果指標", "indicators"),
    Entry("見守り", "watching", roles=("planner", "section", "keeper")),
    Entry(
        "論点集",
        "issues",
        also=(
            "issue_editing",
            "issue_joining",
            "issue_evidence",
            "issue_comments",
            "issue_history",
            "drafts",
            "draft_taking",
            "field_assignments",
            "gathered",
        ),
    ),
    Entry(
        "ワークショップ",
        "workshops",
        roles=("planner", "facilitator"),
        also=("workshop_running",),
    ),
    Entry(
        "庁内照会",
        "inquiries",
        roles=("planner", "section", "viewer"),
        also=("inquiry_sheets", "inquiry_files", "inquiry_answers"),
    ),
    Entry("版と公開", "editions", also=("edition_changes", "edition_previews")),
    Entry("反映状況", "outcomes", also=("announcements",)),
    Entry(
        "パブリックコメント",
        "public_comments",
        roles=("planner", "section", "viewer"),
        also=(
            "public_comments_letters",
            "public_comments_bringing",
            "public_comments_groups",
            "public_comments_table",
        ),
    ),
    Entry(
        "協働の申し出",
        "offers",
        roles=("planner", "section"),
        also=("offer_windows", "calls", "introductions"),
    ),
    Entry("職員", "members", of_plan=False, roles=("administrator",)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as this reader sees it now."""

    room: str
    label: str
    address: str
    here: bool


def entries() -> dict[str, object]:
    """The menu and the plan it is about, for every page of the desk."""
    return {"navigation": lines, "current_plan": current_plan}


def current_plan() -> Plan | None:
    plan_id = (request.view_args or {}).get("plan_id")
    return db.session.get(Plan, plan_id) if plan_id is not None else None


def lines() -> list[Line]:
    plan = current_plan() if member() else None
    shown = [entry for entry in LOOP if _is_shown(entry, plan)]
    room = g.get("room") or (request.endpoint or "").rpartition(".")[0].removeprefix("desk.")
    return [
        Line(entry.room, entry.label, _address(entry, plan), room in (entry.room, *entry.also))
        for entry in shown
    ]


def _is_shown(entry: Entry, plan: Plan | None) -> bool:
    """Only what exists, fits the plan at hand, and opens for this reader."""
    if entry.endpoint not in current_app.view_functions or (entry.of_plan and plan is None):
        return False
    roles = entry.roles or _let_in(entry)
    return not roles or may(*roles, everywhere=not entry.of_plan)


def _let_in(entry: Entry) -> tuple[str, ...]:
    """The roles that the guard of a room's first page names; none where it lets every one in."""
    worn = str(getattr(current_app.view_functions[entry.endpoint], "access", ""))
    return tuple(worn.removeprefix("allowed:").split(",")) if worn.startswith("allowed:") else ()


def _address(entry: Entry, plan: Plan | None) -> str:
    if entry.of_plan and plan is not None:
        return url_for(entry.endpoint, plan_id=plan.id)
    return url_for(entry.endpoint)
