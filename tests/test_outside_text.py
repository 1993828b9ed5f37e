"""Outside text is never a key of Textual's: no id, class, action, binding or query is made of data.

What reaches a widget as markup is the business of `tests.test_seams`, which this goes on from. The
rules are over the source text, so that the code that breaks one need not be run to be found.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.test_seams import called, trees

WITH_KEYS = frozenset({"id", "classes", "action", "link", "meta", "css_path", "group"})
"""Arguments that are keys, or that run or open something, whatever is called with them."""
FIRST_IS_A_KEY = frozenset(
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
CLASS_IS_SECOND = "set_class"
RUNNING = frozenset(
    {"run_action", "simulate_key", "open_url", "webbrowser", "subprocess", "popen", "system"}
)
"""Names that turn a text into an act; none may be so much as mentioned, but in `REVIEWED`."""
RECORDS_OF_OURS = frozenset(
    {"judge_link", "partial", "Command", "replace", "Attempt", "Visit", "PlaceRow", "Coord"}
)
"""Calls that are no widget's: their `id` and `link` are fields of records."""

REVIEWED = frozenset(
    {
        ("tui/commands.py", "command.keys"),
        ("tui/commands.py", "command.name"),
        ("tui/kiosk.py", "run_action"),
        ("tui/palette.py", "run_action"),
        ("tui/safe_app.py", "open_url"),
        ("tui/screens/base.py", "next(least)"),
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
fields of a typed claim, the grades), an override that refuses, a link that the render guard judges,
and a query of a search, which is none of Textual's."""


def is_fixed(node: ast.expr, classes: frozenset[str] = frozenset()) -> bool:
    """Whether a value is written in the source: a literal, a constant or class, or a choice."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in classes or node.id.lstrip("_")[:1].isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.lstrip("_")[:1].isupper()
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) for part in node.values)
    if isinstance(node, ast.IfExp):
        return is_fixed(node.body, classes) and is_fixed(node.orelse, classes)
    return False


def classes_named_in(tree: ast.AST) -> frozenset[str]:
    """The arguments of a file that are annotated as classes (`type[...]`); mypy holds them to it.

    A loop over classes (`for kind in PANES`) names them too, when it runs over a constant.
    """
    arguments = (node for node in ast.walk(tree) if isinstance(node, ast.arg))
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension))
    return frozenset(
        node.arg
        for node in arguments
        if node.annotation is not None and ast.unparse(node.annotation).startswith("type[")
    ) | frozenset(
        loop.target.id
        for loop in loops
        if isinstance(loop.target, ast.Name) and is_fixed(loop.iter)
    )


def keys_in(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression that Textual would take for a key, a selector, an action or an address."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name not in RECORDS_OF_OURS:
                yield from (word.value for word in node.keywords if word.arg in WITH_KEYS)
            if name in FIRST_IS_A_KEY:
                yield from node.args[1:] if name == CLASS_IS_SECOND else node.args[:1]


def running_in(tree: ast.AST) -> Iterator[str]:
    """Every mention of what turns a text into an act."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in RUNNING:
            yield node.attr
        elif isinstance(node, ast.Name | ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.id if isinstance(node, ast.Name) else node.name
            if name in RUNNING:
                yield name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in RUNNING)


def broken_in(tree: ast.AST) -> Iterator[str]:
    """Every place where one of the rules is broken, as it is written."""
    classes = classes_named_in(tree)
    yield from (ast.unparse(node) for node in keys_in(tree) if not is_fixed(node, classes))
    yield from running_in(tree)


def test_no_key_selector_action_or_address_of_textual_s_is_made_of_data() -> None:
    found = {(path, words) for path, tree in trees() for words in broken_in(tree)}
    assert sorted(found - REVIEWED) == []


@pytest.mark.parametrize(
    ("source", "is_safe"),
    [
        ("Container(id='panes')", True),
        ("Container(id=place.id)", False),
        ("Static(Content(text), classes=f'-{text}')", False),
        ("Static(Content(text), classes='-a' if plain else '-b')", True),
        ("Binding('j,down', 'by(1)')", True),
        ("Binding(text, 'by(1)')", False),
        ("Binding('j', action=f'open({text!r})')", False),
        ("Style(link=claim.url)", False),
        ("style.update_link(url)", False),
        ("Style.from_meta({'@click': text})", False),
        ("self.set_class(glyphs.plain, '-ascii')", True),
        ("self.set_class(True, text)", False),
        ("self.query_one(text)", False),
        ("self.query_one(CityList)", True),
        ("def pane(kind: type[Pane]): self.query_one(kind)", True),
        ("def pane(kind: str): self.query_one(kind)", False),
        ("self.run_action(text)", False),
        ("self.call_later(self.run_action, text)", False),
        ("import webbrowser", False),
        ("os.system(text)", False),
    ],
)
def test_the_rules_themselves(source: str, *, is_safe: bool) -> None:
    assert (not list(broken_in(ast.parse(source)))) is is_safe
