"""The four themes, and what each role of the screen looks like in them.

The colours of the dark and light themes are among the 240 fixed colours of xterm-256, because those
are what a terminal shows over ssh. `ansi` uses the terminal's own 16 colours and sends a third
less; `mono` uses no colour at all. A role never says by colour alone what it says: glyphs and
letters stand beside it.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct
from rich.style import Style
from textual.theme import Theme


class Role(StrEnum):
    """What a piece of text is, for the theme to give it a look."""

    TEXT = "text"
    MUTED = "muted"
    STRONG = "strong"
    HEADING = "heading"
    OCCUPIED = "occupied"
    HELD = "held"
    CONTESTED = "contested"
    INFILTRATED = "infiltrated"
    ENCIRCLED = "encircled"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    WARN = "warn"
    STALE = "stale"
    NEW = "new"
    KEY = "key"
    ALERT = "alert"
    LIBERATED = "liberated"
    NEWLY_OCCUPIED = "newly occupied"
    NO_LONGER_OCCUPIED = "no longer occupied"


class Emphasis(Enum):
    """Whether a line is under the cursor of a list that has the focus."""

    NONE = 0
    CURSOR = 1


NEUTRAL_ROLES: Final = frozenset(
    {
        Role.TEXT,
        Role.MUTED,
        Role.STRONG,
        Role.HEADING,
        Role.OUTSIDE,
        Role.UNKNOWN,
        Role.NEW,
        Role.KEY,
    }
)
"""Roles that look alike on the cursor's line: they are readable there, and it costs fewer bytes."""

_BOLD_ROLES: Final = frozenset({Role.STRONG, Role.WARN, Role.NEW, Role.KEY, Role.ALERT})


class Palette(Struct, frozen=True, kw_only=True):
    """The looks of one theme. Colours are names or hex values that Rich understands."""

    theme: Theme
    background: str | None
    """None: the terminal's own."""
    cursor_background: str | None
    """None: the cursor's line is shown in reverse, all in one style."""
    colours: Mapping[Role, str]
    cursor_colours: Mapping[Role, str]
    dim_roles: frozenset[Role] = frozenset()

    def style(self, role: Role, emphasis: Emphasis) -> Style:
        """The terminal style of a role on a line of that emphasis."""
        if emphasis is Emphasis.CURSOR:
            return self._cursor_style(role)
        return Style(
            color=self.colours.get(role),
            bgcolor=self.background,
            bold=True if role in _BOLD_ROLES else None,
            dim=True if role in self.dim_roles else None,
            reverse=True if role is Role.ALERT else None,
        )

    def _cursor_style(self, role: Role) -> Style:
        if self.cursor_background is None:
            return Style(bold=True, reverse=True)
        like = Role.STRONG if role in NEUTRAL_ROLES else role
        colour = self.cursor_colours[like]
        return Style(color=colour, bgcolor=self.cursor_background, bold=True)


_ON_DARK: Final = {
    Role.TEXT: "#d0d0d0",
    Role.MUTED: "#8a8a8a",
    Role.STRONG: "#ffffff",
    Role.HEADING: "#87afd7",
    Role.OCCUPIED: "#ff8700",
    Role.HELD: "#5fafff",
    Role.CONTESTED: "#ffd75f",
    Role.INFILTRATED: "#ffafd7",
    Role.ENCIRCLED: "#d787ff",
    Role.OUTSIDE: "#8a8a8a",
    Role.UNKNOWN: "#8a8a8a",
    Role.WARN: "#ff8787",
    Role.STALE: "#d7af5f",
    Role.NEW: "#5fd7d7",
    Role.KEY: "#87afd7",
    Role.ALERT: "#ffd75f",
    Role.LIBERATED: "#87d7af",
    Role.NEWLY_OCCUPIED: "#ff5f87",
    Role.NO_LONGER_OCCUPIED: "#5fd7ff",
}

_ON_LIGHT: Final = {
    Role.TEXT: "#262626",
    Role.MUTED: "#626262",
    Role.STRONG: "#000000",
    Role.HEADING: "#005f87",
    Role.OCCUPIED: "#af5f00",
    Role.HELD: "#005fd7",
    Role.CONTESTED: "#5f5f00",
    Role.INFILTRATED: "#af005f",
    Role.ENCIRCLED: "#8700af",
    Role.OUTSIDE: "#626262",
    Role.UNKNOWN: "#626262",
    Role.WARN: "#d70000",
    Role.STALE: "#875f00",
    Role.NEW: "#005f5f",
    Role.KEY: "#005f87",
    Role.ALERT: "#af0000",
    Role.LIBERATED: "#005f5f",
    Role.NEWLY_OCCUPIED: "#d7005f",
    Role.NO_LONGER_OCCUPIED: "#0000d7",
}

