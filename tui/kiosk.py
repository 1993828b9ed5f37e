"""The monitor of a shared account: whoever reads here changes nothing and reaches nothing else.

Three layers. A command that would write, fetch or leave the screen says that it is off before its
form opens; the application's own doors to such work are shut; and the store itself, opened by
`tui.commandline.kiosk`, cannot be written. Everything else is the monitor as it is.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from textual import actions
from textual.dom import DOMNode

from situation.store.base import Store
from tui.app import SitmonApp
from tui.known_settings import KnownSettings

NOT_HERE: Final = "not in a kiosk"
WITHHELD: Final = frozenset(
    {
        "accept_terms",
        "add_claim",
        "confirm",
        "export",
        "grade",
        "note",
        "reject",
        "save_view",
        "suspend_process",
        "sync",
        "sync_all",
        "try_source",
    }
)
"""The commands that are off; keys, foot line, palette and help go on showing them."""


class KioskApp(SitmonApp):
    """The situation monitor, for reading alone.

    To be made with a store that was opened for reading, and without a `visits_file`: what was read
    is marked until the program ends.
    """

    def known_settings(self) -> KnownSettings:
        """None: whoever keeps the store has them, and a file that lies here is nobody's."""
        return KnownSettings(None)

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out an action of a key or the palette, unless it is withheld here."""
        _, name, _ = actions.parse(action) if isinstance(action, str) else action
        if name in WITHHELD:
            self._withhold()
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        """Record nothing."""
        del act, done
        self._withhold()

    def export_view(self, line: str, typed_path: str) -> None:
        """Write no file."""
        del line, typed_path
        self._withhold()

    def sync_now(self, connector: str | None) -> None:
        """Fetch nothing and start no program."""
        del connector
        self._withhold()

    def accept_terms(self, connector: str, notice: str) -> None:
        """Accept nothing in the name of everybody."""
        del connector, notice
        self._withhold()

    def action_suspend_process(self) -> None:
        """Do not hand the terminal to whatever started this."""
        self._withhold()

    def _handle_exception(self, error: Exception) -> None:
        """End as ever, but write no report of it."""
        self._crash_log = None
        super()._handle_exception(error)

    def _withhold(self) -> None:
        self.notify(NOT_HERE)
