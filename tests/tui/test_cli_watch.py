"""`sitmon watch` on real pipes: it tells each change at once and ends as it is told to."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from situation.errors import ExitCode
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


@contextmanager
def _watching(store: str, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """A watch that has taken its first look."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "watch", "--store", store, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    impatient = threading.Timer(PATIENCE, process.kill)
    impatient.start()
    try:
        assert "watching" in _line(process.stderr)
        yield process
    finally:
        impatient.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline()


def _add(store: str, text: str) -> None:
    ran = run(
        "claim", "add", "--store", store, "--place", "Pokrovsk", "--source", "staff",
        "--kind", "event", "--text", text, "--said", "2025-11-05", "--author", "me",
    )  # fmt: skip
    assert ran.code == ExitCode.OK


def test_each_change_is_a_line_at_once_and_sigterm_is_no_failure(store: str) -> None:
    with _watching(store, "--plain") as process:
        for text in ("One thing.", "Another thing."):
            _add(store, text)
            line = _line(process.stdout)
            assert f"by The general staff, speaks for UA, said 5 Nov 2025: “{text}”" in line
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == ExitCode.OK
        assert process.stdout is not None
        assert process.stdout.read() == ""


def test_json_is_an_object_a_line_and_sigint_is_an_interruption(store: str) -> None:
    with _watching(store, "Pokrovsk", "--json") as process:
        _add(store, "More.")
        told = json.loads(_line(process.stdout))
        assert (told["event"], told["claim"]["text"]) == ("claim_new", "More.")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == ExitCode.INTERRUPTED


def test_it_ends_when_its_reader_leaves_though_nothing_changes(store: str) -> None:
    with _watching(store) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(PATIENCE) == ExitCode.OK


def test_since_tells_first_what_changed(store: str) -> None:
    with _watching(store, "--since", "2025-11-04") as process:
        lines = [_line(process.stdout) for _ in range(3)]
        assert "The city is" in lines[0]
        assert "new dispute" in lines[2]
        _add(store, "And now this.")
        while "And now this." not in lines[-1]:
            lines.append(_line(process.stdout))
            assert lines[-1]
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    "words",
    [
        ("--plain", "--json"),
        ("--every", "soon"),
        ("--since", "2099-01-01"),
        ("--since", "whenever"),
        ("Pokrovks",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_said_in_one_line(store: str, words: tuple[str, ...]) -> None:
    ran = run("watch", "--store", store, *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.err.count("\n") == 1
