"""Comparing a screen with its kept SVG picture."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

PICTURES = Path(__file__).parent / "pictures"

Compare = Callable[[App[Any], str], None]


@pytest.fixture
def same_picture(request: pytest.FixtureRequest) -> Compare:
    """Compare the screen of an app with `pictures/NAME.svg`; `--update-screens` rewrites it."""

    def compare(app: App[Any], name: str) -> None:
        drawn = app.export_screenshot(title=name, simplify=True)
        drawn = re.sub(r"terminal-\d+", "terminal", drawn) + "\n"
        kept = PICTURES / f"{name}.svg"
        if request.config.getoption("--update-screens"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(drawn, encoding="utf-8")
            return
        assert kept.exists(), f"no {kept.name}: run pytest with --update-screens and look at it"
        same = kept.read_text(encoding="utf-8") == drawn
        if not same:
            kept.with_suffix(".now.svg").write_text(drawn, encoding="utf-8")
        assert same, f"{name} is drawn differently: compare {name}.svg with {name}.now.svg"

    return compare
