"""What anyone sees: surveys that are open to all, and published digests."""

from flask import Blueprint

from app.home import (
    changes,
    edition_downloads,
    editions,
    front,
    offer_changes,
    offer_limits,
    offer_room,
    offers,
    outcomes,
    results,
)

# Each of them puts its views or handlers on the room of offers when it is imported.
__all__ = ["blueprint", "offer_changes", "offer_limits", "offers"]

blueprint = Blueprint("home", __name__)
for views in (front, editions, edition_downloads, changes, outcomes, results, offer_room):
    blueprint.register_blueprint(views.blueprint)
