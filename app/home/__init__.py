"""What anyone sees: surveys that are open to all, and published digests."""

from flask import Blueprint

from app.home import changes, edition_downloads, editions, front, outcomes, results

blueprint = Blueprint("home", __name__)
for views in (front, editions, edition_downloads, changes, outcomes, results):
    blueprint.register_blueprint(views.blueprint)
