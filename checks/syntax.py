"""Reading the source of the screens as syntax: what is called, and what is written down in it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
SCREEN_PACKAGES: Final = ("tui", "widgets")


def trees(root: Path = ROOT) -> Iterator[tuple[str, ast.Module]]:
    """Every module of the packages that draw: its path below the root, and its syntax tree."""
    for package in SCREEN_PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            yield str(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """The last name of what is called; empty where it has none."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_written_down(node: ast.expr) -> bool:
    """Whether a value is a literal of the source, with nothing put into it."""
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) for part in node.values)
    return isinstance(node, ast.Constant)


def is_fixed(node: ast.expr, classes: frozenset[str] = frozenset()) -> bool:
    """Whether a value is a literal, a constant, one of these classes, or a choice among such."""
    if isinstance(node, ast.Name):
        return node.id in classes or node.id.lstrip("_")[:1].isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.lstrip("_")[:1].isupper()
    if isinstance(node, ast.IfExp):
        return is_fixed(node.body, classes) and is_fixed(node.orelse, classes)
    return is_written_down(node)


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
