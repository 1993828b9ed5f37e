"""Whatever is typed and however fast, the monitor goes on: random keys on two kinds of stores."""

import random
import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.situation.reports.samples import filled_store
from tests.terminal.harness import KEYS, PtyProgram
from tests.terminal.test_hostile_routes import LOOKING, environ, foreign_in, start
from tests.test_hostile_corpus import TEXTS, hostile_records

__all__ = ["environ"]

SEEDS: Final = range(3)
TYPED: Final = 120
SIZES: Final = ((80, 24), (120, 40), (190, 46), (60, 16), (20, 6))
TYPEABLE: Final = (
    *"jkgGnNfsmrxyocSetXviwaE0b+_.|DhlpHL()[]{}=-:?/123456789z ",
    *("enter", "escape", "escape", "tab", "up", "down", "left", "right"),
    *("ctrl+p", "ctrl+d", "ctrl+u", "backspace"),
)


_COPIED: Final = re.compile(rb"\x1b\]52;c;(?!UFdORUQ=)[A-Za-z0-9+/=]*\x07")
"""What `y` and `o` send to the clipboard, unless it is what a hostile text would send."""


def type_anything(sitmon: PtyProgram, chance: random.Random) -> None:
    """Type, click and resize at random; sometimes what was typed is looked at, sometimes not."""
    for _ in range(TYPED):
        what = chance.random()
        if what < 0.04:
            sitmon.resize(*chance.choice(SIZES))
        elif what < 0.08:
            sitmon.click(chance.randrange(80), chance.randrange(24))
        else:
            sitmon.press(chance.choice(TYPEABLE))
        sitmon.read_until_silent(chance.choice((0, 0, 0.01, 0.05)))
        if not sitmon.is_running:
            break


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("is_hostile", [True, False], ids=["hostile", "bundled"])
def test_no_keys_end_it(
    environ: Mapping[str, str], tmp_path: Path, seed: int, *, is_hostile: bool
) -> None:
    words: tuple[str, ...] = ()
    if is_hostile:
        path = filled_store(tmp_path / "s.db", *hostile_records(TEXTS))
        words = ("--store", path, *LOOKING)
    with start(environ, *words) as sitmon:
        sitmon.wait_for("Cities")
        type_anything(sitmon, random.Random(seed))  # noqa: S311 - the same keys in every run
        sitmon.read_until_silent(0.5)
        if sitmon.is_running:
            sitmon.send_signal(signal.SIGTERM)
        assert sitmon.wait_exit() in {0, 128 + signal.SIGTERM}, sitmon.text
        assert foreign_in(_COPIED.sub(b"", sitmon.raw)) == []


def test_every_key_that_is_typed_has_a_meaning_to_the_terminal() -> None:
    assert [key for key in TYPEABLE if len(key) > 1 and key not in KEYS] == []
