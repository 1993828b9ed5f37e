"""`sitmon config` and `sitmon sources accept`."""

import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest

from situation.acceptance import Acceptance
from situation.errors import ExitCode
from situation.sources.deepstate_history import NOTICE
from tests.tui.consoles import NOW, run
from tui.commandline import accepting


def settings(folder: Path, text: str) -> Mapping[str, str]:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return {"SITMON_CONFIG": str(folder / "config.toml")}


def test_every_value_is_shown_with_its_origin(tmp_path: Path) -> None:
    text = '[sync]\nkeep_days = 30\n[feeds.osw]\nurl = "https://a.b/c"\nsource = "osw"\n'
    environ = {**settings(tmp_path, text), "SITMON_PACK": "sudan"}
    lines = dict(
        line.split(maxsplit=1) for line in run("config", "show", environ=environ).out.splitlines()
    )
    file = environ["SITMON_CONFIG"]
    assert lines["pack"].split(maxsplit=1) == ["sudan", "environment SITMON_PACK"]
    assert lines["sync.keep_days"].split() == ["30", f"{file}:2"]
    assert lines["sync.keep_megabytes"].split() == ["4000", "default"]
    assert lines["feeds.osw.url"].split() == ["https://a.b/c", f"{file}:4"]
    assert lines["feeds.osw.on"].split() == ["true", "default"]
    assert lines["sources.ucdp"].split("  ")[0] == "as it is by itself"


def test_the_same_as_json(tmp_path: Path) -> None:
    environ = settings(tmp_path, "[sources.ucdp]\non = true\nsince = 2025-01-01\n")
    shown = json.loads(run("config", "show", "--json", environ=environ).out)
    assert (shown["file"], shown["exists"]) == (environ["SITMON_CONFIG"], True)
    values = shown["values"]
    assert values["sources.ucdp.on"] == {"value": True, "origin": f"{shown['file']}:2"}
    assert values["sources.ucdp.since"]["value"] == "2025-01-01"
    assert values["sources.ucdp.every"] == {"value": None, "origin": "default"}


