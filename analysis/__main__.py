"""The analyses on any file a planner already has: python -m analysis."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NoReturn

from analysis.commands import NAMES
from analysis.errors import AnalysisError

_FAILED = 2

# What argparse says in English, and the same in Japanese.
_SENTENCES = (
    (r"the following arguments are required: (.+)", "次の引数が必要です: {}"),
    (r"unrecognized arguments: (.+)", "使えない引数です: {}"),
    (r"argument (?:.*/)?(\S+): expected .*argument.*", "{} の後に値を書いてください"),
    (
        r"argument (?:.*/)?(\S+): empty path",
        "{} のファイル名が空です。ファイルの場所と名前を書いてください",
    ),
    (r"argument (?:.*/)?(\S+): invalid int value: (.+)", "{} には整数を書いてください: {}"),
    (
        r"argument (?:.*/)?(\S+): invalid fromisoformat value: (.+)",
        "{} には日付を書いてください（例 2026-03-31）: {}",
    ),
    (
        r"argument (?:.*/)?(\S+): invalid choice: .+ \(choose from (.+)\)",
        "{} には次のどれかを書いてください: {}",
    ),
    (r"ambiguous option: (\S+) .*", "{} はどの引数か決められません"),
)


class WrongUsage(AnalysisError):
    message = "%(reason)s。使い方は「%(program)s --help」で表示できます"


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        names = {"positional arguments": "引数", "options": "オプション"}
        super().start_section(names.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Japanese and leaves the exit to `main`."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=_Formatter, add_help=False
        )
        self.add_argument("-h", "--help", action="help", help="この説明を表示します")

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(reason=_in_japanese(message), program=self.prog)


def main(argv: Sequence[str]) -> int:
    """Run one command; what goes wrong is one sentence on stderr and the status 2."""
    try:
        args = _parser(argv).parse_args(argv)
        args.run(args)
    except AnalysisError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    return 0


def _parser(argv: Sequence[str]) -> _Parser:
    """The parser of all commands; when one is named, only that one is imported.

    Raises:
        WrongUsage: no command is named, or none that there is.
    """
    parser = _Parser("python -m analysis", "手元の回答ファイルを、画面と同じ方法で分析します")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="コマンド", parser_class=_Parser
    )
    first = argv[0] if argv else ""
    if first not in NAMES and first not in ("-h", "--help"):
        parser.error(f"コマンドを次から選んでください: {'、'.join(NAMES)}")
    for name in [first] if first in NAMES else NAMES:
        import_module(f"analysis.commands.{name}").add(commands)
    return parser


def _in_japanese(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        match = re.fullmatch(pattern, message)
        if match:
            return sentence.format(*match.groups())
    return message


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
