"""Hostile text by every way to a real terminal: only what the application itself sends arrives.

The bytes are taken apart into sequences. Each must be one that Textual sends by itself; the rest
must be text without a control character, whatever stands in the store.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.situation.records import DAY
from tests.situation.reports.samples import filled_store
from tests.terminal.harness import PtyProgram
from tests.test_hostile_corpus import OWN_TEXTS, TEXTS, hostile_records, unsafe_in

SITMON = str(Path(sys.executable).with_name("sitmon"))
LOOKING = ("--as-of", f"{DAY:%Y-%m-%d}")

_OWN_SEQUENCES: Final = re.compile(
    r"\x1b\[[0-9;]{0,40}m"  # colours
    r"|\x1b\[\d{1,4};\d{1,4}H|\x1b\[[HJKs-u]|\x1b\[2J|\x1b\[3J"  # where, and wiping
    r"|\x1b\[\?(?:25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048|7)[hl]"  # modes
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[>=<]\d*(?:;\d+)?u|\x1b\[\?u|\x1b\[c"  # questions, the keys
    r"|\x1b\]22;[a-z-]{1,20}\x07"  # the pointer's shape
)
_HARMFUL: Final = ("\x1b[8m", "\x1b[31;5m", "31337")


def foreign_in(raw: bytes) -> list[str]:
    """What came that neither the application sends by itself nor is plain text."""
    rest = _OWN_SEQUENCES.sub("", raw.decode())
    return unsafe_in(rest.replace("\r\n", "\n")) + [harm for harm in _HARMFUL if harm in rest]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


def start(environ: Mapping[str, str], *words: str) -> PtyProgram:
    return PtyProgram([SITMON, *words], columns=190, rows=46, environ=environ)


def walk(sitmon: PtyProgram) -> None:
    """Look at every screen and leave."""
    sitmon.wait_for("Cities")
    sitmon.press("j", "j", "4", "z", "j", "j", "z", "1")
    sitmon.read_until_silent(0.3)
    sitmon.press("enter")
    sitmon.wait_for("Timeline")
    sitmon.press("4", "j", "enter")
    sitmon.read_until_silent(0.5)
    sitmon.press("escape", "escape", "escape")
    sitmon.wait_for("Cities")
    for key in ("c", "m", "S", "?"):
        sitmon.press(key)
        sitmon.read_until_silent(0.5)
        sitmon.press("j", "j", "j")
        sitmon.read_until_silent(0.2)
        sitmon.press("escape", "escape")
        sitmon.wait_for("Cities")
    for column in range(2, 190, 12):
        sitmon.click(column, 4 + column % 30)
    sitmon.read_until_silent(0.3)
    sitmon.press("ctrl+p", "PWNED")
    sitmon.wait_for("open this city")
    sitmon.press("escape")
    sitmon.wait_for(lambda: "open this city" not in sitmon.text)
    leave(sitmon)


def leave(sitmon: PtyProgram) -> None:
    """Go back until the program ends."""
    for _ in range(6):
        if sitmon.lines:
            sitmon.press("q")
            if not sitmon.read_until_silent(0.5):
                break
    assert sitmon.wait_exit() == 0, sitmon.text


def test_a_store_full_of_hostile_text_is_walked_through(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    path = filled_store(tmp_path / "s.db", *hostile_records(TEXTS))
    with start(environ, "--store", path, *LOOKING) as sitmon:
        walk(sitmon)
        assert foreign_in(sitmon.raw) == []
        assert b"CLICKME" in sitmon.raw, "the texts were drawn"
    assert not list(tmp_path.rglob("*.svg")), "no click wrote a file"


@pytest.mark.parametrize("text", OWN_TEXTS[:3], ids=range(3))
def test_an_error_that_repeats_what_was_typed_is_safe(
    environ: Mapping[str, str], text: str
) -> None:
    with start(environ, "status", text) as sitmon:
        assert sitmon.wait_exit() == 2
        assert b"AAA" in sitmon.raw
        assert foreign_in(sitmon.raw) == []
