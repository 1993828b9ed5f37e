"""A terminal that changes its size again and again ends with the screen of its last size."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
SIZES = ((1, 1), (2, 2), (5, 1), (1, 9), (19, 4), (59, 15), (60, 16), (100, 30), (200, 50))
ROUNDS = 4


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own for every file the program keeps."""
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


@pytest.mark.parametrize("options", [(), ("--slow-link",)])
def test_after_a_storm_down_to_one_cell_the_screen_is_whole(
    environ: Mapping[str, str], options: tuple[str, ...]
) -> None:
    words = [SITMON, "--as-of", "2025-11-05", *options]
    with PtyProgram(words, environ=environ) as sitmon:
        sitmon.wait_for("DeepState map")
        sitmon.read_until_silent(1)
        before = sitmon.lines[1:]
        for columns, rows in (*SIZES * ROUNDS, (1, 1)):
            sitmon.resize(columns, rows)
            sitmon.read_until_silent(0.02)
        sitmon.resize(80, 24)
        sitmon.wait_for(lambda: sitmon.lines[1:] == before)
        sitmon.press("q")
        assert sitmon.wait_exit() == 0
