"""What anyone sees: surveys that are open to all, and published digests."""

from flask import Blueprint

from app.home import editions, front

blueprint = Blueprint("home", __name__)
for views in (front, editions):
    blueprint.register_blueprint(views.blueprint)
