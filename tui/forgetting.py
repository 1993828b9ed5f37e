"""What was left is forgotten: in two places Textual holds on to it, and with it to all it drew.

A monitor runs for weeks and its reader opens screen after screen. The names with an underscore are
Textual's own (8); tests fail when a release renames one.
"""

from functools import lru_cache
from typing import Final

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.dom import DOMNode
from textual.style import Style

HOOK: Final = "get_inner_outer"
"""The method of `StylesCache` whose results are kept, with the cache of lines that asked."""
_inner_outer: Final = StylesCache.get_inner_outer.__wrapped__


def stop_watching(watcher: DOMNode, watched: DOMNode) -> None:
    """Forget a node that is being taken away.

    Textual does so when the value that the node watches changes, which may be never.

    Args:
        watcher: has called `watch`.
        watched: whose values.
    """
    for watchers in vars(watched).get("__watchers", {}).values():
        watchers[:] = [each for each in watchers if each[0] is not watcher]


def install_forgetting() -> None:
    """Keep what two colours come to without the lines of who asked; may be called again."""
    setattr(StylesCache, HOOK, _inner_outer_of)


def _inner_outer_of(_cache: StylesCache, base: Color, background: Color) -> tuple[Style, Style]:
    return _kept(base, background)


@lru_cache(1024)
def _kept(base: Color, background: Color) -> tuple[Style, Style]:
    inner, outer = _inner_outer(None, base, background)
    return inner, outer
