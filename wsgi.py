"""The front door: what the web server and the `flask` command open."""

from app import create_app, logs, settle
from app.settings import Settings

settings = Settings.from_environment()
logs.begin(settings.LOG_LEVEL)
app = create_app(settings)
settle()
