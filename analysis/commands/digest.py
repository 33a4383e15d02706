"""digest: drafts of policy issues from any file, as JSON and as a Word file."""

import argparse

from analysis import codebook_file, files
from analysis.commands import arguments
from analysis.commands.output import write_bytes, write_json
from analysis.digest import document
from analysis.digest.agenda import CITIZEN, STAFF
from analysis.digest.beside import Beside
from analysis.digest.drafts import digest
from analysis.digest.plain import as_json
from analysis.digest.stating import stated
from analysis.guess import guess
from analysis.layout import lay_out

OPEN_CALL = "公募による回答で、住民全体を代表しません。回答した人の中での結果として読んでください。"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "digest", help="回答と自由記述から政策論点集の案をつくり、JSONとWordに書き出します"
    )
    arguments.file(parser)
    arguments.codebook(parser)
    parser.add_argument(
        "--audience",
        choices=[CITIZEN, STAFF],
        default=CITIZEN,
        help="だれに尋ねたか（staff は職員。話題の見分け方が変わります）",
    )
    arguments.state(parser)
    arguments.json(parser)
    parser.add_argument(
        "--word",
        metavar="OUT",
        type=arguments.path,
        required=True,
        help="書き出すWordファイル（.docx）",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read, draft, write both files.

    Raises:
        CannotWrite, and what reading a file or a codebook raises.
    """
    raw = files.read(args.file)
    known = codebook_file.read(args.codebook) if args.codebook else guess(raw).codebook
    drafted = digest(lay_out(raw, known).frame, known, beside=Beside(args.audience))
    state, representative = arguments.state_of(args), not args.open_call
    made = as_json(stated(drafted, state, representative=representative))
    cover = document.Cover(
        title="政策論点集（案）",
        subtitle=args.file.stem,
        lines=[
            f"回答者数 {made['n']:,}人",
            state.words,
            f"論点案 {len(made['issues'])}件",
        ],
        notes=[*made["notes"], *([] if representative else [OPEN_CALL])],
    )
    write_bytes(args.word, document.write(cover, made["issues"]))
    write_json(args.json, made)
    arguments.hint(args)
