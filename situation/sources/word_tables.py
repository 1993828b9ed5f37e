"""Paragraphs and tables of a Word document (Office Open XML, ECMA-376 part 1, section 17)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from situation.errors import InputError
from situation.sources.zip_member import member_bytes
from situation.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_XML_BYTES: Final = 60_000_000
_BODY: Final = "word/document.xml"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def blocks(content: bytes, where: str) -> Iterator[tuple[bool, list[str]]]:
    """The paragraphs and table rows of a document in their order.

    Args:
        content: the docx.
        where: what to call it in errors.

    Returns:
        For each whether it is a row of a table, and its texts: one of a paragraph, one of each
        cell of a row.

    Raises:
        InputError: it is damaged, too large or no such document; when the first is asked for.
    """
    body = _document(content, where).find(f"{_WORD}body")
    if body is None:
        raise InputError("the document has no body", where=where, do="fetch it again")
    for block in body:
        if block.tag == f"{_WORD}p":
            yield False, [_text(block)]
        elif block.tag == f"{_WORD}tbl":
            for row in block.iter(f"{_WORD}tr"):
                yield True, [_text(cell).strip() for cell in row.findall(f"{_WORD}tc")]


def _document(content: bytes, where: str) -> "Element":
    xml = member_bytes(content, _BODY, limit=MAX_XML_BYTES, where=where)
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        what = f"the document cannot be read: {clean(error, 200)}"
        raise InputError(what, where=where, do="fetch it again") from None
    return root


def _text(element: "Element") -> str:
    """The words of an element; paragraphs, breaks and tabs part them."""
    parts: list[str] = []
    for child in element.iter():
        if child.tag == f"{_WORD}t":
            parts.append(child.text or "")
        elif child.tag in (f"{_WORD}p", f"{_WORD}br", f"{_WORD}tab"):
            parts.append(" ")
    return "".join(parts)
