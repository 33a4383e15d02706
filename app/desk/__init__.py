"""What city hall sees: one views file a noun, all of them for staff who have signed in."""

from flask import Blueprint

from app.desk import (
    account,
    codebooks,
    codes,
    deadlines,
    drafting,
    drafts,
    editions,
    files,
    gathered,
    held_texts,
    importance,
    issues,
    keepers,
    members,
    navigation,
    openings,
    plans,
    posters,
    previews,
    publishing,
    questionnaires,
    returns,
    runs,
    tables,
    themes,
    voices,
)

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
for views in (
    plans,
    questionnaires,
    drafting,
    previews,
    files,
    codebooks,
    publishing,
    keepers,
    codes,
    posters,
    returns,
    deadlines,
    openings,
    held_texts,
    tables,
    importance,
    themes,
    runs,
    issues,
    drafts,
    gathered,
    voices,
    editions,
    account,
    members,
):
    blueprint.register_blueprint(views.blueprint)
blueprint.app_context_processor(navigation.entries)
