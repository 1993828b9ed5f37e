from datetime import timedelta
from pathlib import Path

import pytest

from situation.acceptance import Acceptance
from situation.attempt_records import Attempt, Outcome
from situation.errors import UnknownName
from situation.settings_model import FeedSettings, Settings, SourceSettings
from situation.source_access import SourceSetup
from situation.sync_setup import choose, keys_named, not_due, source_setup
from tests.conftest import NOW
from tests.situation.records import make_source
from tests.situation.sync_world import StubConnector

HOUR = timedelta(hours=1)


def attempt(key: str, *, next_try: timedelta, failures: int = 0) -> Attempt:
    return Attempt(
        id=f"attempt:{key}",
        connector=key,
        source="nyt",
        tried_at=NOW - HOUR,
        outcome=Outcome.FAILED if failures else Outcome.NEW,
        failures=failures,
        next_try=NOW + next_try,
    )


def test_only_those_that_are_due_are_asked() -> None:
    setup = SourceSetup(connectors=tuple(StubConnector(key) for key in "abcd"))
    attempts = {
        "a": attempt("a", next_try=timedelta(minutes=30)),
        "b": attempt("b", next_try=timedelta(minutes=-1)),
        # A little early counts as due, but not for one that failed.
        "c": attempt("c", next_try=timedelta(minutes=5)),
        "d": attempt("d", next_try=timedelta(minutes=5), failures=1),
    }
    chosen = choose(setup, attempts, now=NOW)
    assert [one.key for one in chosen.run] == ["b", "c"]
    assert chosen.next_due == NOW + timedelta(minutes=5)
    assert "2025-11-05 12:05 UTC" in not_due(chosen)
    new = choose(setup, {}, now=NOW)
    assert len(new.run) == 4


def test_named_ones_are_asked_whether_or_not_they_are_due() -> None:
    setup = SourceSetup(connectors=(StubConnector("a"), StubConnector("b")))
    attempts = {"a": attempt("a", next_try=HOUR)}
    chosen = choose(setup, attempts, named={"a"}, at_once=True, now=NOW)
    assert [one.key for one in chosen.run] == ["a"]
    assert choose(setup, attempts, named={"a"}, now=NOW).run == ()


def test_one_that_cannot_be_asked_says_what_to_do() -> None:
    setup = SourceSetup(
        settings=Settings(sources={"a": SourceSettings(on=False)}),
        connectors=(
            StubConnector("a"),
            StubConnector("b", notice="terms"),
            StubConnector("katottg", wanted=lambda known: ()),
            StubConnector("d", on_by_default=False),
        ),
    )
    named = {"a", "b", "katottg", "d"}
    chosen = choose(setup, {}, named=named, at_once=True, now=NOW)
    assert chosen.run == ()
    advice = {item.connector: item.do for item in chosen.refused}
    assert "on = true" in advice["a"]
    assert advice["b"].endswith("sitmon sources accept b")
    assert "url under [sources.katottg]" in advice["katottg"]
    assert "on = true" in advice["d"]
    assert choose(setup, {}, now=NOW).refused == ()


def test_names_are_keys_or_sources() -> None:
    made = (StubConnector("a"), StubConnector("b"), StubConnector("c", source="deepstate"))
    sources = {"nyt": make_source("nyt", name="The New York Times")}
    assert keys_named(["a"], made, sources) == {"a"}
    assert keys_named(["The New York Times"], made, sources) == {"a", "b"}
    assert keys_named([], made, sources) == frozenset()
    with pytest.raises(UnknownName):
        keys_named(["nobody"], made, sources)
    with pytest.raises(UnknownName):
        keys_named(["deepstat"], made, {"deepstat": make_source("deepstat")})


def test_terms_accepted_and_credentials_set_count(tmp_path: Path) -> None:
    sources = [make_source(key) for key in ("deepstate", "ucdp", "acled")]
    token = tmp_path / "token"
    token.write_text("secret")
    token.chmod(0o600)
    settings = Settings(
        sources={"ucdp": SourceSettings(on=True, credential_file=str(token))},
        feeds={"f": FeedSettings(url="https://news.example/f", source="f")},
    )

    def keys() -> set[str]:
        setup, credentials = source_setup(settings, sources, country="UA", environ={})
        assert set(credentials) == {"ucdp"}
        return {one.key for one in choose(setup, {}, now=NOW).run}

    assert keys() == {"f", "ucdp"}
    setup, _ = source_setup(settings, sources, country="UA", environ={})
    (history,) = (one for one in setup.connectors if one.key == "deepstate-history")
    Acceptance().accept(history.key, history.notice, NOW)
    assert keys() == {"f", "ucdp", "deepstate-history"}
