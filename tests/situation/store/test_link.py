"""How the connection of a store is put in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from situation.store.link import LinkPhase, LinkState
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
            "offline for 2h, as of 2025-11-05 00:00 UTC",
        ),
        (
            replace(STATE, phase=LinkPhase.OFFLINE, as_of=None, since=DAY + timedelta(hours=2)),
            "offline for a moment, nothing here yet",
        ),
        (
            replace(STATE, phase=LinkPhase.REFUSED, why="no token"),
            "no token, as of 2025-11-05 00:00 UTC",
        ),
        (
            replace(STATE, phase=LinkPhase.LIVE, notice="replaced", is_encrypted=False),
            "live; replaced; not encrypted",
        ),
    ],
)
def test_labels(state: LinkState, label: str) -> None:
    assert state.label(DAY + timedelta(hours=2)) == label
