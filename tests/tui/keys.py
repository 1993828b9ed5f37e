"""The table of keys in the README, made from the command list; run it to write the table anew."""

from pathlib import Path

from tui.commands import COMMANDS

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- keys: made from tui/commands.py; a test compares -->\n"
END = "<!-- /keys -->"


def key_table() -> str:
    """One row for a key that does the same on several screens, in Markdown."""
    screens: dict[tuple[str, str], list[str]] = {}
    for command in COMMANDS:
        screens.setdefault((command.shown, command.help), []).append(command.scope.value.lower())
    rows = [
        f"| `{shown_in_table(keys)}` | {does} | {', '.join(where)} |\n"
        for (keys, does), where in screens.items()
    ]
    return "".join(["| key | does | where |\n", "|---|---|---|\n", *rows])


def shown_in_table(keys: str) -> str:
    """A bar would end the cell."""
    return keys.replace("|", "\\|")


def written_table() -> str:
    """What the README holds now."""
    text = README.read_text(encoding="utf-8")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


def write_table() -> None:
    """Put the table of today into the README."""
    text = README.read_text(encoding="utf-8")
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    README.write_text(before + BEGIN + key_table() + after, encoding="utf-8")


if __name__ == "__main__":
    write_table()
