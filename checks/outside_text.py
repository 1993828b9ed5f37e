"""`python -m checks.outside_text`: no outside text travels as markup, id, key or action.

Every text that sitmon did not write is hostile, and Textual would obey it in some sixty places. The
cleaner and the render guard stand behind this rule; the rule keeps a new call from going round
them.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.keys import REVIEWED, acts_in, keys_in
from checks.markup import markup_in
from checks.syntax import ROOT, trees


def broken_in(path: str, tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, rule and source text of every place in a file where a rule is broken."""
    for node in markup_in(tree):
        yield node.lineno, "outside text as markup: wrap it in Content", ast.unparse(node)
    for node in keys_in(tree):
        if (path, ast.unparse(node)) not in REVIEWED:
            yield node.lineno, "a key, selector, action or address of data", ast.unparse(node)
    for line, name in acts_in(tree):
        if (path, name) not in REVIEWED:
            yield line, "turns a text into an act", name


def main(root: Path = ROOT) -> int:
    """Print every broken rule as `path:line: rule: source`; return 1 where there is any."""
    found = [
        f"{path}:{line}: {rule}: {source}"
        for path, tree in trees(root)
        for line, rule, source in broken_in(path, tree)
    ]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
