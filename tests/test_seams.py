"""What an import costs. That imports run one way is the business of `lint-imports`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCREEN_AND_NETWORK = frozenset({"textual", "rich", "httpx"})
GEOMETRY_AND_NETWORK = frozenset({"shapely", "pyproj", "numpy", "httpx"})
MEASURING = frozenset(
    {
        "situation.analysis.burden",
        "situation.analysis.footprint",
        "situation.analysis.ground",
        "situation.analysis.layer",
        "situation.analysis.plane",
        "situation.analysis.terrain",
        "situation.analysis.edges",
        "situation.analysis.front",
        "situation.importing",
        "situation.map_intake",
        "situation.maps.difference",
        "situation.packs.measure",
        "situation.region_figures",
        "situation.remeasuring",
        "situation.reports.imports",
    }
)
"""What measures maps or tells of it may load the libraries that measure; nothing else may."""

NETWORKING = (
    "situation.copying",
    "situation.serving",
    "situation.sources.fetch",
    "situation.sources.guard",
    "situation.store.http",
    "situation.store.postgres",
    "situation.sync",
)
"""How the names of the modules begin that fetch, serve, or drive what does."""

# What `sitmon` imports before the first paint: the command line, then the application.
START = ("tui.__main__", "tui.cli", "tui.commandline.monitor", "tui.run")

_PROBE = """
import importlib, json, sys
heavy, names = map(json.loads, sys.argv[1:])
found, seen = {}, set()
for name in names:
    importlib.import_module(name)
    new = (set(heavy) & set(sys.modules)) - seen
    seen |= new
    if new:
        found[name] = sorted(new)
print(json.dumps(found))
"""


def modules_of(package: str) -> list[str]:
    paths = (path.relative_to(ROOT) for path in sorted((ROOT / package).rglob("*.py")))
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


def brought_in(names: list[str], heavy: frozenset[str]) -> dict[str, list[str]]:
    """The heavy packages that these imports load in a fresh process, by the first that did."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, json.dumps(sorted(heavy)), json.dumps(names)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_core_loads_no_screen_and_no_network() -> None:
    names = [name for name in modules_of("situation") if not name.startswith(NETWORKING)]
    assert brought_in(names, SCREEN_AND_NETWORK) == {}


def test_only_what_measures_loads_geometry() -> None:
    names = modules_of("situation")
    assert set(names) > MEASURING, "a module was renamed"
    light = [name for name in names if name not in MEASURING and not name.startswith(NETWORKING)]
    assert brought_in(light, GEOMETRY_AND_NETWORK) == {}


def test_the_monitor_s_start_loads_no_geometry_and_no_network() -> None:
    assert brought_in([*START, *modules_of("widgets")], GEOMETRY_AND_NETWORK) == {}


def test_the_command_line_loads_no_screen_library() -> None:
    assert brought_in(["tui.__main__"], SCREEN_AND_NETWORK) == {}
