"""digest: drafts of policy issues from any file, as JSON and as a Word file."""

import argparse

from analysis import codebook_file, files
from analysis.commands import arguments
from analysis.commands.output import write_bytes, write_json
from analysis.digest import document
from analysis.digest.agenda import CITIZEN, STAFF
from analysis.digest.drafts import digest
from analysis.digest.plain import as_json
from analysis.guess import guess
from analysis.layout import lay_out


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
    made = as_json(digest(lay_out(raw, known).frame, known, audience=args.audience))
    cover = document.Cover(
        title="政策論点集（案）",
        subtitle=args.file.stem,
        lines=[f"回答者数 {made['n']:,}人", f"論点案 {len(made['issues'])}件"],
        notes=made["notes"],
    )
    write_bytes(args.word, document.write(cover, made["issues"]))
    write_json(args.json, made)
