"""Outside text is never a key of Textual's: no id, class, action, binding or query is made of data.

The rules are over the source text, so that the code that breaks one need not be run to be found.
"""

import ast
from collections.abc import Iterator
from typing import Final

from checks.syntax import called, classes_named_in, is_fixed

WITH_KEYS: Final = frozenset({"id", "classes", "action", "link", "meta", "css_path", "group"})
"""Arguments that are keys, or that run or open something, whatever is called with them."""
FIRST_IS_A_KEY: Final = frozenset(
    {
        "add_class",
        "query",
        "query_one",
        "remove_class",
        "set_class",
        "toggle_class",
        "update_link",
        "from_meta",
        "apply_meta",
        "Binding",
    }
)
"""Calls whose argument is a selector, a class, a key or what a click does."""
CLASS_IS_SECOND: Final = "set_class"
RUNNING: Final = frozenset(
    {"run_action", "simulate_key", "open_url", "webbrowser", "subprocess", "popen", "system"}
)
"""Names that turn a text into an act; none may be so much as mentioned, but in `REVIEWED`."""
RECORDS_OF_OURS: Final = frozenset(
    {"judge_link", "partial", "Command", "replace", "Attempt", "Visit", "PlaceRow", "Coord"}
)
"""Calls that are no widget's: their `id` and `link` are fields of records."""

REVIEWED: Final = frozenset(
    {
        ("tui/commands.py", "command.keys"),
        ("tui/commands.py", "command.name"),
        ("tui/kiosk.py", "run_action"),
        ("tui/palette.py", "run_action"),
        ("tui/safe_app.py", "open_url"),
        ("tui/safe_app.py", "run_action"),
        ("tui/screens/base.py", "next(fitting)"),
        ("tui/screens/city.py", "other"),
        ("tui/screens/claim_form.py", "f'#field-{name}'"),
        ("tui/screens/claim_form.py", "f'field-{name}'"),
        ("tui/screens/prompts.py", "f'{grade.lower()},{grade}'"),
        ("tui/screens/prompts.py", "str(grade.value)"),
        ("tui/slow_link.py", "style.link"),
        ("tui/view_export.py", "seen_from"),
    }
)
"""Looked at by hand: made of the program's own lists (`COMMANDS`, the layouts, the panes, the
fields of a typed claim, the grades), an override that refuses or waits, a link that the render
guard judges, and a query of a search, which is none of Textual's."""


def keys_in(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression, made of data, that Textual would take for a key, an action or an address.

    A key is an id, a class, a selector or what a binding listens to.
    """
    classes = classes_named_in(tree)
    return (node for node in _taken_for_keys(tree) if not is_fixed(node, classes))


def _taken_for_keys(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name not in RECORDS_OF_OURS:
                yield from (word.value for word in node.keywords if word.arg in WITH_KEYS)
            if name in FIRST_IS_A_KEY:
                yield from node.args[1:] if name == CLASS_IS_SECOND else node.args[:1]


def acts_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every mention of what turns a text into an act."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in RUNNING:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name) and node.id in RUNNING:
            yield node.lineno, node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in RUNNING:
            yield node.lineno, node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in RUNNING)
