"""The log as it leaves and enters: read by every token, continued by those who may write."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from situation.model import AnyRecord, Assessment, Claim, ControlReading, Link, Note, Statistic
from situation.serving.endpoints import Asked
from situation.serving.keyring import Grant
from situation.serving.parameters import wrong_body
from situation.serving.plausible import require_plausible
from situation.serving.problems import refused
from situation.serving.queries import LogAsked
from situation.serving.service import Service
from situation.serving.tokens import Role
from situation.serving.wire import (
    JSON,
    JSON_LINES,
    AppendAnswer,
    AppendRequest,
    ReplicationAnswer,
)
from situation.store.bodies import KIND_OF
from situation.store.cleaning import cleaned
from situation.store.log import Entry

_PAGE_BYTES: Final = 4_000_000
_STEP: Final = 100
"""Entries asked for at a time, so that a page of large ones ends soon after it is full."""
_REQUEST: Final = msgspec.json.Decoder(AppendRequest)
_ENTRY: Final = msgspec.json.Decoder(Entry)
_ENCODER: Final = msgspec.json.Encoder()


async def ask_log(service: Service, asked: Asked[LogAsked]) -> bytes:
    """Entries behind a number as JSON lines, whole ones only, until the page is full."""
    after, left, size = asked.query.after, asked.query.limit, 0
    lines: list[bytes] = []
    while left > 0 and size < _PAGE_BYTES:
        for entry in (found := await service.store.entries(after, min(left, _STEP))):
            line = _ENCODER.encode(entry)
            size += len(line)
            lines.append(line)
            if size >= _PAGE_BYTES:
                break
        if not found:
            break
        after, left = found[-1].entry, left - len(found)
    return b"".join(line + b"\n" for line in lines)


async def append(service: Service, request: Request, grant: Grant | None) -> Response:
    """Record what was sent, in the name of whom the token says."""
    grant = _writer(grant)
    body = await _body(service, request, grant, JSON)
    sent = await asyncio.to_thread(_decoded, body)
    _check_kinds(grant, sent.records)
    require_plausible(sent.records, await _present(service))
    author = sent.author if grant.role is Role.ADMIN and sent.author else grant.name
    report = await service.store.append(
        (cleaned(record) for record in sent.records), author=author, act=sent.act
    )
    service.watcher.note(report.revision)
    return _answered(
        AppendAnswer(
            appended=report.appended,
            unchanged=report.unchanged,
            revision=report.revision,
            author=author,
        )
    )


async def _present(service: Service) -> datetime:
    """Never before the newest entry, as in the log itself: the clock may have been set back."""
    newest = (await service.store.info()).recorded_at
    return max(service.clock(), newest) if newest else service.clock()


async def replicate(service: Service, request: Request, grant: Grant | None) -> Response:
    """Continue the log with the entries of another, as they are."""
    body = await _body(service, request, _writer(grant), JSON_LINES)
    entries = await asyncio.to_thread(_entries, body)
    revision = await service.store.replicate(entries)
    service.watcher.note(revision)
    return _answered(ReplicationAnswer(revision=revision))


def _writer(grant: Grant | None) -> Grant:
    if grant is None:
        raise refused(401, "a token is needed")
    return grant


def _check_kinds(grant: Grant, records: Iterable[AnyRecord]) -> None:
    """Refuse an analyst what is not a judgement: whole sources, places and maps are an admin's."""
    if grant.role is Role.ADMIN:
        return
    for record in records:
        if isinstance(record, Claim | Link | Assessment | Note):
            continue
        if isinstance(record, ControlReading | Statistic) and record.claim is not None:
            # What a claim says of control or in figures belongs to it.
            continue
        kind = KIND_OF[type(record)]
        raise refused(403, f"an {grant.role} token may not record a {kind} of its own")


async def _body(service: Service, request: Request, grant: Grant, media_type: str) -> bytes:
    sent_as = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent_as != media_type or "content-encoding" in request.headers:
        raise refused(415, f"this takes {media_type}, not compressed")
    limits = service.limits
    most = limits.admin_body if grant.role is Role.ADMIN else limits.body
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
    return b"".join(parts)


def _too_large(most: int) -> Exception:
    return refused(413, f"no more than {most:,} bytes at a time")


def _decoded(body: bytes) -> AppendRequest:
    try:
        return _REQUEST.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise wrong_body(error, "records") from None


def _entries(body: bytes) -> list[Entry]:
    try:
        return _ENTRY.decode_lines(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise wrong_body(error, "entries") from None


def _answered(answer: AppendAnswer | ReplicationAnswer) -> Response:
    return Response(_ENCODER.encode(answer), media_type=JSON)
