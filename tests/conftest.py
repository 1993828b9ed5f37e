"""What every test gets: directories of its own, no settings of the developer's, one clock."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no deadline: a busy machine is no fault of what is tested.
settings.load_profile("ci")

NOW = datetime(2025, 11, 5, 12, 0, tzinfo=UTC)
LEAKING = ("TEXTUAL", "SITMON", "NO_COLOR", "COLORTERM", "FORCE_COLOR", "PG", "COLUMNS", "LINES")


@pytest.fixture(autouse=True)
def own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own directories, colours and variables out of every test."""
    for name in [name for name in os.environ if name.startswith(LEAKING)]:
        monkeypatch.delenv(name)
    for kind in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / f"xdg-{kind.lower()}"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites the SVG snapshots."""
    parser.addoption(
        "--update-screens", action="store_true", help="rewrite the SVG snapshots of the screens"
    )
