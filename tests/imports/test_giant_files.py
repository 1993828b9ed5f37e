"""Giants through `sitmon import`: refused within bounds of memory and of processor time."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from situation.errors import ExitCode
from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tests.imports.hostile_imports import FORMS, IMPORTED, MIRROR, Good, entries
from tests.situation.sources.gazetteer_bytes import (
    zipped,
)
from tests.situation.sources.map_bytes import mirror_file
from tests.test_hostile_corpus import (
    unsafe_in,
)

ROOT: Final = Path(__file__).parents[2]
LIMITED: Final = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each would reserve memory, used or not
os.execv(sys.executable, [sys.executable, "-m", "tui", *sys.argv[2:]])
"""

GIANTS: Final = [
    case for case in hostile_cases("geojson", "json", "csv", "xml") if "generate" in case.recipe
]


def bounded(words: Sequence[str], *, seconds: int = 60) -> "subprocess.CompletedProcess[str]":
    """A command in a process with limits of memory and of processor time; what it said is safe."""
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(seconds), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert unsafe_in(ran.stdout + ran.stderr) == []
    return ran


def refuses(good: Good, *files: Path) -> None:
    """None of these files can be used, and nothing of them is stored."""
    before = len(entries(good.path))
    ran = bounded(["import", *map(str, files), "--store", good.path])
    assert ran.returncode == ExitCode.FAILED, ran.stderr
    assert f"{len(files)} failed" in ran.stdout
    assert len(entries(good.path)) == before


def as_every_kind(file: Path) -> list[Path]:
    """Links to a file under the names that stand for plain bytes."""
    links = [file.with_name(name) for name, made_of in FORMS.items() if made_of is bytes]
    for link in links:
        link.symlink_to(file)
    return links


@needs_hostile
@pytest.mark.parametrize("case", GIANTS, ids=lambda case: case.id)
def test_a_giant_is_refused_within_bounds(case: HostileCase, good: Good, tmp_path: Path) -> None:
    made = case.recipe["generate"]
    giant = tmp_path / "giant"
    with giant.open("w", encoding="utf-8") as file:
        file.write(made.get("head", ""))
        for unit in (made["unit"], made.get("tail_unit", "")):
            for start in range(0, made["times"], 10_000):
                file.write(unit * min(10_000, made["times"] - start))
        file.write(made.get("tail", ""))
    refuses(good, *as_every_kind(giant))
    giant.unlink()


@pytest.mark.parametrize(
    "content",
    [
        b'{"type":"Polygon","coordinates":[[' + b"[30.1,50.1]," * 1_100_000,
        b'{"type":"FeatureCollection","features":[' + b"{}," * 4_100_000,
        b'id,title\n1,"' + b"a" * 70_000_000,
        b"\t" * 5_000_000 + b"\n" * 1_000_000,
    ],
    ids=["vertices", "features", "field", "lines"],
)
def test_a_giant_of_our_own_is_refused_within_bounds(
    content: bytes, good: Good, tmp_path: Path
) -> None:
    giant = tmp_path / "giant"
    giant.write_bytes(content)
    refuses(good, *as_every_kind(giant))
    giant.unlink()


def test_what_unpacks_to_a_giant_is_refused_within_bounds(good: Good, tmp_path: Path) -> None:
    members = {"UA.zip": "UA.txt", "katottg.zip": "k.csv", "perelik_376.docx": "word/document.xml"}
    for name, member in members.items():
        (tmp_path / name).write_bytes(zipped({member: bytes(70_000_000)}))
    refuses(good, *(tmp_path / name for name in members))


def test_a_ring_that_crosses_itself_everywhere_is_refused_within_bounds(
    good: Good, tmp_path: Path
) -> None:
    corners = 3_000
    ring = [[30 + n * 7919 % 3001 / 3001, 50 + n * 104729 % 2999 / 2999] for n in range(corners)]
    (tmp_path / MIRROR).write_bytes(mirror_file(ring))
    ran = bounded(["import", str(tmp_path / MIRROR), "--store", good.path], seconds=5)
    assert ran.returncode in IMPORTED
    assert "bad_alloc" not in ran.stderr
