"""The settings as the running monitor knows them; the file may change under it."""

# ruff: noqa: PLC0415

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from situation.errors import InputError

if TYPE_CHECKING:
    # What reads the file is loaded when it is first read: the first paint waits for none of it.
    from situation.settings_model import Settings


class KnownSettings:
    """Reads the settings anew whenever it is asked.

    Args:
        environ: of the process; None: nothing is set up here, whatever a file or a variable says.
    """

    def __init__(self, environ: Mapping[str, str] | None) -> None:
        self.environ = environ
        self._sound: Settings | None = None

    async def read(self) -> "Settings | None":
        """The settings in force; None where nothing is set up here.

        Raises:
            InputError: the file has a fault.
        """
        from situation.settings import load_settings

        if self.environ is not None:
            self._sound = await asyncio.to_thread(load_settings, self.environ)
        return self._sound

    async def last_sound(self) -> "Settings | None":
        """The settings in force, or while the file has a fault those before it had one."""
        with suppress(InputError):
            await self.read()
        return self._sound
