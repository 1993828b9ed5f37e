"""What an import costs, and what outside text reaches a widget as.

That imports run one way is the business of `lint-imports`.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCREEN_AND_NETWORK = frozenset({"textual", "rich", "httpx"})
GEOMETRY_AND_NETWORK = frozenset({"shapely", "pyproj", "numpy", "httpx"})
MEASURING = frozenset(
    {
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


# Calls of Textual that read a plain string as markup, with the argument that they read.
MARKUP_READERS = {
    "Static": "content",
    "Label": "content",
    "Button": "label",
    "Checkbox": "label",
    "RadioButton": "label",
    "Option": "prompt",
    "Collapsible": "title",
    "TabPane": "title",
    "Tab": "label",
    "Link": "text",
}
MARKUP_ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip"})
MARKUP_MAKERS = frozenset({"from_markup", "Markdown", "render_markup"})


def trees() -> Iterator[tuple[str, ast.Module]]:
    for package in ("tui", "widgets"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def makers_in(tree: ast.Module) -> frozenset[str]:
    """The functions of a file that say that they return `Content`; mypy holds them to it."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    returned = ((node.name, node.returns) for node in functions)
    return frozenset(
        name for name, kind in returned if isinstance(kind, ast.Name) and kind.id == "Content"
    )


def is_content(node: ast.expr, makers: frozenset[str] = frozenset()) -> bool:
    """Whether an argument is a literal, or made by `Content`, its methods or these functions."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) for part in node.values)
    if isinstance(node, ast.Call):
        function = node.func
        if called(node) in {"Content", *makers}:
            return True
        return isinstance(function, ast.Attribute) and is_content_itself(function.value)
    return False


def is_content_itself(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "Content") or is_content(node)


def called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def read_as_markup(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression that Textual would read as markup if it were a plain string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in MARKUP_READERS:
            yield from node.args[:1]
            name = MARKUP_READERS[called(node)]
            yield from (word.value for word in node.keywords if word.arg in (name, None))
        elif isinstance(node, ast.Assign):
            targets = (target for target in node.targets if isinstance(target, ast.Attribute))
            if any(target.attr in MARKUP_ATTRIBUTES for target in targets):
                yield node.value


def test_outside_text_reaches_a_widget_only_as_content() -> None:
    wrong = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in trees()
        for node in read_as_markup(tree)
        if not is_content(node, makers_in(tree))
    ]
    assert wrong == []


def test_nothing_is_ever_made_from_markup() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in MARKUP_MAKERS
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "is_safe"),
    [
        ("Static('[b]ours[/b]')", True),
        ("Static(Content(text))", True),
        ("Static(Content('\\n').join(lines))", True),
        ("Static(Content.assemble(a, b))", True),
        ("def told() -> Content: ...\nStatic(self.told())", True),
        ("def told() -> str: ...\nStatic(self.told())", False),
        ("Static(text)", False),
        ("Static(f'{text}')", False),
        ("Static('a' + text)", False),
        ("Static(content=text)", False),
        ("Static(**words)", False),
        ("Static(escape(text))", False),
        ("textual.widgets.Label(str(text))", False),
        ("pane.border_title = Content(text)", True),
        ("pane.border_title = text", False),
        ("pane.tooltip = text.strip()", False),
    ],
)
def test_the_rule_itself(source: str, *, is_safe: bool) -> None:
    tree = ast.parse(source)
    assert all(is_content(node, makers_in(tree)) for node in read_as_markup(tree)) is is_safe
