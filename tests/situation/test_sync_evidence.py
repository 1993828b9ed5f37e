from datetime import timedelta
from pathlib import Path

import pytest

from situation.errors import EvidenceError
from situation.evidence import document_of
from situation.model import Document
from situation.settings_model import SyncSettings
from situation.sources.fetch_values import Validators
from situation.store.base import StoreInfo
from situation.sync_evidence import StoreEvidence
from tests.conftest import NOW

URL = "https://news.example/feed.xml"


def info(revision: int, *, born: int = 0) -> StoreInfo:
    return StoreInfo(
        url="s.db",
        schema=1,
        revision=revision,
        created_at=NOW + timedelta(seconds=born),
        recorded_at=NOW,
        said_at=NOW,
        counts={},
        writable=True,
    )


def kept(evidence: StoreEvidence, content: bytes) -> Document:
    document = document_of(content, url=URL, media_type="text/xml", fetched_at=NOW)
    return evidence.keep(document, content)


def filled(folder: Path) -> StoreEvidence:
    """Evidence of a store that got to revision 50."""
    evidence = StoreEvidence(folder)
    evidence.fit(info(10))
    document = kept(evidence, b"one")
    evidence.stored_up_to(50)
    evidence.remember(URL, document.id, Validators(etag='"1"'))
    return evidence


@pytest.mark.parametrize(
    ("found", "remembered"),
    [
        (info(50), True),
        (info(51), True),
        # Brought back from a backup, or made anew.
        (info(49), False),
        (info(90, born=1), False),
    ],
)
def test_validators_are_good_for_the_store_that_learned_them(
    tmp_path: Path, found: StoreInfo, *, remembered: bool
) -> None:
    filled(tmp_path)
    again = StoreEvidence(tmp_path)
    again.fit(found)
    assert bool(again.validators(URL)) is remembered
    # What was forgotten once stays forgotten when the store grows again.
    third = StoreEvidence(tmp_path)
    third.fit(info(200, born=0 if found.created_at == NOW else 1))
    assert bool(third.validators(URL)) is remembered


def test_what_was_read_without_a_place_must_come_again(tmp_path: Path) -> None:
    evidence = StoreEvidence(tmp_path)
    evidence.fit(info(10), "places-1")
    document = kept(evidence, b"one")
    evidence.remember(URL, document.id, Validators(etag='"1"'))
    again = StoreEvidence(tmp_path)
    again.fit(info(11), "places-1")
    assert again.validators(URL)
    again.fit(info(12), "places-2")
    assert not again.validators(URL)
    third = StoreEvidence(tmp_path)
    third.fit(info(12), "places-2")
    assert not third.validators(URL)
    third.fit(info(12), "places-2")
    third.remember(URL, document.id, Validators(etag='"1"'))
    third.fit(info(12), "places-2")
    assert third.validators(URL)


def test_what_records_name_is_never_pruned(tmp_path: Path) -> None:
    evidence = filled(tmp_path)
    named, other = kept(evidence, b"named"), kept(evidence, b"other")
    evidence.protect([named.id, named.id])
    again = StoreEvidence(tmp_path)
    again.fit(info(50))
    report = again.prune_daily(SyncSettings(keep_days=1), NOW + timedelta(days=3))
    assert report is not None
    assert {gone.document for gone in report.gone} >= {other.id}
    assert again.load(named.id) == b"named"
    with pytest.raises(EvidenceError):
        again.load(other.id)


def test_pruning_once_a_day(tmp_path: Path) -> None:
    evidence = filled(tmp_path)
    assert evidence.prune_daily(SyncSettings(), NOW) is not None
    assert evidence.prune_daily(SyncSettings(), NOW + timedelta(hours=23)) is None
    again = StoreEvidence(tmp_path)
    again.fit(info(50))
    assert again.prune_daily(SyncSettings(), NOW + timedelta(hours=23)) is None
    assert again.prune_daily(SyncSettings(), NOW + timedelta(hours=25)) is not None


def test_a_damaged_note_costs_a_repeated_fetch_only(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "store.json").write_bytes(b"{")
    again = StoreEvidence(tmp_path)
    again.fit(info(50))
    assert not again.validators(URL)
