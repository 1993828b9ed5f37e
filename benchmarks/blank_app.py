"""The floor of every start: a Textual application that says one word."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BlankApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("READY")


if __name__ == "__main__":
    BlankApp().run()
