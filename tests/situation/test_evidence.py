"""The evidentiary copy: kept once, whole, found again, and pruned with a trace."""

import hashlib
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from situation.errors import EvidenceError
from situation.evidence import MOST_ARRIVALS, Evidence, document_of
from situation.evidence_pruning import PrunePolicy
from situation.model import Document
from situation.sources.fetch_values import Validators
from tests.conftest import NOW

DAY = timedelta(days=1)
URL = "https://feeds.example/rss"
VALIDATORS = Validators(etag='"v1"', last_modified="Wed, 05 Nov 2025 10:00:00 GMT")


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


def test_a_body_is_kept_as_it_is_with_what_came_along(evidence: Evidence, folder: Path) -> None:
    content = b"\xff\x00<rss/>"

    document = evidence.keep(_document(content), content, {"etag": '"v1"'})

    digest = hashlib.sha256(content).hexdigest()
    assert document.id == f"sha256:{digest}"
    assert document.media_type == "text/xml"
    assert evidence.load(document.id) == content
    assert (folder / digest[:2] / digest[2:4] / f"{digest}.body").read_bytes() == content
    about = evidence.about(document.id)
    assert about is not None
    assert about.document == document
    assert [(came.at, came.url, came.headers) for came in about.arrivals] == [
        (NOW, URL, {"etag": '"v1"'})
    ]


def test_only_this_user_may_read_it(evidence: Evidence, folder: Path) -> None:
    _kept(evidence, b"a")
    evidence.remember(URL, _kept(evidence, b"b"), VALIDATORS)
    evidence.prune(PrunePolicy(keep=DAY, most_bytes=1), NOW)

    for path in [folder.parent, folder, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_body_that_comes_again_is_the_same_record(evidence: Evidence, folder: Path) -> None:
    first = evidence.keep(_document(b"a"), b"a")
    again = evidence.keep(_document(b"a", NOW + DAY, "https://mirror.example/rss"), b"a")

    assert again == first
    assert len(_bodies(folder)) == 1
    about = evidence.about(first.id)
    assert about is not None
    assert [came.at for came in about.arrivals] == [NOW, NOW + DAY]


def test_the_first_and_the_last_times_are_kept(evidence: Evidence) -> None:
    for day in range(MOST_ARRIVALS + 20):
        document = evidence.keep(_document(b"a", NOW + day * DAY), b"a")

    about = evidence.about(document.id)
    assert about is not None
    assert len(about.arrivals) == MOST_ARRIVALS
    assert about.arrivals[0].at == NOW
    assert about.last_came == NOW + (MOST_ARRIVALS + 19) * DAY


def test_a_document_of_another_body_is_refused(evidence: Evidence, folder: Path) -> None:
    with pytest.raises(EvidenceError):
        evidence.keep(_document(b"a"), b"b")

    assert _bodies(folder) == []


@pytest.mark.parametrize("name", ["", "sha256:", "sha256:../../etc/passwd", "sha256:" + "A" * 64])
def test_what_is_no_name_of_a_body_is_refused(evidence: Evidence, name: str) -> None:
    with pytest.raises(EvidenceError):
        evidence.load(name)


def test_a_body_that_is_gone_or_damaged_is_said_to_be(evidence: Evidence, folder: Path) -> None:
    with pytest.raises(EvidenceError, match="not kept"):
        evidence.load(_document(b"a").id)
    key = _kept(evidence, b"abc")
    _bodies(folder)[0].write_bytes(b"abd")

    with pytest.raises(EvidenceError, match="damaged"):
        evidence.load(key)


def test_a_half_body_of_another_program_is_mended(evidence: Evidence, folder: Path) -> None:
    key = _kept(evidence, b"abc")
    _bodies(folder)[0].write_bytes(b"a")

    _kept(evidence, b"abc")

    assert evidence.load(key) == b"abc"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"document": 1}', b"\xff"])
def test_a_damaged_note_costs_no_body(evidence: Evidence, folder: Path, damage: bytes) -> None:
    key = _kept(evidence, b"abc")
    evidence.remember(URL, key, VALIDATORS)
    for note in folder.rglob("*.json"):
        note.write_bytes(damage)

    assert evidence.about(key) is None
    assert not evidence.validators(URL)
    assert _kept(evidence, b"abc", NOW + DAY) == key
    assert evidence.about(key) is not None


# --- what to ask with


def test_nothing_is_remembered_by_keeping_alone(evidence: Evidence) -> None:
    evidence.keep(_document(b"a"), b"a", {"etag": '"v1"'})

    assert not evidence.validators(URL)


def test_what_was_stored_is_asked_for_only_if_changed(evidence: Evidence) -> None:
    evidence.remember(URL, _kept(evidence, b"a"), VALIDATORS)

    assert evidence.validators(URL) == VALIDATORS
    assert not evidence.validators(URL + "?page=2")
    evidence.remember(URL, _kept(evidence, b"b"), Validators())
    assert not evidence.validators(URL)


def test_a_body_that_was_pruned_is_asked_for_anew(evidence: Evidence) -> None:
    evidence.remember(URL, _kept(evidence, b"a"), VALIDATORS)

    evidence.prune(PrunePolicy(keep=DAY, most_bytes=0), NOW)

    assert not evidence.validators(URL)


# --- what goes wrong below


def test_a_disk_that_refuses_is_said_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    evidence = Evidence(tmp_path / "file")

    with pytest.raises(EvidenceError, match="cannot be kept"):
        _kept(evidence, b"a")


ENDLESS = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from situation.evidence import Evidence, document_of

evidence = Evidence(Path(sys.argv[1]))
print("ready", flush=True)
for number in count():
    content = b"%d " % number * 50_000
    document = document_of(
        content, url="https://x.example/", media_type="", fetched_at=datetime.now(UTC)
    )
    evidence.keep(document, content)
    print(number, flush=True)
"""


@pytest.mark.parametrize("bodies", range(4))
def test_a_kill_leaves_whole_bodies_only(evidence: Evidence, folder: Path, bodies: int) -> None:
    program = [sys.executable, "-c", ENDLESS, str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(program, cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(bodies + 1):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)

    found = _bodies(folder)
    assert len(found) >= bodies
    for file in found:
        assert evidence.load(f"sha256:{file.stem}")
    report = evidence.prune(
        PrunePolicy(keep=DAY, most_bytes=10**9), datetime.max.replace(tzinfo=UTC)
    )
    assert len(report.gone) == len(found)
    assert list(folder.rglob(".new-*")) == []
