"""What comes from a server, in pieces of any size, bounded."""

import gzip
from collections import deque
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import FetchError, StoreError
from situation.store.http_events import MOST_OF_A_LINE, RevisionInflow
from situation.store.http_lines import LineInflow
from situation.store.http_pages import EntryInflow
from situation.store.log import Entry
from tests.situation.records import DAY

EVENTS = (
    b"retry: 2000\n\n:\n\nid: 7\nevent: change\ndata: {}\n\n:\n\r\n"
    b"id:12\r\ndata\r\n\r\nid: 13\n\nid: x\ndata: {}\n\n"
    b"id: 9\ndata: 1\ndata: 2\n\nid: 14\ndata: cut"
)


def pieces_of(whole: bytes, cuts: list[int]) -> list[bytes]:
    """The same bytes in pieces."""
    edges = sorted({0, len(whole), *(cut % (len(whole) + 1) for cut in cuts)})
    return [whole[start:end] for start, end in pairwise(edges)]


def make_entry(number: int) -> Entry:
    return Entry(
        entry=number, recorded_at=DAY, author="a", act="assert", kind="claim", id="c",
        body='{"text":"Привіт"}', seal="0" * 64,
    )  # fmt: skip


PAGE = b"".join(msgspec.json.encode(make_entry(number)) + b"\n" for number in range(1, 6))


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_events_in_pieces(cuts: list[int]) -> None:
    inflow = RevisionInflow("x")
    assert [r for piece in pieces_of(EVENTS, cuts) for r in inflow.take(piece)] == [7, 12, 9]


@given(st.lists(st.integers(0, 10_000), max_size=30), st.booleans())
def test_entries_in_pieces(cuts: list[int], is_packed: bool) -> None:
    inflow = EntryInflow("gzip" if is_packed else "", "x")
    whole = gzip.compress(PAGE) if is_packed else PAGE
    found = [entry for piece in pieces_of(whole, cuts) for entry in inflow.take(piece)]
    assert found == [make_entry(number) for number in range(1, 6)]


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_lines_in_pieces(whole: bytes, cuts: list[int]) -> None:
    inflow = LineInflow(100, "x")
    lines = [line for piece in pieces_of(whole, cuts) for line in inflow.take(piece)]
    assert lines == whole.split(b"\n")[:-1]


def test_a_cut_page_gives_what_came() -> None:
    packed = gzip.compress(PAGE * 40)
    inflow = EntryInflow("gzip", "x")
    assert len(inflow.take(packed[: len(packed) // 2])) > 5


def test_a_line_without_end_is_given_up() -> None:
    inflow = RevisionInflow("x")
    endless = (b"data" * 1_000 for _ in range(MOST_OF_A_LINE))
    with pytest.raises(FetchError, match="longer than"):
        deque(map(inflow.take, endless), maxlen=0)


def test_an_event_without_end_is_given_up() -> None:
    inflow = RevisionInflow("x")
    endless = (b"data: " + b"x" * 1_000 + b"\n" for _ in range(100_000))
    with pytest.raises(FetchError, match="too long"):
        deque(map(inflow.take, endless), maxlen=0)


def test_a_bomb_goes_off_at_the_limit_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("situation.store.http_pages.MOST_OF_AN_ENTRY", 1_000_000)
    inflow = EntryInflow("gzip", "x")
    with pytest.raises(FetchError, match="longer than"):
        inflow.take(gzip.compress(bytes(50_000_000)))


@pytest.mark.parametrize("line", [b"{}", b"[]", b"x", b'{"entry":1}', b"\xff", b"[" * 100_000])
def test_what_is_no_entry(line: bytes) -> None:
    with pytest.raises(StoreError, match="no entry"):
        EntryInflow("", "x").take(line + b"\n")


def test_a_time_without_zone_is_no_entry() -> None:
    line = msgspec.json.encode(make_entry(1)).replace(b"00:00Z", b"00:00")
    with pytest.raises(StoreError, match="no entry"):
        EntryInflow("", "x").take(line + b"\n")


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "deflate"])
def test_other_packings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="not asked for"):
        EntryInflow(encoding, "x")


def test_broken_packing() -> None:
    with pytest.raises(FetchError, match="broken"):
        EntryInflow("gzip", "x").take(b"this is plain")
