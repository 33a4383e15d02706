"""ワークショップ at the desk: preparing an evening, running it, and what is left of it."""

from app.desk.workshops import listing, running

ROOMS = (listing, running)
