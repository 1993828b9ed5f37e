"""Outside text never reaches a terminal through the command line, whatever a store holds."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.model import Claim, ControlReading, Place, Source, Statistic
from situation.vocabulary import (
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    PlaceKind,
    SourceKind,
)
from tests.situation.reports.samples import DAY, filled_store
from tests.tui.consoles import run

ATTACK = "\x1b]52;c;ZWNobw==\x07\x1b[2J\x9b31mred\u202eder\r\x00\x7f[/bold]\u2066\n"
CONTROLS = {*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x202E, 0x2066}
COMMANDS = (
    ("status",),
    ("status", "evil-place"),
    ("stats", "evil-place"),
    ("claims",),
    ("claims", "--place", "evil-place"),
    ("sources",),
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    place = Place(
        id="evil-place", name=f"Evil{ATTACK}", kind=PlaceKind.CITY, country="UA", lat=48.0, lon=37.0
    )
    source = Source(
        id="evil", name=f"Evil{ATTACK}", kind=SourceKind.SOCIAL_MEDIA, terms=ATTACK, url=ATTACK
    )
    claim = Claim(
        id="evil-claim",
        source="evil",
        places=("evil-place",),
        kind=ClaimKind.EVENT,
        text=f"Said{ATTACK}",
        hedge=ATTACK,
        original=ATTACK,
        said_at=DAY,
    )
    figure = Statistic(
        id="evil-figure",
        place="evil-place",
        metric="population",
        source="evil",
        comparator=Comparator.EQUAL,
        value=3.0,
        unit=f"people{ATTACK}",
        of=ATTACK,
        as_of=DAY,
        said_at=DAY,
    )
    reading = ControlReading(
        id="evil-reading",
        place="evil-place",
        source="evil",
        label=f"held{ATTACK}",
        status=ControlStatus.HELD,
        holder="UA",
        basis=Basis.CLAIMED,
        valid_from=DAY,
        said_at=datetime(2025, 11, 5, tzinfo=UTC),
    )
    return filled_store(tmp_path / "s.db", place, source, claim, figure, reading)


def _controls(text: str) -> set[int]:
    return {ord(character) for character in text} & CONTROLS


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_control_byte_in_text(words: tuple[str, ...], store: str) -> None:
    ran = run(*words, "--store", store)
    assert ran.code == ExitCode.OK
    assert "vil" in ran.out
    assert not _controls(ran.out + ran.err)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_control_character_in_decoded_json(words: tuple[str, ...], store: str) -> None:
    ran = run(*words, "--store", store, "--json")
    assert ran.code == ExitCode.OK
    assert not _controls(ran.out + ran.err)

    def check(value: object) -> None:
        if isinstance(value, str):
            assert not _controls(value)
        elif isinstance(value, dict):
            for key, item in value.items():
                check(key)
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)

    check(json.loads(ran.out))


def test_markup_is_only_text(store: str) -> None:
    assert "[/bold]" in run("claims", "--store", store).out
