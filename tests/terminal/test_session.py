"""The installed `sitmon` on a real terminal, from its first start to the shell it gives back."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.model import Claim
from situation.store import open_store
from tests.situation.records import make_claim
from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
SAID_AT = datetime(2025, 11, 5, 12, tzinfo=UTC)
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
CURSOR_SHOWN = b"\x1b[?25h"
POINTER_SHAPE = b"\x1b]22;default\x07"
"""The one string of this kind that Textual itself sends."""
PAYLOADS = (
    "\x1b]0;PWNED-TITLE\x07",
    "\x1b]52;c;UFdORUQ=\x1b\\",
    "\x1b]8;;https://example.org\x1b\\PWNED-LINK\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\PWNED-DCS",
    "\x1b_GPWNED-APC\x1b\\",
    "\x1b[31337mPWNED-SGR",
    "\x1b[6nPWNED-QUERY",
    "\x1bcPWNED-RESET",
    "\x9d0;PWNED-C1\x9c",
    "\x9b31337mPWNED-CSI",
    "[@click=app.bell]PWNED-MARKUP[/]",
    "\u202ePWNED-BIDI",
)
"""Each would do something to a terminal or to Textual, were it passed on as it stands."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own for every file the program keeps."""
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


def start(environ: Mapping[str, str], *words: str) -> PtyProgram:
    return PtyProgram([SITMON, *words], environ=environ)


def keep_only(sitmon: PtyProgram, words: str) -> None:
    """Filter the cities."""
    sitmon.press("/")
    sitmon.wait_for("city or region")
    sitmon.press(words)
    sitmon.wait_for(f"“{words}”")
    sitmon.press("enter")


def run(environ: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SITMON, *words],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


def append(path: Path, *claims: Claim) -> None:
    async def write() -> None:
        store = open_store(path)
        try:
            await store.append(claims, author="test")
        finally:
            await store.close()

    asyncio.run(write())


def test_from_the_first_start_to_the_shell(environ: Mapping[str, str]) -> None:
    with start(environ) as sitmon:
        modes = sitmon.terminal_modes
        sitmon.wait_for("Pokrovsk")
        sitmon.wait_for("NOT LIVE")
        sitmon.wait_for("store made")
        sitmon.wait_for("DeepState map")
        sitmon.press("j")
        sitmon.wait_for(lambda: "Control · Pokrovsk" not in sitmon.text)
        sitmon.press("k")
        sitmon.wait_for("Control · Pokrovsk")
        sitmon.press("3")
        sitmon.wait_for("1,300")
        sitmon.press("1")
        sitmon.wait_for("▸ 1 Cities")
        sitmon.press("enter")
        sitmon.wait_for("no status has most votes")
        sitmon.press("escape")
        sitmon.wait_for("1 Cities")
        sitmon.press("?")
        sitmon.wait_for("esc closes")
        sitmon.press("escape")
        sitmon.wait_for(lambda: "esc closes" not in sitmon.text and "1 Cities" in sitmon.text)
        keep_only(sitmon, "krasnoarm")
        sitmon.wait_for("1 of ")
        sitmon.resize(120, 40)
        sitmon.wait_for("4 Claims")
        sitmon.press("q")
        assert sitmon.wait_exit() == 0
        assert LEFT_ALTERNATE_SCREEN in sitmon.raw
        tail = sitmon.raw[sitmon.raw.rindex(LEFT_ALTERNATE_SCREEN) :]
        assert CURSOR_SHOWN in tail or sitmon.raw.rindex(CURSOR_SHOWN) > sitmon.raw.rindex(
            b"\x1b[?25l"
        )
        assert sitmon.terminal_modes == modes
    with start(environ) as again:
        again.wait_for("Pokrovsk")
        again.wait_for("DeepState map")
        assert "store made" not in again.text
        again.press("q")
        assert again.wait_exit() == 0


def synthetic_map(folder: Path) -> Path:
    """A map of 5 November that lays its occupied area over all of Kramatorsk."""
    west, south, east, north = 37.2, 48.5, 38.2, 49.0
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    path = folder / "deepstatemap_data_20251105.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_an_import_by_another_process_appears_by_itself(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    store = str(tmp_path / "own.db")
    with start(environ, "--store", store) as sitmon:
        sitmon.wait_for("DeepState map")
        keep_only(sitmon, "kramatorsk")
        sitmon.wait_for("Control · Kramatorsk")
        assert "100%" not in sitmon.text
        imported = run(environ, "--store", store, "import", str(synthetic_map(tmp_path)))
        assert "1 file" in imported.stdout
        sitmon.wait_for("100%")
        sitmon.press("q")
        assert sitmon.wait_exit() == 0


def test_no_claim_reaches_the_terminal_as_a_control_sequence(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "own.db"
    run(environ, "--store", str(path), "status", "Pokrovsk")
    claims = [
        make_claim(f"t:{number}", source="nyt", text=f"Case {number} {payload}", said_at=SAID_AT)
        for number, payload in enumerate(PAYLOADS)
    ]
    append(path, *claims)
    with PtyProgram(
        [SITMON, "--store", str(path)], columns=190, rows=46, environ=environ
    ) as sitmon:
        sitmon.wait_for("Case 0")
        sitmon.press("4", "z")
        for number in range(len(PAYLOADS)):
            sitmon.wait_for(f"Case {number} ")
            sitmon.press("j")
        sitmon.wait_for("[@click=app.bell]PWNED-MARKUP[/]")
        sitmon.press("q")
        assert sitmon.wait_exit() == 0
        raw = sitmon.raw
    assert b"PWNED" in raw, "the texts were drawn"
    strings = raw.replace(POINTER_SHAPE, b"")
    for introducer in (b"\x1b]", b"\x1bP", b"\x1b_", b"\x1bc", b"\x1b[31337", b"\x1b[6n"):
        assert introducer not in strings
    for character in ("\x9b", "\x9d", "\u202e"):
        assert character.encode() not in raw
