"""The command line as a whole: which command, which stream, which exit code."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.errors import ExitCode
from tests.situation.reports.samples import READINGS, filled_store
from tests.tui.consoles import run
from tui.cli import main
from tui.commandline.console import Console
from tui.preflight import Refusal

ROOT = Path(__file__).parents[2]
READING_COMMANDS = (
    ("status",),
    ("status", "Pokrovsk"),
    ("stats", "Pokrovsk"),
    ("claims",),
    ("sources",),
    ("map",),
    ("map", "Pokrovsk"),
    ("timeline", "Pokrovsk"),
)
HEAVY = ("textual", "rich", "numpy", "shapely", "pyproj", "httpx")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


@pytest.mark.parametrize("words", READING_COMMANDS, ids=" ".join)
def test_every_reading_command_gives_text_and_json(words: tuple[str, ...], store: str) -> None:
    plain = run(*words, "--store", store)
    assert plain.code == ExitCode.OK
    assert plain.out.endswith("\n")
    as_json = run(*words, "--store", store, "--json")
    assert as_json.code == ExitCode.OK
    answer = json.loads(as_json.out)
    assert answer["as_of"] == "2025-11-05T23:59:59.999999Z"
    assert answer["known_at"] is None


def test_options_stand_before_or_after_the_command(store: str) -> None:
    before = run("--store", store, "--json", "status", "Pokrovsk")
    after = run("status", "Pokrovsk", "--json", f"--store={store}")
    assert before.out == after.out
    assert before.code == ExitCode.OK


def test_the_environment_names_a_store_and_an_option_beats_it(store: str, tmp_path: Path) -> None:
    assert run("status", environ={"SITMON_STORE": store}).code == ExitCode.OK
    other = {"SITMON_STORE": str(tmp_path)}
    assert run("status", environ=other).code == ExitCode.FAILED
    assert run("status", "--store", store, environ=other).code == ExitCode.OK


def test_a_first_word_that_is_no_command_is_a_city(store: str) -> None:
    ran = run("Красноармейск", "--store", store)
    assert ran.out.startswith("Pokrovsk, Donetsk oblast")
    assert "standard input is not a terminal" in ran.err
    assert ran.code == ExitCode.OK


def test_without_a_terminal_the_table_is_printed_and_said_why(store: str) -> None:
    ran = run("--store", store)
    assert ran.out == run("status", "--store", store).out
    assert ran.err.startswith("sitmon: no screen here: ")


def test_where_nothing_can_be_printed_it_is_wrong_use(store: str) -> None:
    ran = run("--store", store, refusal=Refusal(reason="no", can_print=False))
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")


def test_an_unknown_city_offers_the_nearest(store: str) -> None:
    for words in (("Pokrovks",), ("status", "Pokrovks"), ("stats", "Pokrovks")):
        ran = run(*words, "--store", store)
        assert ran.code == ExitCode.USAGE
        assert ran.out == ""
        assert ran.err.endswith("(did you mean Pokrovsk?)\n")


@pytest.mark.parametrize(
    "words",
    [
        ("Kamianske",),
        ("status", "Kamianske"),
        ("stats", "Kamianske"),
        ("timeline", "Камʼянське"),
        ("claims", "--place", "Каменское"),
        ("report", "Kamianske"),
        ("map", "Kamianske"),
        ("export", "--what", "readings", "--place", "Kamianske"),
        ("watch", "Kamianske"),
    ],
)
def test_a_name_that_two_cities_have_is_refused_with_both(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    ran = run(*words, "--store", str(tmp_path / "ukraine.db"))
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "kamianske for Kamianske, Dnipropetrovsk oblast" in ran.err
    assert "kamianske-zaporizhzhia for Kamianske, Zaporizhzhia oblast" in ran.err


def test_a_city_is_told_from_its_namesake_by_its_region_or_its_id(tmp_path: Path) -> None:
    store = str(tmp_path / "ukraine.db")
    for name in ("Kamianske, Zaporizhzhia oblast", "kamianske-zaporizhzhia"):
        ran = run("status", name, "--store", store)
        assert ran.out.startswith("Kamianske, Zaporizhzhia oblast ")
        assert "is the id of" not in ran.err


def test_who_types_a_name_that_is_an_id_is_told_of_the_other_city(tmp_path: Path) -> None:
    ran = run("status", "kamianske", "--store", str(tmp_path / "ukraine.db"))
    assert ran.out.startswith("Kamianske, Dnipropetrovsk oblast ")
    assert (
        "kamianske is the id of Kamianske, Dnipropetrovsk oblast; "
        "kamianske-zaporizhzhia is Kamianske, Zaporizhzhia oblast\n"
    ) in ran.err


def test_an_unknown_city_is_found_out_before_the_screen_is_opened(store: str) -> None:
    ran = run("Pokrovks", "--store", store, refusal=None)
    assert ran.code == ExitCode.USAGE
    assert "did you mean Pokrovsk?" in ran.err


def test_a_mistyped_command_is_recognised(store: str) -> None:
    assert "or the command: sitmon claims" in run("clams", "--store", store).err


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--as-of", "whenever"),
        ("status", "--known-at", "2025-13-01"),
        ("status", "--as-of", "9999-01-01"),
        ("status", "--nonsense"),
        ("status", "Pokrovsk", "Bakhmut"),
        ("status", "--store"),
        ("stats",),
        ("import",),
        ("claims", "--since", "soon"),
        ("claims", "--kind", "gossip"),
        ("claims", "--limit", "0"),
        ("claims", "--limit", "-1"),
        ("claims", "--limit", "99999999999999999999"),
        ("claims", "--source", "nobody at all"),
        ("claims", "--place", "Atlantis"),
        ("status", "--store", ""),
        ("status", "--as-of", ""),
        ("claims", "--known-at", ""),
        ("--theme", "pink"),
        ("--json",),
        ("",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_and_exit_code_2(words: tuple[str, ...], store: str) -> None:
    ran = run(*words, environ={"SITMON_STORE": store})
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    line = ran.err.splitlines()[-1]
    assert line.startswith("sitmon: ")
    assert "Traceback" not in ran.err


def test_a_wrong_theme_in_the_environment_is_named(store: str) -> None:
    ran = run("--store", store, environ={"SITMON_THEME": "pink"})
    assert ran.code == ExitCode.USAGE
    assert "SITMON_THEME" in ran.err


def test_the_hostile_words_of_a_command_line_are_cleaned(store: str) -> None:
    for words in (("\x1b]0;owned\x07",), ("claims", "--kind", "\x1b[2J"), ("--\x1b[2J",)):
        ran = run(*words, "--store", store)
        assert ran.code == ExitCode.USAGE
        assert "\x1b" not in ran.err
        assert "\x07" not in ran.err


def test_a_directory_is_no_store(tmp_path: Path) -> None:
    ran = run("status", "--store", str(tmp_path))
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [(), ("status",), ("claims",), ("sources",), ("report", "--since", "2025-11-01")]
)
def test_a_reading_command_makes_no_directory_for_a_mistyped_store(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    ran = run(*words, "--store", str(tmp_path / "x" / "deep" / "typo.db"))
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert f"{tmp_path}/x/deep: there is no such directory" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_store_is_made_in_a_directory_that_is_there_and_that_is_said(tmp_path: Path) -> None:
    ran = run("status", "--store", f"sqlite:///{tmp_path}/new.db")
    assert ran.code == ExitCode.OK
    assert "made the store" in ran.err


def test_the_reader_s_own_store_is_made_with_its_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    assert run("status").code == ExitCode.OK
    assert (tmp_path / "home" / "data" / "sitmon" / "ukraine.db").exists()


def test_a_store_of_another_kind_is_wrong_use() -> None:
    assert run("status", "--store", "ftp://example.org/x").code == ExitCode.USAGE


def test_the_day_that_is_looked_from_is_said_when_nobody_chose_it(store: str) -> None:
    assert (
        "as of 5 Nov 2025, the day this situation is opened at"
        in run("status", "--store", store).err
    )
    chosen = run("status", "--store", store, "--as-of", "2025-11-05")
    assert "opened at" not in chosen.err
    assert chosen.out == run("status", "--store", store).out


def test_a_present_in_which_everything_is_stale_says_so(tmp_path: Path) -> None:
    late = replace(READINGS[0], id="late", said_at=datetime(2025, 11, 11, tzinfo=UTC))
    ran = run("status", "--store", filled_store(tmp_path / "late.db", late))
    assert "nothing newer than 2025-11-11 is stored; use --as-of 2025-11-11" in ran.err


@pytest.mark.parametrize("words", [("--as-of", "2027-01-01"), ("--known-at", "2027-01-01")])
def test_a_time_to_come_is_said_to_be_one(words: tuple[str, str]) -> None:
    ran = run("status", *words)
    assert ran.code == ExitCode.OK
    assert "a time to come was asked for" in ran.err
    assert "a time to come" not in run("status", "--as-of", "today").err


def test_as_of_now_looks_from_the_clock(store: str) -> None:
    ran = run("status", "--store", store, "--as-of", "now", "--json")
    assert json.loads(ran.out)["as_of"] == "2026-01-10T12:00:00Z"


def test_a_time_before_the_store_was_made_is_answered_honestly(store: str) -> None:
    ran = run("status", "--store", store, "--known-at", "2025-11-05", "--json")
    assert ran.code == ExitCode.OK
    answer = json.loads(ran.out)
    assert (answer["known_at"], answer["places"]) == ("2025-11-05T23:59:59.999999Z", [])
    assert (
        "this store had recorded nothing by 2025-11-05 23:59 UTC; "
        "its first entry is of 2026-01-10 12:00 UTC"
    ) in ran.err
    city = run("status", "Pokrovsk", "--store", store, "--known-at", "2025-11-05")
    assert city.code == ExitCode.FAILED
    assert "had not recorded Pokrovsk by 2025-11-05 23:59 UTC" in city.err


def test_help_and_version_go_to_standard_output() -> None:
    assert run("--version").out == "sitmon 0.1.0\n"
    assert "status [CITY]" in run("--help").out
    for command in ("status", "stats", "claims", "sources", "import", "doctor"):
        ran = run(command, "--help")
        assert ran.code == ExitCode.OK
        assert f"example:\n  sitmon {command}" in ran.out
        assert max(map(len, ran.out.splitlines())) <= 80


def test_an_encoding_that_is_not_utf_8_gets_ascii_marks_in_aligned_columns(store: str) -> None:
    for encoding in ("ascii", "latin-1", "koi8-r"):
        plain = run("status", "--store", store, encoding=encoding)
        assert plain.code == ExitCode.OK
        assert "%C  Pokrovsk" in plain.out
        assert "*R  Bakhmut" in plain.out
        as_json = run("claims", "--store", store, "--json", encoding=encoding)
        assert "“held”" in json.loads(as_json.out)["claims"][1]["text"]


def test_too_little_memory_is_no_error_of_sitmon_itself(store: str) -> None:
    def full() -> datetime:
        raise MemoryError

    ran = run("status", "--store", store, "--as-of", "now", clock=full)
    assert ran.code == ExitCode.FAILED
    assert ran.err == "sitmon: there is not enough memory for this (ulimit -a shows the limits)\n"


def test_an_error_of_sitmon_itself_is_one_line(store: str) -> None:
    def broken() -> datetime:
        raise ZeroDivisionError("\x1b[2Jboom")

    ran = run("status", "--store", store, "--as-of", "now", clock=broken)
    assert ran.code == ExitCode.CRASHED
    assert len(ran.err.splitlines()) == 1
    assert "ZeroDivisionError: ^[[2Jboom" in ran.err


def test_an_interrupt_ends_quietly(store: str) -> None:
    def interrupted() -> datetime:
        raise KeyboardInterrupt

    ran = run("status", "--store", store, "--as-of", "now", clock=interrupted)
    assert (ran.code, ran.out, ran.err) == (ExitCode.INTERRUPTED, "", "")


def test_closed_streams_are_no_crash(store: str) -> None:
    console = Console(
        stdout=None,
        stderr=None,
        environ={},
        clock=lambda: datetime(2026, 1, 10, tzinfo=UTC),
        check_screen=lambda: None,
    )
    assert main(["status", "--store", store], console) == ExitCode.FAILED


def _process(*words: str, stdout: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tui", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_has_gone_is_no_failure(store: str) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with _process("status", "--store", store, stdout=write_end) as process:
        os.close(write_end)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == ExitCode.OK
    assert b"Traceback" not in errors
    assert b"BrokenPipe" not in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(store: str) -> None:
    with (
        Path("/dev/full").open("wb") as full,
        _process("status", "--store", store, stdout=full.fileno()) as process,
    ):
        _, errors = process.communicate(timeout=60)
    assert process.returncode == ExitCode.FAILED
    assert b"the result cannot be written" in errors
    assert b"Traceback" not in errors


@pytest.mark.parametrize("words", [("status",), ("doctor",), ("claims",)], ids=" ".join)
def test_data_commands_import_nothing_heavy(words: tuple[str, ...], store: str) -> None:
    program = (
        "import sys; from tui.cli import main; code = main(sys.argv[1:]);"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *words, "--store", store],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stderr.splitlines()[-1] == "[]"
