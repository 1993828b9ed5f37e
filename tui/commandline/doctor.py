"""`sitmon doctor`: the facts about store, program and terminal, and what is wrong with them."""

import asyncio
from pathlib import Path

from situation.errors import ExitCode
from situation.opening import default_store
from situation.periods import format_minute
from situation.reports.jsontext import Json, instant, json_text
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.facts import (
    ProgramFacts,
    StoreFacts,
    TerminalFacts,
    program_facts,
    store_facts,
    terminal_facts,
)


def run_doctor(options: Options, console: Console) -> ExitCode:
    """Print the facts; fails when there is a problem."""
    program, terminal = program_facts(), terminal_facts(console)
    address = options.store or default_store(options.pack_path)
    store = asyncio.run(store_facts(address, console.clock))
    problems = list(store.problems)
    if not program.fts5:
        problems.append("this Python's SQLite has no FTS5: claims cannot be searched")
    if options.json:
        facts = doctor_json(program, terminal, store, problems)
        console.data(json_text(facts, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(doctor_lines(program, terminal, store)))
    for problem in problems:
        console.say(problem)
    return ExitCode.FAILED if problems else ExitCode.OK


def run_version(console: Console) -> ExitCode:
    """Print the version."""
    console.data(f"sitmon {program_facts().sitmon}")
    return ExitCode.OK


def doctor_lines(program: ProgramFacts, terminal: TerminalFacts, store: StoreFacts) -> list[str]:
    """The facts, one on a line."""
    variables = ", ".join(f"{name}={value}" for name, value in terminal.variables.items())
    facts = [
        ("store", store.url),
        ("data directory", str(Path(default_store()).parent)),
        *_store_pairs(store),
        ("sitmon", program.sitmon),
        ("python", program.python),
        ("textual", program.textual),
        ("sqlite", f"{program.sqlite}, {'with' if program.fts5 else 'without'} FTS5"),
        ("terminal", f"{terminal.size[0]}×{terminal.size[1]}, {terminal.encoding}"),
        ("environment", variables or "none of the terminal's variables is set"),
        ("monitor", terminal.refusal or "can be drawn here"),
    ]
    return [f"{name:<15} {value}" for name, value in facts]


def _store_pairs(store: StoreFacts) -> list[tuple[str, str]]:
    pairs = [] if store.size is None else [("size", f"{store.size:,} bytes")]
    info = store.info
    if info is None:
        return [*pairs, ("check", "could not be opened")]
    counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(info.counts.items()))
    return [
        *pairs,
        ("schema", str(info.schema)),
        ("revision", f"{info.revision:,}"),
        ("entries", counts or "none"),
        ("created", format_minute(info.created_at)),
        ("last recorded", format_minute(info.recorded_at) if info.recorded_at else "never"),
        ("last said", format_minute(info.said_at) if info.said_at else "never"),
        ("seal", store.seal or ("the chain is broken" if info.revision else "none")),
        ("access", "read and write" if info.writable else "read only"),
        ("check", "; ".join(store.problems) or "nothing wrong was found"),
    ]


def doctor_json(
    program: ProgramFacts, terminal: TerminalFacts, store: StoreFacts, problems: list[str]
) -> dict[str, Json]:
    """The facts and `problems`; `store.info` is null where it could not be opened."""
    return {
        "store": {
            "url": store.url,
            "bytes": store.size,
            "info": _info_json(store),
            "seal": store.seal,
        },
        "data_directory": str(Path(default_store()).parent),
        "sitmon": program.sitmon,
        "python": program.python,
        "textual": program.textual,
        "sqlite": program.sqlite,
        "fts5": program.fts5,
        "terminal": {
            "columns": terminal.size[0],
            "lines": terminal.size[1],
            "encoding": terminal.encoding,
            "variables": dict(terminal.variables),
            "refusal": terminal.refusal or None,
        },
        "problems": list(problems),
    }


def _info_json(store: StoreFacts) -> Json:
    info = store.info
    if info is None:
        return None
    return {
        "schema": info.schema,
        "revision": info.revision,
        "entries": dict(sorted(info.counts.items())),
        "created_at": instant(info.created_at),
        "recorded_at": instant(info.recorded_at),
        "said_at": instant(info.said_at),
        "writable": info.writable,
    }
