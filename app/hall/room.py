"""The blueprint of the hall."""

from flask import Blueprint

from app import readers
from app.extensions import csrf

blueprint = Blueprint("hall", __name__, url_prefix="/hall")
csrf.exempt(blueprint)  # a form's token belongs to the phone's own cookie: see `here`
readers.receive(blueprint)
blueprint.context_processor(readers.around)
