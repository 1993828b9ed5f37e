"""Outside text reaches a widget as `Content` only: what Textual would read as markup is found."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from checks.syntax import called, is_written_down


class Reader(Struct, frozen=True):
    """The arguments of a call that Textual reads as markup when they are plain strings."""

    places: tuple[int, ...]
    names: tuple[str, ...]


READERS: Final[Mapping[str, Reader]] = {
    "Static": Reader((0,), ("content",)),
    "Label": Reader((0,), ("content",)),
    "Button": Reader((0,), ("label", "tooltip")),
    "Checkbox": Reader((0,), ("label",)),
    "RadioButton": Reader((0,), ("label",)),
    "Option": Reader((0,), ("prompt",)),
    "Selection": Reader((0,), ("prompt",)),
    "OptionList": Reader((0,), ()),
    "add_option": Reader((0,), ()),
    "Collapsible": Reader((), ("title",)),
    "TabPane": Reader((0,), ("title",)),
    "Tab": Reader((0,), ("label",)),
    "Link": Reader((0,), ("text",)),
    "Tree": Reader((0,), ("label",)),
    "Select": Reader((0,), ("prompt",)),
    "add_row": Reader((0, 1, 2, 3), ("label",)),
    "add_column": Reader((0,), ("label",)),
    "TextArea": Reader((), ("placeholder", "tooltip")),
    "Hit": Reader((1, 4), ("match_display", "help")),
    "DiscoveryHit": Reader((0, 3), ("display", "help")),
}
ATTRIBUTES: Final = frozenset({"border_title", "border_subtitle", "tooltip"})
MAKERS: Final = frozenset({"from_markup", "Markdown", "render_markup"})
"""Calls that nobody here needs: they make markup of any text."""
OUR_OWN: Final = frozenset({"command.help"})
"""Looked at by hand: a line of `tui.commands.COMMANDS`."""


def markup_in(tree: ast.Module) -> Iterator[ast.expr]:
    """Every expression of a file that could carry outside text as markup."""
    makers = content_makers_in(tree)
    for node in read_as_markup(tree):
        if not is_content(node, makers) and ast.unparse(node) not in OUR_OWN:
            yield node
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in MAKERS:
            yield call


def content_makers_in(tree: ast.Module) -> frozenset[str]:
    """The functions of a file that say that they return `Content`; mypy holds them to it."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    returned = ((node.name, node.returns) for node in functions)
    return frozenset(
        name for name, kind in returned if isinstance(kind, ast.Name) and kind.id == "Content"
    )


def is_content(node: ast.expr, makers: frozenset[str] = frozenset()) -> bool:
    """Whether an argument is a literal, or made by `Content`, its methods or these functions."""
    if is_written_down(node):
        return True
    if isinstance(node, ast.Call):
        function = node.func
        if called(node) in {"Content", *makers}:
            return True
        return isinstance(function, ast.Attribute) and _is_content_itself(function.value)
    return False


def _is_content_itself(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "Content") or is_content(node)


def read_as_markup(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression that Textual would read as markup if it were a plain string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (reader := READERS.get(called(node))) is not None:
            yield from (node.args[place] for place in reader.places if place < len(node.args))
            # `**words` could be any of them.
            yield from (w.value for w in node.keywords if w.arg is None or w.arg in reader.names)
        elif isinstance(node, ast.Assign):
            targets = (target for target in node.targets if isinstance(target, ast.Attribute))
            if any(target.attr in ATTRIBUTES for target in targets):
                yield node.value
