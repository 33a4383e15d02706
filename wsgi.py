"""The front door: what the web server and the `flask` command open."""

from app import create_app

app = create_app()
