"""The blueprint of the answering face."""

from flask import Blueprint

from app import readers
from app.extensions import csrf

blueprint = Blueprint("respond", __name__, url_prefix="/respond")
csrf.exempt(blueprint)  # a form's token stands in the respondent's own cookie: see `state`
readers.receive(blueprint)
