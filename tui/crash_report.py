"""What a crash leaves behind: one clean line, and a report without the values of variables."""

import os
import traceback
from pathlib import Path
from typing import Final

from situation.text import clean

REPORT_LINES: Final = 400


def summary(error: BaseException) -> str:
    """The type of an error and its text, on one clean line of at most 300 characters."""
    return clean("".join(traceback.format_exception_only(error)))


def crash_report(error: BaseException) -> str:
    """The traceback of an error and of its causes, clean, without the values of variables.

    The last 400 lines, where the error itself stands; each at most 300 characters.
    """
    lines = "".join(traceback.format_exception(error)).splitlines()[-REPORT_LINES:]
    return "".join(f"{_indentation(line)}{clean(line)}\n" for line in lines)


def _indentation(line: str) -> str:
    return " " * min(len(line) - len(line.lstrip(" ")), 8)


def write_report(error: BaseException, path: Path | None) -> bool:
    """Write the report in place of the one before; whether it stands there now."""
    if path is None:
        return False
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not through a link that somebody else put there, and for nobody else to read.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(crash_report(error))
    except OSError:
        return False
    return True
