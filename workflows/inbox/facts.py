"""What a form needs to know of its case: other sections, choices, limits; plain values only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.inbox.files import file_names
from workflows.inbox.panels import clause_of, counted
from workflows.law import law_of
from workflows.model.accounts import Organisation, Person, RoleGrant
from workflows.model.accreditation import Batch, Objection, PanelSeat, ScoreSheet
from workflows.model.clock import today
from workflows.model.facts import Answers, CorrectionItem, DossierEdition, FileUse, StoredFile
from workflows.model.parameters import parameters
from workflows.model.process import Case, UserTask
from workflows.model.vocabulary import Conclusion, Role
from workflows.roster import figures_of, open_panel, rectified_before

Choices = list[tuple[str, str]]


def form_facts(session: Session, task: UserTask, person: Person, at: datetime) -> dict[str, Any]:
    """today, sections (answers by element), choices, limits, task: the fields of forms.Facts.

    What a form does not ask for is not read: choices and the facts of the task are asked one by one, when first used.
    """
    questions = {name: partial(ask, session, task) for name, ask in CHOICES.items()}
    return {
        "today": today(at),
        "sections": _sections(session, task.case_id),
        "choices": Asked({**questions, "files": partial(_files, session, task, person)}),
        "limits": {**parameters(session).values, "year": _year(session, task, at)},
        "task": _of_task(session, task, person),
    }


def reading_facts(session: Session, case: Case, at: datetime) -> dict[str, Any]:
    """today, sections, choices: what is needed to show the answers of a case without a task at hand."""
    choices = {"departments": partial(_departments, session), "files": partial(file_names, session, case)}
    return {"today": today(at), "sections": _sections(session, case.id), "choices": Asked(choices)}


class Asked(Mapping[str, Any]):
    """Names and the questions behind them; each question is put once, when its name is looked up."""

    def __init__(self, questions: Mapping[str, Callable[[], Any]]) -> None:
        self._questions, self._answers = questions, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self._answers:
            self._answers[name] = self._questions[name]()
        return self._answers[name]

    def __contains__(self, name: object) -> bool:
        return name in self._questions

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)


def _year(session: Session, task: UserTask, at: datetime) -> int:
    batch = session.get(Batch, task.case.batch_id) if task.case.batch_id else None
    return batch.year if batch else today(at).year


def _sections(session: Session, case_id: int) -> dict[str, dict[str, Any]]:
    newest = (
        select(Answers.element, func.max(Answers.version).label("version"))
        .where(Answers.case_id == case_id, Answers.item == "")
        .group_by(Answers.element)
        .subquery()
    )
    standing = and_(Answers.element == newest.c.element, Answers.version == newest.c.version)
    query = (
        select(Answers.element, Answers.content)
        .join(newest, standing)
        .where(Answers.case_id == case_id, Answers.item == "")
    )
    return {element: content for element, content in session.execute(query)}


def _files(session: Session, task: UserTask, person: Person) -> Choices:
    """The files this person may name: those of the case and the own uploads."""
    used = select(FileUse.file_id).where(FileUse.case_id == task.case_id)
    mine = StoredFile.uploaded_by_id == person.id
    query = select(StoredFile.public_id, StoredFile.name).where(StoredFile.id.in_(used) | mine)
    return [(code, name) for code, name in session.execute(query)]


def _departments(session: Session, _task: UserTask | None = None) -> Choices:
    query = select(Organisation.public_id, Organisation.name).where(Organisation.kind.in_(("DEPARTMENT", "COUNTY")))
    return [(code, name) for code, name in session.execute(query.order_by(Organisation.name))]


def _experts(session: Session, _task: UserTask) -> Choices:
    query = (
        select(Person)
        .join(RoleGrant)
        .where(RoleGrant.role == Role.EXPERT, RoleGrant.ended_at.is_(None), Person.disabled_at.is_(None))
        .order_by(Person.name)
    )
    return [(expert.public_id, f"{expert.name}（{expert.org.name}）") for expert in session.scalars(query).unique()]


def _preparation(session: Session, task: UserTask) -> Choices:
    elements = law_of(session, task.case).drawing.elements.values()
    inside = [element for element in elements if element.parent and element.kind == "userTask"]
    return [(element.id, element.name) for element in inside if element.id != "check_and_submit"]


def _conclusions(session: Session, task: UserTask) -> Choices:
    """What the panel may conclude, by the row that the table has decided."""
    panel = open_panel(session, task.case_id)
    figures = figures_of(session, panel.id) if panel else None
    if figures is None:
        return []
    allowed = policy.conclusions_allowed(figures.proposal, rectified_before(session, task.case_id))
    return [(word.value, word.label) for word in Conclusion if word.value in allowed]


CHOICES: dict[str, Callable[[Session, UserTask], Choices]] = {
    "departments": _departments,
    "experts": _experts,
    "sections": _preparation,
    "conclusions": _conclusions,
}


def _of_task(session: Session, task: UserTask, person: Person) -> Asked:
    return Asked(
        {
            "element": lambda: task.element,
            "round": lambda: task.round,
            "number": lambda: task.case.number,
            "unit": lambda: task.case.org.name,
            "edition": lambda: _of_edition(session, task)[0],
            "sha256": lambda: _of_edition(session, task)[1],
            "corrections": partial(_corrections, session, task),
            "objections": partial(_objections, session, task),
            "result": partial(_result, session, task, person),
        }
    )


def _of_edition(session: Session, task: UserTask) -> tuple[int | None, str | None]:
    edition = _edition(session, task)
    return (edition.edition, edition.code) if edition else (None, None)


def _edition(session: Session, task: UserTask) -> DossierEdition | None:
    query = select(DossierEdition).where(DossierEdition.case_id == task.case_id, DossierEdition.made_at.is_not(None))
    return session.scalars(query.order_by(DossierEdition.edition.desc()).limit(1)).first()


def _corrections(session: Session, task: UserTask) -> list[dict[str, Any]]:
    """What is asked of this section in this round; an expert asks without a name."""
    query = select(CorrectionItem, Person.name).outerjoin(Person, Person.id == CorrectionItem.asked_by_id)
    query = query.where(
        CorrectionItem.case_id == task.case_id,
        CorrectionItem.round == task.round,
        CorrectionItem.section == task.element,
    )
    elements = law_of(session, task.case).drawing.elements
    return [
        {
            "seq": item.seq,
            "kind": item.kind,
            "item": item.item,
            "text": item.text,
            "asked_at": item.asked_at_element,
            "asked_by": None if elements[item.asked_at_element].lane in (Role.EXPERT, Role.EXPERT_HEAD) else name,
        }
        for item, name in session.execute(query.order_by(CorrectionItem.seq))
    ]


def _objections(session: Session, task: UserTask) -> list[dict[str, Any]]:
    query = select(Objection).where(Objection.case_id == task.case_id, Objection.answered_at.is_(None))
    return [
        {"name": objection.name, "contact": objection.contact, "text": objection.text, "evidence": objection.evidence}
        for objection in session.scalars(query)
    ]


def _result(session: Session, task: UserTask, person: Person) -> dict[str, Any] | None:
    """The panel's figures and sheets, only to those who may see the others' points."""
    panel = open_panel(session, task.case_id)
    if panel is None or not policy.may_see_scores(session, person, task.case_id):
        return None
    figures = figures_of(session, panel.id)
    if figures is None:
        return None
    sheets = session.scalars(select(ScoreSheet).join(PanelSeat).where(PanelSeat.panel_id == panel.id))
    return {
        "mean": str(figures.mean),
        "spread": str(figures.spread),
        "dropped": figures.dropped,
        "veto": figures.veto,
        "proposal": figures.proposal,
        "reason": figures.reason,
        "rule": figures.rule,
        "clause": clause_of(session, task.case, figures.rule),
        "sheets": [{"expert": sheet.seat.person.name, "total": str(counted(figures, sheet))} for sheet in sheets],
    }
