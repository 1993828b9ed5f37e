"""Everything about one claim as JSON."""

from situation.claim_detail import ClaimDetail, EchoReport, LinkDetail, Version
from situation.model import Assessment, Note
from situation.reports.claims import claim_json
from situation.reports.jsontext import Json, instant, viewpoint_json
from situation.store.base import Recorded


def claim_page_json(detail: ClaimDetail) -> dict[str, Json]:
    """One object; the keys are a promise.

    `claim` as in `sitmon claims --json`; `withdrawn`; `versions`, oldest first, each with `act`,
    `recorded_at`, `author`, the names of the fields that it `changed` and its `text`; `links`, each
    with who stands behind it; `reports` of the same statement, the origin first, with how many
    there are and of how many `origins`; `assessments` and `notes` of analysts, oldest first;
    `citation` and its `fingerprint`.
    """
    echoes = detail.echoes
    return {
        **viewpoint_json(detail.viewpoint),
        "claim": claim_json(detail.view),
        "withdrawn": detail.withdrawn,
        "versions": [_version_json(version) for version in detail.versions],
        "links": [_link_json(link) for link in detail.links],
        "reports": [_report_json(report) for report in echoes.reports],
        "report_count": echoes.total,
        "origins": echoes.origins,
        "assessments": [_assessment_json(item) for item in detail.assessments],
        "notes": [_note_json(item) for item in detail.notes],
        "fingerprint": detail.fingerprint,
        "citation": detail.citation,
    }


def _version_json(version: Version) -> Json:
    item = version.item
    return {
        "act": item.act.value,
        "recorded_at": instant(item.recorded_at),
        "author": item.author,
        "changed": list(version.changed),
        "text": item.record.text,
    }


def _link_json(detail: LinkDetail) -> Json:
    link = detail.link
    return {
        "kind": link.kind.value,
        "outgoing": detail.outgoing,
        "claim": detail.other.id,
        "source": detail.other.source,
        "source_name": detail.other_source.name,
        "text": detail.other.text,
        "said_at": instant(detail.other.said_at),
        "independent": link.independent.value,
        "standing": link.standing.value,
        "reason": link.reason or None,
        "recorded_at": instant(detail.recorded_at),
        "author": detail.author or None,
    }


def _report_json(report: EchoReport) -> Json:
    return {
        "claim": report.claim.id,
        "source": report.source.id,
        "source_name": report.source.name,
        "via": [source.id for source in report.via],
        "said_at": instant(report.claim.said_at),
        "rule": report.rule or None,
    }


def _assessment_json(item: Recorded[Assessment]) -> Json:
    record = item.record
    return {
        "author": record.author,
        "recorded_at": instant(item.recorded_at),
        "opinion": record.opinion.value if record.opinion else None,
        "likelihood": record.likelihood.value if record.likelihood else None,
        "confidence": record.confidence.value if record.confidence else None,
        "credibility": record.credibility.value if record.credibility else None,
        "reason": record.reason,
    }


def _note_json(item: Recorded[Note]) -> Json:
    return {
        "author": item.record.author,
        "recorded_at": instant(item.recorded_at),
        "text": item.record.text,
    }
