"""The commands of `python -m analysis`, one module each, with `add(subparsers)` and `run(args)`."""

NAMES = ("guess", "crosstab", "book", "themes", "digest")
