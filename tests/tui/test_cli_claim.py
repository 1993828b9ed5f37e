"""`sitmon claim`: add, correct and retract from the command line."""

import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import Ran, run

FIGURE = (
    "--place", "Pokrovsk", "--source", "staff", "--via", "paper,map", "--kind", "statistic",
    "--text", "14 people were killed.", "--said", "2025-11-05", "--metric", "killed",
    "--value", "14", "--unit", "people",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


def _claim(store: str, *words: str) -> Ran:
    return run("claim", *words, "--store", store, "--author", "me")


def _listed(store: str) -> dict[str, dict[str, object]]:
    out = run("claims", "--store", store, "--as-of", "now", "--json").out
    return {claim["id"]: claim for claim in json.loads(out)["claims"]}


def test_one_claim_is_shown_with_its_history(store: str) -> None:
    claim_id = _claim(store, "add", *FIGURE).out.strip()
    _claim(store, "correct", claim_id, "--value", "11", "--text", "11 people were killed.")
    shown = run("claim", "show", claim_id, "--store", store, "--as-of", "now")
    assert shown.code == ExitCode.OK
    lines = shown.out.splitlines()
    assert lines[:2] == [f"Claim {claim_id}", "11 people were killed."]
    text = shown.out
    for words in ("said by     The general staff", "via         The paper", "History", "Citation"):
        assert words in text
    assert "corrected" in text
    assert "before: 14 people were killed." in text
    assert "y copies it" not in text
    answer = json.loads(
        run("claim", "show", claim_id, "--store", store, "--as-of", "now", "--json").out
    )
    assert answer["claim"]["id"] == claim_id
    assert [version["act"] for version in answer["versions"]] == ["assert", "correct"]
    assert answer["citation"].startswith("11 people were killed.")


def test_the_links_of_a_claim_say_who_stands_behind_them(store: str) -> None:
    listed = json.loads(run("claims", "--store", store, "--json").out)["claims"]
    linked = next(claim for claim in listed if claim["links"])
    link = linked["links"][0]
    shown = run("claim", "show", linked["id"], "--store", store).out
    assert f"id {link['claim']}" in shown
    answer = json.loads(run("claim", "show", linked["id"], "--store", store, "--json").out)
    assert {found["claim"] for found in answer["links"]} >= {link["claim"]}


def test_a_claim_that_is_not_there(store: str) -> None:
    ran = run("claim", "show", "nothing", "--store", store)
    assert ran.code == ExitCode.USAGE
    assert "there is no claim “nothing”" in ran.err
    assert run("claim", "show", "--store", store).code == ExitCode.USAGE


def test_nothing_is_recorded_for_one_of_two_cities_of_a_name(tmp_path: Path) -> None:
    store = str(tmp_path / "ukraine.db")
    words = ("--source", "nyt", "--kind", "event", "--text", "A bridge fell.", "--said", "2d")
    refused = _claim(store, "add", "--place", "Kamianske", *words)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "--place: several places are called “Kamianske”" in refused.err
    assert "kamianske-zaporizhzhia for Kamianske, Zaporizhzhia oblast" in refused.err
    added = _claim(store, "add", "--place", "Kamianske, Zaporizhzhia oblast", *words)
    listed = _listed(store)[added.out.strip()]
    assert listed["places"] == ["kamianske-zaporizhzhia"]
    by_id = _claim(store, "add", "--place", "kamianske", *words)
    assert "kamianske is the id of Kamianske, Dnipropetrovsk oblast; " in by_id.err


def test_add_correct_and_retract(store: str) -> None:
    added = _claim(store, "add", *FIGURE)
    assert added.code == ExitCode.OK
    claim_id = added.out.strip()
    assert "assert" in added.err
    assert _listed(store)[claim_id]["via"] == ["paper", "map"]
    corrected = _claim(
        store, "correct", claim_id, "--value", "11", "--text", "11 people were killed."
    )
    assert corrected.out.strip() == claim_id
    assert "correct" in corrected.err
    assert _listed(store)[claim_id]["text"] == "11 people were killed."
    gone = _claim(store, "retract", claim_id, "--reason", "Another town.")
    assert gone.code == ExitCode.OK
    assert claim_id not in _listed(store)
    assert _claim(store, "retract", claim_id, "--reason", "x").code == ExitCode.USAGE


def test_the_author_is_the_login_name_where_none_is_given(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    ran = run("claim", "add", *FIGURE, "--store", store, "--json")
    assert json.loads(ran.out)["act"] == "assert"
    again = run("claim", "add", *FIGURE, "--store", store)
    assert "nothing was recorded" in again.err


@pytest.mark.parametrize(
    ("change", "option"),
    [
        (("--said", "soon"), "--said: "),
        (("--source", "staf"), "--source: no source is called “staf” (did you mean staff?)"),
        (("--via", "nobody at all"), "--via: "),
        (("--figure-date", "then"), "--figure-date: "),
        (("--value", "many"), "--value: "),
        (("--new-source", "Somebody"), "--new-source: "),
    ],
    ids=str,
)
def test_errors_name_the_option(store: str, change: tuple[str, ...], option: str) -> None:
    ran = _claim(store, "add", *FIGURE, *change)
    assert ran.code == ExitCode.USAGE
    assert ran.err.startswith(f"sitmon: {option}")
    assert ran.out == ""


@pytest.mark.parametrize(
    "words",
    [(), ("drop",), ("--", "add"), ("retract", "x"), ("correct",), ("correct", "x", "--text", "y")],
    ids=str,
)
def test_half_a_command_is_refused(store: str, words: tuple[str, ...]) -> None:
    ran = run("claim", "--store", store, *words)
    assert ran.code == ExitCode.USAGE
    assert ran.out == ""


@pytest.mark.parametrize("words", [(), ("add",), ("correct",), ("retract",)], ids=str)
def test_every_action_has_help(words: tuple[str, ...]) -> None:
    ran = run("claim", *words, "--help")
    assert ran.code == ExitCode.OK
    assert "example:" in ran.out


def test_hostile_words_are_cleaned_before_they_are_stored(store: str) -> None:
    words = list(FIGURE)
    words[words.index("--text") + 1] = "\x1b[2J14\u202e dead"
    claim_id = _claim(store, "add", *words).out.strip()
    text = str(_listed(store)[claim_id]["text"])
    assert text.isprintable()
