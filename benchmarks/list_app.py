"""A list as Textual brings it, to compare ours with: as many rows as the bundled situation."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

ROWS = 219


class ListApp(App[None]):
    """A list of cities and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step", "step"),
        Binding("r", "repaint", "repaint"),
    ]

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(
            *(f"READY {number:3}  a city  an oblast  22%  +22  0.0" for number in range(ROWS)),
            markup=False,
        )

    def action_step(self) -> None:
        """Move the cursor by one."""
        self.query_one(OptionList).action_cursor_down()

    def action_repaint(self) -> None:
        """Paint the whole screen."""
        self.refresh()


if __name__ == "__main__":
    ListApp().run()
