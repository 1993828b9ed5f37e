"""How the connection of a store is put in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from situation.link import LinkPhase, LinkState
from tests.situation.records import DAY

STATE = LinkState(since=DAY, as_of=DAY)


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (STATE, "connecting, as of 2025-11-05 00:00 UTC"),
        (replace(STATE, phase=LinkPhase.LIVE), "live"),
        (
            replace(STATE, phase=LinkPhase.CATCHING_UP, done=1_200, total=50_000),
            "catching up 1,200 of 50,000",
        ),
        (
            replace(STATE, phase=LinkPhase.OFFLINE, why="broke off"),
            "offline since 00:00 UTC: broke off, as of 2025-11-05 00:00 UTC",
        ),
        (
            replace(STATE, phase=LinkPhase.OFFLINE, as_of=None, since=DAY + timedelta(hours=2)),
            "offline since 02:00 UTC, nothing here yet",
        ),
        (
            replace(STATE, phase=LinkPhase.OFFLINE, since=DAY - timedelta(hours=2)),
            "offline since 2025-11-04 22:00 UTC, as of 2025-11-05 00:00 UTC",
        ),
        (
            replace(STATE, phase=LinkPhase.POLLING, why="no more than 4 streams for one token"),
            "live by polling: no more than 4 streams for one token",
        ),
        (
            replace(STATE, phase=LinkPhase.REFUSED, why="no token"),
            "refused: no token, as of 2025-11-05 00:00 UTC",
        ),
        (
            replace(STATE, phase=LinkPhase.LIVE, notice="replaced", is_encrypted=False),
            "live; replaced; not encrypted",
        ),
    ],
)
def test_labels(state: LinkState, label: str) -> None:
    assert state.label(DAY + timedelta(hours=2)) == label


@pytest.mark.parametrize(
    ("phase", "short", "is_live"),
    [
        (LinkPhase.CONNECTING, "connecting", False),
        (LinkPhase.LIVE, "live", True),
        (LinkPhase.POLLING, "live by polling", True),
        (LinkPhase.CATCHING_UP, "catching up 2 of 1,104", False),
        (LinkPhase.OFFLINE, "OFFLINE since 5 Nov 00:00 UTC", False),
        (LinkPhase.REFUSED, "REFUSED since 5 Nov 00:00 UTC", False),
        (LinkPhase.FAILED, "FAILED since 5 Nov 00:00 UTC", False),
    ],
)
def test_short_forms(phase: LinkPhase, short: str, is_live: bool) -> None:
    state = replace(STATE, phase=phase, done=2, total=1_104)
    assert (state.short, state.is_live) == (short, is_live)
