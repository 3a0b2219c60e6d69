"""The bound volume of one application: answers, opinions, scores and files gathered for dossier (domain 8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dossier import Attachment, IndicatorRow, Opinion, Report, Volume
from workflows.filestore import FileStore
from workflows.model import vocabulary
from workflows.model.accounts import Organisation
from workflows.model.clock import today
from workflows.model.facts import Answers, DossierEdition, StoredFile
from workflows.model.indicators import CURRENT
from workflows.model.parameters import Parameters
from workflows.model.process import Case
from workflows.model.vocabulary import Word

TITLE = ("呼和浩特市专业技术人员", "继续教育基地")
OPINIONS = {
    "sign_application": ("OP-1", "申报单位意见"),
    "recommend_application": ("OP-2", "主管部门意见"),
    "endorse_application": ("OP-3", "旗县区人社部门意见"),
    "conclude_panel": ("OP-4", "专家评审意见"),
    "approve_accreditation": ("OP-5", "市人力资源和社会保障局意见"),
}
VERDICTS = {
    "signed": "同意申报",
    "agreed": "同意推荐",
    "recommended": "建议认定",
    "rectify": "建议整改后认定",
    "rejected": "不建议认定",
    "approved": "同意认定",
    "refused": "不予认定",
}


def volume_of(
    session: Session,
    store: FileStore,
    case: Case,
    parameters: Parameters,
    at: datetime,
    *,
    edition: DossierEdition | None = None,
    demo: bool = False,
) -> Volume:
    """The volume of a case as its answers stand at `at`; without an edition it is a preview and says so."""
    answers = _answers(session, case, at)
    sections = {element: row.content for element, row in answers.items()}
    profile = sections.get("fill_unit_profile", {})
    return Volume(
        number=case.number or "",
        title=TITLE,
        organisation=profile.get("org_name") or case.org.name,
        department=_department(session, case),
        kind=_zh("ApplicationKind", profile.get("application_kind")) or "首次申报",
        filed_on=today(case.filed_at or at),
        edition=edition.edition if edition else 0,
        draft=edition is None,
        demo=demo,
        copies=int(parameters["dossier.copies"]),
        sections=sections,
        words=WORDS | _departments(session),
        opinions=tuple(_opinions(answers)),
        report=_report(sections.get("recommend_application"), _department(session, case)),
        indicators=tuple(_indicators(sections.get("score_indicators", {}))),
        files=_files(session, store, sections),
    )


def _answers(session: Session, case: Case, at: datetime) -> dict[str, Answers]:
    """The answers that stood at an instant, by element; sheets of single experts do not belong to the volume."""
    query = select(Answers).where(Answers.case_id == case.id, Answers.item == "", Answers.at <= at)
    query = query.order_by(Answers.version)
    return {row.element: row for row in session.scalars(query)}


def _words() -> Mapping[str, str]:
    lists = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Word)]
    return {f"{kind.__name__}.{word.value}": word.zh for kind in lists if kind is not Word for word in kind}


WORDS = dict(_words())


def _zh(kind: str, code: str | None) -> str:
    return WORDS.get(f"{kind}.{code}", "")


def _departments(session: Session) -> dict[str, str]:
    query = select(Organisation.public_id, Organisation.name).where(Organisation.kind.in_(("DEPARTMENT", "COUNTY")))
    return {f"departments.{code}": name for code, name in session.execute(query)}


def _department(session: Session, case: Case) -> str:
    if case.supervising_id is None:
        return ""
    return session.get_one(Organisation, case.supervising_id).name


def _opinions(answers: Mapping[str, Answers]) -> Iterator[Opinion]:
    for element, (slot, label) in OPINIONS.items():
        row = answers.get(element)
        if row is None or row.content.get("verdict") in ("returned", "sent_back"):
            continue
        content = row.content
        yield Opinion(
            slot=slot,
            label=label,
            verdict=VERDICTS.get(content.get("verdict", ""), ""),
            text=content.get("opinion") or "",
            signer=content.get("signer_name") or "",
            signed_on=_date(content.get("signed_on") or content.get("concluded_on")) or today(row.at),
        )


def _report(content: Mapping[str, Any] | None, issuer: str) -> Report | None:
    if content is None:
        return None
    files = content.get("report_files") or []
    return Report(
        number=content.get("report_no") or "",
        issuer=issuer,
        dated_on=_date(content.get("report_on")),
        files=tuple(files),
    )


def _indicators(sheet: Mapping[str, Any]) -> Iterator[IndicatorRow]:
    scored = {row["indicator"]: row for row in sheet.get("indicators", [])}
    for heading in CURRENT.headings:
        for indicator in CURRENT.under(heading):
            row = scored.get(indicator.code, {})
            yield IndicatorRow(
                code=indicator.code,
                group=f"{heading.zh}（{heading.full}分）",
                name=indicator.zh,
                method=indicator.scoring_zh,
                full=str(indicator.full),
                evidence=row.get("evidence") or indicator.evidence_zh,
                page="",
                self_score=str(row.get("points") or ""),
                files=tuple(row.get("files") or ()),
            )


def _files(session: Session, store: FileStore, sections: Mapping[str, Any]) -> dict[str, Attachment]:
    named = set(_strings(sections))
    query = select(StoredFile).where(StoredFile.public_id.in_(named))
    return {
        file.public_id: Attachment(name=file.name, media_type=file.media_type, content=store.read(file.sha256))
        for file in session.scalars(query)
    }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) == 16:  # the length of a public id; anything else cannot name a file
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
