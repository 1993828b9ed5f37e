"""The settings as the running monitor knows them; the file may change under it."""

# ruff: noqa: PLC0415

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

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

    async def read(self) -> "Settings | None":
        """The settings in force; None where nothing is set up here.

        Raises:
            InputError: the file has a fault.
        """
        from situation.settings import load_settings

        if self.environ is None:
            return None
        return await asyncio.to_thread(load_settings, self.environ)
