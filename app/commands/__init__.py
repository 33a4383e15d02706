"""What the people who run the server type: one file a noun, loaded only when it is called."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

# name: the file and the command in it
COMMANDS = {
    "example": "app.commands.example:example",
    "questionnaire": "app.commands.questionnaire:questionnaire",
    "serve": "app.commands.serve:serve",
    "staff": "app.commands.staff:staff",
    "watching": "app.commands.watching:watching",
}


class Commands(AppGroup):
    """Opens a command's file when it is typed, so that a web process loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        file, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(file), name)
        return found


def init_app(app: Flask) -> None:
    app.cli = Commands(app.name)
