"""The web face: the only room that knows both the survey and the analysis."""

import gc
from importlib import import_module

from flask import Flask
from flask_babel import get_locale
from jinja2 import StrictUndefined

from app import access, commands, database, errors, languages, security, sent, words
from app.extensions import babel, csrf, db, migrate, queue
from app.settings import Settings
from app.web import Web

# Each face is a room with a `blueprint`; FACES says which of them a process shows.
FACES = {
    "home": "app.home",
    "respond": "app.respond",
    "hall": "app.hall",
    "desk": "app.desk",
}


def create_app(settings: Settings | None = None) -> Flask:
    given = settings or Settings.from_environment()
    app = Web(__name__, instance_path=str(given.instance))
    app.config.from_mapping(given.flask())
    given.instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds answers
    commands.init_app(app)
    security.init_app(app, proxies=given.PROXIES)  # before CSRF, which reads the form
    sent.init_app(app)
    for extension in (db, csrf, queue):
        extension.init_app(app)
    babel.init_app(app, locale_selector=languages.locale)
    languages.init_app(app)
    migrate.init_app(app, db)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(get_locale)
    for room in (database, errors, access, words):
        room.init_app(app)
    for face in given.faces:
        app.register_blueprint(import_module(FACES[face]).blueprint)
    return app


def settle() -> None:
    """Once its app is made: let a process of the web server look less often for what is unused.

    What an app is made of lives as long as the process. Looking through all of it again and again
    cost an eighth of every page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
