"""Writing a command's results: to the file that was named, or a sentence why not."""

import json
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError


class CannotWrite(AnalysisError):
    message = (
        "結果を「%(path)s」に書き込めません。フォルダーがあるか、書き込めるかを確かめてください"
    )


def write_json(path: Path, result: Any) -> None:
    """Write a result as readable JSON; what is undefined must be None, never NaN.

    Raises:
        CannotWrite
    """
    text = json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False)
    write_bytes(path, f"{text}\n".encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        CannotWrite
    """
    try:
        path.write_bytes(content)
    except OSError:
        raise CannotWrite(path=path) from None
