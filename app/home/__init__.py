"""What anyone sees: published digests."""

from flask import Blueprint

from app.home import front

blueprint = Blueprint("home", __name__)
blueprint.register_blueprint(front.blueprint)
