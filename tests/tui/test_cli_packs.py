"""`sitmon pack` and `--pack`: another situation, from its files to its answers."""

import json
from pathlib import Path

from situation.errors import ExitCode
from situation.opening import default_store
from situation.pack_header import pack_folder
from tests.situation.small_pack import write_small_pack
from tests.tui.consoles import run


def test_a_bundled_pack_answers_with_its_own_store() -> None:
    ran = run("status", "الفاشر", "--pack", "sudan", "--json")
    assert ran.code == ExitCode.OK
    answer = json.loads(ran.out)
    assert answer["place"]["region"] == "North Darfur"
    assert {reading["holder"] for reading in answer["readings"]} == {"RSF", "SAF", None}
    assert "from the pack “Sudan”" in ran.err
    assert Path(default_store(pack_folder("sudan"))).exists()
    assert not Path(default_store()).exists()


def test_the_plain_table_names_its_sides() -> None:
    ran = run("--pack", "sudan")
    assert "●S  Khartoum " in ran.out
    assert "(R RSF, S SAF)" in ran.err


def test_the_pack_is_named_by_option_environment_or_settings(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    write_small_pack(small)
    settings = tmp_path / "config.toml"
    settings.write_text('pack = "small"\n')
    named = {"SITMON_CONFIG": str(settings)}
    assert "Town" in run("status", "--pack", str(small)).out
    assert "Town" in run("status", environ={"SITMON_PACK": str(small)}).out
    assert "Town" in run("status", environ=named).out
    assert "Nyala" in run("status", environ={**named, "SITMON_PACK": "sudan"}).out
    assert "Nyala" in run("status", "--pack", "sudan", environ={"SITMON_PACK": str(small)}).out


def test_a_pack_that_is_not_there_is_named() -> None:
    ran = run("status", "--pack", "atlantis")
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert "atlantis: there is no situation pack there" in ran.err
    assert "one of sudan, ukraine" in ran.err


def test_a_store_of_another_situation_is_refused(tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    assert run("status", "--store", store, "--pack", "sudan").code == ExitCode.OK
    ran = run("status", "--store", store)
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert "another situation than the pack “Ukraine” (name its pack with --pack)" in ran.err


def test_faulty_settings_stop_a_command_that_opens_a_situation(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("[sync]\ncontact = 5\n")
    ran = run("status", environ={"SITMON_CONFIG": str(settings)})
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert f"{settings}:2: sync.contact: " in ran.err


def test_a_new_pack_is_made_checked_and_opened(tmp_path: Path) -> None:
    folder = str(tmp_path / "new")
    made = run("pack", "new", folder, "--id", "new-war", "--title", "New war")
    assert made.code == ExitCode.OK
    assert f"{folder}/records.jsonl" in made.out.splitlines()
    checked = run("pack", "check", folder)
    assert checked.out.startswith("new-war: New war, opened on 2026-01-10 at example-city\n")
    assert run("status", "Old Example", "--pack", folder).out.startswith("Example City, ")
    again = run("pack", "new", folder, "--id", "new-war", "--title", "New war")
    assert (again.code, again.out) == (ExitCode.FAILED, "")


def test_what_a_pack_holds_as_json(tmp_path: Path) -> None:
    write_small_pack(tmp_path)
    text = run("pack", "check", str(tmp_path)).out
    told = json.loads(run("pack", "check", str(tmp_path), "--json").out)
    assert list(told) == ["id", "title", "opens_on", "opens_at", "entries"]
    opened = f"opened on {told['opens_on']} at {told['opens_at']}"
    assert text.startswith(f"{told['id']}: {told['title']}, {opened}\n")
    assert ", ".join(f"{kind} {count:,}" for kind, count in told["entries"].items()) in text


def test_a_damaged_pack_is_named_by_file_line_and_field(tmp_path: Path) -> None:
    write_small_pack(tmp_path, ("places.csv", "48.2820", "north"))
    ran = run("pack", "check", str(tmp_path))
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert "places.csv:2: lat: “north”" in ran.err
    as_json = run("pack", "check", str(tmp_path), "--json")
    assert (as_json.code, as_json.out, as_json.err) == (ran.code, "", ran.err)


def test_the_actions_are_named_where_none_is_given() -> None:
    assert "say which: new, check" in run("pack").err
    assert "usage: sitmon pack new" in run("pack", "new", "--help").out


def test_the_doctor_looks_at_the_store_of_the_pack() -> None:
    run("status", "--pack", "sudan")
    facts = json.loads(run("doctor", "--pack", "sudan", "--json").out)
    assert facts["store"]["url"] == default_store(pack_folder("sudan"))
