"""Pruning the evidentiary copy: by age and room, never what a record names, never silently."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from situation.evidence import Evidence, document_of
from situation.evidence_pruning import LEDGER, PrunePolicy, PruneReason
from situation.model import Document
from tests.conftest import NOW

DAY = timedelta(days=1)
URL = "https://feeds.example/rss"
EVERYTHING_STAYS = PrunePolicy(keep=400 * DAY, most_bytes=1_000_000)


def _document(content: bytes, at: datetime = NOW, url: str = URL) -> Document:
    return document_of(content, url=url, media_type="text/xml; charset=utf-8", fetched_at=at)


def _kept(evidence: Evidence, content: bytes, at: datetime = NOW) -> str:
    return evidence.keep(_document(content, at), content).id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "evidence"


@pytest.fixture
def evidence(folder: Path) -> Evidence:
    return Evidence(folder)


def _bodies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*/*.body"))


def test_old_bodies_go_and_leave_a_trace(evidence: Evidence, folder: Path) -> None:
    old, fresh = _kept(evidence, b"old", NOW - 10 * DAY), _kept(evidence, b"fresh", NOW - DAY)

    report = evidence.prune(PrunePolicy(keep=5 * DAY, most_bytes=100), NOW)

    (gone,) = report.gone
    assert (gone.document, gone.why, gone.size, gone.url) == (old, PruneReason.AGE, 3, URL)
    assert (report.kept, report.kept_bytes) == (1, 5)
    assert evidence.load(fresh) == b"fresh"
    assert evidence.about(old) is None
    (line,) = (folder / LEDGER).read_bytes().splitlines()
    assert msgspec.json.decode(line)["document"] == old
    assert msgspec.json.decode(line)["why"] == "too old"


def test_a_body_that_came_again_is_not_old(evidence: Evidence) -> None:
    _kept(evidence, b"a", NOW - 10 * DAY)
    _kept(evidence, b"a", NOW - DAY)

    assert evidence.prune(PrunePolicy(keep=5 * DAY, most_bytes=100), NOW).gone == ()


def test_where_room_lacks_those_that_came_longest_ago_go(evidence: Evidence) -> None:
    keys = [_kept(evidence, bytes([65 + n]) * 10, NOW - n * DAY) for n in range(5)]

    report = evidence.prune(PrunePolicy(keep=400 * DAY, most_bytes=25), NOW)

    assert [(gone.document, gone.why) for gone in report.gone] == [
        (keys[4], PruneReason.ROOM),
        (keys[3], PruneReason.ROOM),
        (keys[2], PruneReason.ROOM),
    ]
    assert report.kept_bytes == 20


def test_what_a_record_names_stays_whatever_the_policy(evidence: Evidence) -> None:
    named, other = (
        _kept(evidence, b"named", NOW - 900 * DAY),
        _kept(evidence, b"x", NOW - 900 * DAY),
    )
    policy = PrunePolicy(keep=DAY, most_bytes=0, protected=frozenset({named}))

    report = evidence.prune(policy, NOW)

    assert [gone.document for gone in report.gone] == [other]
    assert evidence.load(named) == b"named"


def test_that_the_limit_cannot_be_met_is_told(evidence: Evidence) -> None:
    named = _kept(evidence, b"n" * 30)
    _kept(evidence, b"x" * 10, NOW - DAY)
    policy = PrunePolicy(keep=400 * DAY, most_bytes=25, protected=frozenset({named}))

    report = evidence.prune(policy, NOW)

    assert (len(report.gone), report.kept_bytes, report.beyond) == (1, 30, 5)
    assert evidence.prune(EVERYTHING_STAYS, NOW).beyond == 0


def test_nothing_to_prune_writes_nothing(evidence: Evidence, folder: Path) -> None:
    assert evidence.prune(EVERYTHING_STAYS, NOW).gone == ()
    _kept(evidence, b"a")

    assert evidence.prune(EVERYTHING_STAYS, NOW).kept == 1
    assert not (folder / LEDGER).exists()


def test_what_a_killed_program_left_is_cleared_but_not_what_is_under_way(
    evidence: Evidence, folder: Path
) -> None:
    _kept(evidence, b"a")
    place = _bodies(folder)[0].parent
    for name, age in ((".new-old", 2 * 3600), (".new-young", 60)):
        (place / name).write_bytes(b"half")
        moment = NOW.timestamp() - age
        os.utime(place / name, (moment, moment))

    evidence.prune(EVERYTHING_STAYS, NOW)

    assert [path.name for path in place.glob(".new-*")] == [".new-young"]


def test_a_body_without_its_note_ages_by_its_file(evidence: Evidence, folder: Path) -> None:
    key = _kept(evidence, b"a")
    (file,) = _bodies(folder)
    file.with_suffix(".json").unlink()
    moment = (NOW - 10 * DAY).timestamp()
    os.utime(file, (moment, moment))

    report = evidence.prune(PrunePolicy(keep=5 * DAY, most_bytes=100), NOW)

    assert [(gone.document, gone.last_came) for gone in report.gone] == [(key, NOW - 10 * DAY)]
