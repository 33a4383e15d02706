"""What city hall sees: one views file a noun, all of them for staff who have signed in."""

from flask import Blueprint

from app.desk import (
    account,
    codebooks,
    drafts,
    editions,
    files,
    gathered,
    issues,
    members,
    navigation,
    plans,
    questionnaires,
    runs,
    tables,
    themes,
    voices,
)

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
for views in (
    plans,
    questionnaires,
    files,
    codebooks,
    tables,
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
