"""`sitmon report` and `--at`: a page about a city, the hand-over, and a state shown again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import NOW, run

LATER = NOW + timedelta(minutes=1)
REPORTS = (("Pokrovsk",), ("--since", "2025-11-05"), ("Pokrovsk", "--since", "2025-11-04"))
READING = (
    ("status",),
    ("status", "Pokrovsk"),
    ("stats", "Pokrovsk"),
    ("claims",),
    ("sources",),
    ("report", "Pokrovsk"),
    ("Pokrovsk",),
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


def _add(store: str) -> None:
    ran = run(
        "claim", "add", "--store", store, "--place", "Pokrovsk", "--source", "staff",
        "--kind", "event", "--text", "More.", "--said", "2025-11-05", "--author", "me",
        clock=lambda: LATER,
    )  # fmt: skip
    assert ran.code == ExitCode.OK


@pytest.mark.parametrize("words", REPORTS, ids=" ".join)
def test_every_report_is_markdown_and_json(store: str, words: tuple[str, ...]) -> None:
    plain = run("report", "--store", store, *words)
    assert plain.code == ExitCode.OK
    assert plain.out.startswith("# ")
    by_format = run("report", "--store", store, *words, "--format", "json")
    assert by_format.out == run("report", "--store", store, *words, "--json").out
    answer = json.loads(by_format.out)
    assert answer["fingerprint"] in plain.out
    assert answer["as_of"] == "2025-11-05T23:59:59.999999Z"


def test_a_city_page_has_why_matrix_figures_claims_and_disputes(store: str) -> None:
    out = run("report", "Красноармейск", "--store", store).out
    for part in (
        "# Pokrovsk, Donetsk oblast",
        "Why: ",
        "| The general staff | speaks for UA | F | ●U holds the city | claimed via The paper |",
        "south-west 98 % · south 80 %",
        "not independently confirmed",
        "## Disputes",
    ):
        assert part in out
    answer = json.loads(run("report", "Pokrovsk", "--store", store, "--json").out)
    assert {"place", "readings", "summary", "statistics", "measured", "claims"} <= set(answer)


def test_the_hand_over_of_a_time_until_now(store: str) -> None:
    answer = json.loads(run("report", "--since", "06:00", "--store", store, "--json").out)
    assert answer["since"] == "2026-01-10T06:00:00Z"
    assert answer["until"] == "2026-01-10T12:00:00Z"
    assert answer["places"] == []
    told = json.loads(
        run(
            "report", "--since", "2025-11-04", "--until", "2025-11-04", "--store", store, "--json"
        ).out
    )
    (place,) = told["places"]
    assert [item["claim"]["id"] for item in place["claims"]] == ["city-held"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--until", "2025-11-05"),
        ("Pokrovsk", "--json", "--format", "md"),
        ("--since", "2025-11-05", "--until", "2025-11-04"),
        ("--since", "2025-11-05", "--until", "2025-11-06", "--as-of", "now"),
        ("--since", "2027-01-01"),
        ("Pokrovks",),
    ],
    ids=" ".join,
)
def test_what_is_no_report_is_refused(store: str, words: tuple[str, ...]) -> None:
    ran = run("report", "--store", store, *words)
    assert ran.code == ExitCode.USAGE
    assert ran.out == ""


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_fingerprint_shows_the_state_again_in_every_command(
    store: str, words: tuple[str, ...]
) -> None:
    answer = json.loads(run("report", "Pokrovsk", "--store", store, "--json").out)
    before = run(*words, "--store", store, "--at", answer["fingerprint"])
    assert before.code == ExitCode.OK
    _add(store)
    after = run(*words, "--store", store, "--at", answer["fingerprint"].lower())
    assert after.out == before.out


def test_a_fingerprint_stands_alone_and_belongs_to_its_store(store: str, tmp_path: Path) -> None:
    answer = json.loads(run("report", "Pokrovsk", "--store", store, "--json").out)
    both = run("status", "--store", store, "--at", answer["fingerprint"], "--as-of", "now")
    assert both.code == ExitCode.USAGE
    assert "--at" in both.err
    _add(store)
    newer = json.loads(run("report", "Pokrovsk", "--store", store, "--json").out)
    other = filled_store(tmp_path / "other.db")
    ran = run("status", "--store", other, "--at", newer["fingerprint"])
    assert ran.code == ExitCode.USAGE
    assert "is not one of the store" in ran.err
