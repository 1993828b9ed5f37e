from itertools import product

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from widgets.theme import (
    ANSI,
    DARK,
    LIGHT,
    MONO,
    PALETTES,
    THEMES,
    Emphasis,
    Palette,
    Role,
    palette_of,
    role_style,
)


def luminance(hex_colour: str) -> float:
    channels = (channel / 255 for channel in Color.parse(hex_colour).rgb)
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def hex_of(colour: RichColor | None) -> str:
    assert colour is not None
    assert colour.triplet is not None
    return colour.triplet.hex


def in_256_colours(colour: RichColor | None) -> str:
    assert colour is not None
    return colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize(("palette", "role"), list(product((DARK, LIGHT), Role)))
def test_every_role_is_readable(palette: Palette, role: Role) -> None:
    for emphasis in Emphasis:
        style = palette.style(role, emphasis)
        assert contrast(hex_of(style.color), hex_of(style.bgcolor)) >= 4.5, (role, emphasis)
        over_ssh = contrast(in_256_colours(style.color), in_256_colours(style.bgcolor))
        assert over_ssh >= 4.5, (role, emphasis)


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_the_colours_of_the_sides_are_ones_that_256_colours_have(palette: Palette) -> None:
    for role in (Role.OCCUPIED, Role.HELD, Role.CONTESTED, Role.INFILTRATED, Role.ENCIRCLED):
        colour = RichColor.parse(palette.colours[role])
        assert in_256_colours(colour) == hex_of(colour)


def test_the_sixteen_colour_theme_sends_no_other_colours() -> None:
    for role, emphasis in product(Role, Emphasis):
        style = ANSI.style(role, emphasis)
        assert style.bgcolor is None
        assert style.color is None or (style.color.number or 0) < 16


def test_mono_has_no_colour() -> None:
    for role, emphasis in product(Role, Emphasis):
        style = MONO.style(role, emphasis)
        assert style.color is None
        assert style.bgcolor is None


def test_the_cursor_and_the_alarm_show_without_colour() -> None:
    assert MONO.style(Role.TEXT, Emphasis.CURSOR).reverse
    assert MONO.style(Role.ALERT, Emphasis.NONE).reverse


def test_another_theme_gets_the_palette_of_its_brightness() -> None:
    assert palette_of(BUILTIN_THEMES["nord"]) is DARK
    assert palette_of(BUILTIN_THEMES["textual-light"]) is LIGHT
    assert [palette_of(theme) for theme in THEMES] == list(PALETTES)


def test_styles_are_resolved_once() -> None:
    one = role_style("dark", Role.WARN, Emphasis.NONE)
    assert role_style("dark", Role.WARN, Emphasis.NONE) is one