def test_a_secret_is_not_shown(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("s3cret")
    token.chmod(0o600)
    environ = {
        **settings(tmp_path, f'[sources.ucdp]\ncredential_file = "{token}"\n'),
        "SITMON_TOKEN_ACLED": "s3cret",
    }
    for words in (("config", "show"), ("config", "show", "--json"), ("config", "check")):
        ran = run(*words, environ=environ)
        assert ran.code == ExitCode.OK
        assert "s3cret" not in ran.out + ran.err


def test_a_sound_file_is_said_to_be_sound(tmp_path: Path) -> None:
    ran = run("config", "check", environ=settings(tmp_path, 'pack = "sudan"'))
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out == f"{tmp_path / 'config.toml'}: nothing wrong was found\n"
    assert "there is no such file" in run("config", "check").out


def test_each_fault_is_a_line_and_the_end_is_1(tmp_path: Path) -> None:
    text = (
        'pack = "atlantis"\n[sync]\ncontcat = "1h"\n'
        f'[sources.ucdp]\ncredential_file = "{tmp_path}/none"\n'
    )
    environ = settings(tmp_path, text)
    ran = run("config", "check", environ=environ)
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    file = environ["SITMON_CONFIG"]
    spelling, pack, credential = ran.err.splitlines()
    assert spelling.startswith(f"sitmon: {file}:3: sync.contcat: ")
    assert "did you mean contact?" in spelling
    assert pack.startswith(f"sitmon: {file}:1: pack: ")
    assert credential.startswith(f"sitmon: {file}:5: sources.ucdp.credential_file: ")


def test_what_a_check_found_as_json(tmp_path: Path) -> None:
    token = tmp_path / "none"
    text = f'[sync]\nkeep_days = 0\n[sources.ucdp]\ncredential_file = "{token}"\n'
    environ = {**settings(tmp_path, text), "SITMON_PACK": "atlantis"}
    ran = run("config", "check", "--json", environ=environ)
    assert ran.code == ExitCode.FAILED
    assert len(ran.err.splitlines()) == 3
    told = json.loads(ran.out)
    assert (told["file"], told["exists"]) == (environ["SITMON_CONFIG"], True)
    number, pack, credential = told["faults"]
    assert number == {
        "where": f"{told['file']}:2: sync.keep_days",
        "line": 2,
        "key": "sync.keep_days",
        "what": "it must be a whole number from 1 to 1,000,000, not 0",
        "do": None,
    }
    assert (pack["line"], pack["where"]) == (None, "environment SITMON_PACK: pack")
    assert "one of sudan, ukraine" in pack["do"]
    assert (credential["line"], credential["key"]) == (4, "sources.ucdp.credential_file")
    assert str(token) in credential["what"]


def test_a_sound_file_and_none_as_json(tmp_path: Path) -> None:
    sound = run("config", "check", "--json", environ=settings(tmp_path, 'pack = "sudan"'))
    assert (sound.code, sound.err) == (ExitCode.OK, "")
    assert json.loads(sound.out) == {
        "file": str(tmp_path / "config.toml"),
        "exists": True,
        "faults": [],
    }
    assert json.loads(run("config", "check", "--json").out)["exists"] is False


def test_a_file_that_is_no_toml_is_one_fault_with_its_line(tmp_path: Path) -> None:
    ran = run("config", "check", "--json", environ=settings(tmp_path, "\na = = 1"))
    (fault,) = json.loads(ran.out)["faults"]
    assert (ran.code, fault["line"], fault["key"]) == (ExitCode.FAILED, 2, None)
    assert fault["what"].startswith("this is not TOML")


def test_show_says_faults_too(tmp_path: Path) -> None:
    ran = run("config", "show", environ=settings(tmp_path, "colour = 1"))
    assert ran.code == ExitCode.FAILED
    assert "sync.keep_days" in ran.out
    assert "colour" in ran.err


def test_the_path_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    ran = run("config", "path")
    assert ran.out.endswith("/sitmon/config.toml\n")
    assert not Path(ran.out.strip()).exists()
    as_json = run("config", "path", "--json")
    assert json.loads(as_json.out) == {"file": ran.out.strip()}


def test_the_actions_are_named_where_none_is_given() -> None:
    ran = run("config")
    assert ran.code == ExitCode.USAGE
    assert "say which: show, check, path" in ran.err
    assert "usage: sitmon config" in run("config", "--help").out


def test_terms_are_shown_and_accepted_once() -> None:
    first = run("sources", "accept", "deepstate-history", "--yes")
    assert first.code == ExitCode.OK
    assert first.out == f"{NOTICE}\n"
    assert Acceptance().accepted_at("deepstate-history", NOTICE) == NOW
    again = run("sources", "accept", "deepstate-history")
    assert (again.code, again.out) == (ExitCode.OK, first.out)
    assert "accepted on 2026-01-10 12:00 UTC" in again.err


@pytest.mark.parametrize(
    ("answer", "accepts"), [("y\n", True), ("yes", True), ("", False), ("n", False)]
)
def test_whoever_is_there_is_asked(
    answer: str, accepts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "ask_person", lambda: answer)
    ran = run("sources", "accept", "deepstate-history")
    assert "Accept these terms? [y/N]" in ran.err
    assert (ran.code == ExitCode.OK) is accepts
    assert Acceptance().may_ask("deepstate-history", NOTICE) is accepts


def test_without_anybody_there_nothing_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("y\n"))
    ran = run("sources", "accept", "deepstate-history")
    assert ran.code == ExitCode.USAGE
    assert "add --yes" in ran.err
    assert not Acceptance().may_ask("deepstate-history", NOTICE)


def test_a_source_without_terms_and_one_that_is_none() -> None:
    assert "has no terms" in run("sources", "accept", "deepstate-mirror").err
    ran = run("sources", "accept", "deepstate-histroy")
    assert ran.code == ExitCode.USAGE
    assert "deepstate-history" in ran.err


def test_sources_alone_still_lists_them() -> None:
    assert "DeepState" in run("sources").out
