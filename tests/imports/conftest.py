"""The good store, made once for a module, and a copy of it for each test."""

from pathlib import Path

import pytest

from tests.imports.hostile_imports import Good, Kept


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def good(kept: Kept, tmp_path: Path) -> Good:
    return kept.copied(tmp_path)
