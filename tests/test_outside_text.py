"""The rules that `make check` holds the screens to, tried on code that keeps and breaks them."""

import ast
from pathlib import Path

import pytest

from checks.outside_text import broken_in, main


@pytest.mark.parametrize(
    ("source", "is_safe"),
    [
        ("Static('[b]ours[/b]')", True),
        ("Static(Content(text))", True),
        ("Static(Content('\\n').join(lines))", True),
        ("Static(Content.assemble(a, b))", True),
        ("def told() -> Content: ...\nStatic(self.told())", True),
        ("def told() -> str: ...\nStatic(self.told())", False),
        ("Static(text)", False),
        ("Static(f'{text}')", False),
        ("Static('a' + text)", False),
        ("Static(content=text)", False),
        ("Static(**words)", False),
        ("Static(escape(text))", False),
        ("textual.widgets.Label(str(text))", False),
        ("pane.border_title = Content(text)", True),
        ("pane.border_title = text", False),
        ("pane.tooltip = text.strip()", False),
        ("Content.from_markup(text)", False),
        ("Hit(1.0, Content(name), act, text=name, help='open this city')", True),
        ("Hit(1.0, Content(name), act, help=command.help)", True),
        ("Hit(1.0, Content(name), act, help=f'open {name}')", False),
        ("Hit(1.0, name, act)", False),
        ("Hit(1.0, Content(name), act, None, name)", False),
        ("DiscoveryHit(name, act)", False),
        ("options.add_option(name)", False),
        ("table.add_row(Content(name), name)", False),
        ("Container(id='panes')", True),
        ("Container(id=place.id)", False),
        ("Static(Content(text), classes=f'-{text}')", False),
        ("Static(Content(text), classes='-a' if plain else '-b')", True),
        ("Binding('j,down', 'by(1)')", True),
        ("Binding(text, 'by(1)')", False),
        ("Binding('j', action=f'open({text!r})')", False),
        ("Style(link=claim.url)", False),
        ("style.update_link(url)", False),
        ("Style.from_meta({'@click': text})", False),
        ("self.set_class(glyphs.plain, '-ascii')", True),
        ("self.set_class(True, text)", False),
        ("self.query_one(text)", False),
        ("self.query_one(CityList)", True),
        ("def pane(kind: type[Pane]): self.query_one(kind)", True),
        ("def pane(kind: str): self.query_one(kind)", False),
        ("self.run_action(text)", False),
        ("self.call_later(self.run_action, text)", False),
        ("import webbrowser", False),
        ("os.system(text)", False),
    ],
)
def test_a_rule(source: str, *, is_safe: bool) -> None:
    assert (not list(broken_in("tui/new.py", ast.parse(source)))) is is_safe


def test_what_is_broken_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "widgets").mkdir()
    (tmp_path / "widgets" / "new.py").write_text("x = 1\nStatic(text)\n", encoding="utf-8")
    assert main(tmp_path) == 1
    assert capsys.readouterr().out.startswith("widgets/new.py:2: outside text as markup")


def test_the_screens_keep_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""
