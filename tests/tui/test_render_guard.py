"""The render guard: nothing but text, colours and plain web links leaves a strip."""

import inspect
from itertools import pairwise

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tui.render_guard import HOOK, install_render_guard

RED = Style.parse("red")
HOSTILE = (
    *"\x00\x07\x1b\n\r\x7f\x80\x85\x9b\x9d\x9f",
    *"\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
)


@pytest.fixture(autouse=True)
def guard() -> None:
    install_render_guard()


def rendered(*segments: Segment) -> str:
    return Strip(segments).render(Console(color_system="truecolor", force_terminal=True))


def test_textual_still_has_the_places_where_the_guard_stands() -> None:
    assert inspect.isfunction(getattr(Strip, HOOK))
    assert Strip([Segment("x")])._render_cache is None
    assert Strip.render.__module__ == "tui.render_guard"


def test_installing_twice_guards_once() -> None:
    before = Strip.render
    install_render_guard()
    assert Strip.render is before


@pytest.mark.parametrize("style", [None, RED])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_controls_are_dropped_from_any_segment(hostile: str, style: Style | None) -> None:
    assert rendered(Segment(f"a{hostile}b", style)) == rendered(Segment("ab", style))


def test_a_surrogate_keeps_its_one_cell() -> None:
    assert rendered(Segment("a\ud800b")) == "a\ufffdb"


def test_the_columns_do_not_move() -> None:
    strip = Strip([Segment("a\x1b[2J\u202eb", RED), Segment("|")])
    assert strip.cell_length == len("a[2Jb|")


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://e/\x1b]0;PWNED\x1b\\",
        "https://e/\x9d",
        "https://e/\n",
        "ssh://host",
        "https://e/" + "x" * 3000,
    ],
)
def test_a_link_that_is_not_a_plain_web_address_is_dropped(link: str) -> None:
    assert rendered(Segment("text", RED + Style(link=link))) == rendered(Segment("text", RED))


def test_a_web_link_and_harmless_text_pass_untouched() -> None:
    style = Style(link="https://example.org/a?b=c")
    assert "https://example.org/a?b=c\x1b\\text" in rendered(Segment("text", style))
    assert rendered(Segment("Покровськ ●R ⡇ 日本 “x”")) == "Покровськ ●R ⡇ 日本 “x”"


def test_a_strip_is_looked_at_again_however_it_is_cut_and_joined() -> None:
    console = Console()
    strip = Strip([Segment("ab\x1b]0;x\x07cd", RED), Segment("efgh")])
    safe = strip.render(console)
    for part in (strip.crop(1, 6), Strip.join([strip, Strip.blank(3)]), strip.divide([2, 8])[1]):
        assert "\x1b]" not in part.render(console)
    assert strip.render(console) == safe


@needs_hostile
@pytest.mark.parametrize("case", hostile_cases("text", "markup", "markdown"), ids=lambda c: c.id)
def test_no_hostile_text_gets_through_the_guard(case: HostileCase) -> None:
    shown = rendered(Segment(case.text()[:5000]))
    assert not any(before < "\x20" or "\x7f" <= before <= "\x9f" for before, _ in pairwise(shown))
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    shown.encode()