_SIXTEEN: Final = {
    Role.HEADING: "cyan",
    Role.OCCUPIED: "red",
    Role.HELD: "blue",
    Role.CONTESTED: "yellow",
    Role.INFILTRATED: "magenta",
    Role.ENCIRCLED: "magenta",
    Role.WARN: "red",
    Role.STALE: "yellow",
    Role.NEW: "cyan",
    Role.KEY: "cyan",
    Role.ALERT: "yellow",
    Role.LIBERATED: "cyan",
    Role.NEWLY_OCCUPIED: "magenta",
    Role.NO_LONGER_OCCUPIED: "cyan",
}

_FAINT: Final = frozenset({Role.MUTED, Role.OUTSIDE, Role.UNKNOWN})


def _terminal_theme(name: str, accent: str, faint: str) -> Theme:
    return Theme(
        name=name,
        ansi=True,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning="ansi_yellow" if accent != "ansi_default" else accent,
        error="ansi_red" if accent != "ansi_default" else accent,
        success=accent,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "border": accent,
            "border-blurred": faint,
            "block-cursor-foreground": "ansi_black",
            "block-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black",
            "input-cursor-background": "ansi_white",
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
        },
    )


DARK: Final = Palette(
    theme=Theme(
        name="dark",
        primary="#5fafff",
        secondary="#87afd7",
        accent="#5fafff",
        warning="#ffd75f",
        error="#ff8787",
        success="#5fd7d7",
        foreground="#d0d0d0",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        variables={"border": "#5fafff", "border-blurred": "#585858"},
    ),
    background="#121212",
    cursor_background="#303030",
    colours=_ON_DARK,
    cursor_colours=_ON_DARK,
)

LIGHT: Final = Palette(
    theme=Theme(
        name="light",
        dark=False,
        primary="#005faf",
        secondary="#005f87",
        accent="#005faf",
        warning="#875f00",
        error="#d70000",
        success="#005f5f",
        foreground="#262626",
        background="#ffffff",
        surface="#eeeeee",
        panel="#e4e4e4",
        variables={"border": "#005faf", "border-blurred": "#9e9e9e"},
    ),
    background="#ffffff",
    # A pale bar would leave orange and olive unreadable; a dark one takes the dark theme's colours.
    cursor_background="#303030",
    colours=_ON_LIGHT,
    cursor_colours=_ON_DARK,
)

ANSI: Final = Palette(
    theme=_terminal_theme("ansi", "ansi_cyan", "ansi_bright_black"),
    background=None,
    cursor_background=None,
    colours=_SIXTEEN,
    cursor_colours={},
    dim_roles=_FAINT,
)

MONO: Final = Palette(
    theme=_terminal_theme("mono", "ansi_default", "ansi_default"),
    background=None,
    cursor_background=None,
    colours={},
    cursor_colours={},
    dim_roles=_FAINT,
)

PALETTES: Final = (DARK, LIGHT, ANSI, MONO)
THEMES: Final = tuple(palette.theme for palette in PALETTES)
"""For `App.register_theme`; their names are `dark`, `light`, `ansi` and `mono`."""

_PALETTES_BY_NAME: Final = {palette.theme.name: palette for palette in PALETTES}


def slow_theme(name: str) -> str:
    """The theme for a slow link: the 16 colours in place of 256; mono stays as it is."""
    return name if name == MONO.theme.name else ANSI.theme.name


def palette_of(theme: Theme) -> Palette:
    """The palette of one of our themes; for any other theme the dark or the light one."""
    return _PALETTES_BY_NAME.get(theme.name, DARK if theme.dark else LIGHT)


@lru_cache(maxsize=512)
def role_style(theme_name: str, role: Role, emphasis: Emphasis) -> Style:
    """The style of a role in one of our themes.

    Raises:
        KeyError: no theme of ours has that name.
    """
    return _PALETTES_BY_NAME[theme_name].style(role, emphasis)
