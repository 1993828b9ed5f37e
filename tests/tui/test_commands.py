"""One command list: no key twice, every action real, the README's table its picture."""

from collections import Counter

import pytest

from tests.tui.keys import key_table, written_table
from tui.app import SitmonApp
from tui.command import Scope
from tui.commands import COMMANDS, foot
from tui.screens.city import CityScreen
from tui.screens.claim import ClaimScreen
from tui.screens.feed import FeedScreen
from tui.screens.map import MapScreen
from tui.screens.monitor import MonitorScreen
from tui.screens.sources import SourcesScreen

FORBIDDEN = {"ctrl+s", "ctrl+q", "ctrl+z", "ctrl+i", "ctrl+m", "ctrl+h"}


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYWHERE])
def test_no_key_has_two_meanings_on_one_screen(scope: Scope) -> None:
    keys = [
        key
        for command in COMMANDS
        if command.scope in (scope, Scope.EVERYWHERE)
        for key in command.keys.split(",")
    ]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_no_key_that_terminals_or_tmux_take() -> None:
    keys = {key for command in COMMANDS for key in command.keys.split(",")}
    assert not keys & FORBIDDEN
    assert not [key for key in keys if key.startswith("alt+")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_carried_out_somewhere(command: object) -> None:
    assert isinstance(command, type(COMMANDS[0]))
    method = f"action_{command.name.partition('(')[0]}"
    owners = {
        Scope.EVERYWHERE: (MonitorScreen, CityScreen, ClaimScreen, FeedScreen),
        Scope.MONITOR: (MonitorScreen,),
        Scope.CITY: (CityScreen,),
        Scope.CLAIM: (ClaimScreen,),
        Scope.FEED: (FeedScreen,),
        Scope.MAP: (MapScreen,),
        Scope.SOURCES: (SourcesScreen,),
    }[command.scope]
    for owner in (SitmonApp,) if command.of_app else owners:
        assert hasattr(owner, method), f"{owner.__name__} lacks {method}"


def test_the_foot_line_fits_the_reference_terminal_in_part() -> None:
    keys = foot((Scope.MONITOR, Scope.EVERYWHERE))
    assert ("?", "help") in keys
    assert ("q", "quit") in keys


def test_the_readme_lists_the_keys_of_today() -> None:
    assert written_table() == key_table(), "run: python -m tests.tui.keys"
