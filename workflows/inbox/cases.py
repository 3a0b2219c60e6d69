"""One case as a page shows it: where it stands, who holds it, what happened, what each section's state is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from workflows import policy
from workflows.engine import Element
from workflows.law import law_of
from workflows.model.accounts import Person
from workflows.model.accreditation import Batch, PublicNotice
from workflows.model.facts import Answers, CorrectionItem, Decision, DossierEdition, Letter
from workflows.model.process import Case, CaseEvent, Draft, UserTask
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role

PREPARATION_DUE = "preparation_due"
HIDDEN_FROM_APPLICANT = frozenset({Role.EXPERT, Role.EXPERT_HEAD})


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, or was, at one element."""

    element: str
    name: str
    role: str
    holder: str | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    how: str | None
    task: str
    term: str | None


@dataclass(frozen=True)
class SectionState:
    """A section of the application in the words of the task list."""

    element: str
    name: str
    state: str  # untouched, begun, filled, to_correct, locked
    corrections: int
    task: str | None
    changeable: bool


@dataclass(frozen=True)
class Correction:
    """One thing to put right; `asked_by` is None when the house itself asked, or an expert whose name is hidden."""

    round: int
    seq: int
    section: str
    item: str | None
    kind: str
    text: str
    asked_at_element: str
    asked_by: str | None
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class CaseView:
    """The head of a case page and what its diagram marks."""

    case: Case
    standing: Sequence[Turn]
    turns: Sequence[Turn]
    done: Sequence[str]
    opinions: Sequence[Decision]
    editions: Sequence[DossierEdition]
    corrections: Sequence[Correction]
    names: Mapping[str, str]


def case_for(session: Session, person: Person, public_id: str) -> Case:
    """The case, when this person may see it. Raises Absent otherwise."""
    query = policy.visible_cases(person).where(Case.public_id == public_id).options(joinedload(Case.opened_by))
    case = session.scalars(query).first()
    if case is None:
        raise Absent
    return case


def view_of(session: Session, person: Person, case: Case) -> CaseView:
    """Everything a case page needs; expert names stay hidden from the applicant's side."""
    drawing = law_of(session, case).drawing
    tasks = session.scalars(
        select(UserTask)
        .where(UserTask.case_id == case.id)
        .options(joinedload(UserTask.assignee), joinedload(UserTask.closed_by))
        .order_by(UserTask.id)
    ).all()
    sees_all = policy.sees_all_cases(person)
    batch = session.get(Batch, case.batch_id) if case.round > 1 and case.batch_id else None
    window = batch.closes_at if batch else None
    turns = [_turn(task, drawing.elements[task.element], sees_all, window) for task in tasks]
    return CaseView(
        case=case,
        standing=[turn for turn in turns if turn.closed_at is None],
        turns=turns,
        done=_passed(session, case),
        opinions=_opinions(session, person, case),
        editions=list(session.scalars(select(DossierEdition).where(DossierEdition.case_id == case.id))),
        corrections=_corrections(session, case, frozenset() if sees_all else _hidden_elements(session, case)),
        names={key: element.name for key, element in drawing.elements.items()},
    )


def history(session: Session, person: Person, case: Case) -> Sequence[CaseEvent]:
    """What happened, the latest first; acts of experts are bare for the applicant's side."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq.desc())
    events = list(session.scalars(query))
    if policy.sees_all_cases(person):
        return events
    hidden = _hidden_elements(session, case)
    for event in events:
        if event.element in hidden:
            session.expunge(event)
            event.person_name, event.why, event.body = None, None, {}
    return events


def letters_of(session: Session, case: Case) -> Sequence[Letter]:
    return list(session.scalars(select(Letter).where(Letter.case_id == case.id).order_by(Letter.id)))


def notice_of(session: Session, case: Case) -> PublicNotice | None:
    """The latest public notice of the case."""
    query = select(PublicNotice).where(PublicNotice.case_id == case.id).order_by(PublicNotice.id.desc())
    return session.scalars(query.limit(1)).first()


def letter_for(session: Session, person: Person, public_id: str) -> Letter:
    """One letter, when the person may see its case. Raises Absent otherwise."""
    letter = session.scalars(select(Letter).where(Letter.public_id == public_id)).first()
    if letter is None or not policy.may_see(session, person, letter.case_id):
        raise Absent
    return letter


def section_states(session: Session, person: Person, case: Case) -> Sequence[SectionState]:
    """The task list of the application, in the order of the drawing; `check_and_submit` comes last."""
    drawing = law_of(session, case).drawing
    inside = [
        element
        for element in drawing.elements.values()
        if element.lane == Role.APPLICANT and element.parent is not None and element.kind == "userTask"
    ]
    newest = _newest_tasks(session, case)
    drafted = _drafted(session, person, case)
    asked = _asked_by_section(session, case)
    answered = set(session.scalars(select(Answers.element).where(Answers.case_id == case.id).distinct()))
    preparing = any(task.closed_at is None for key, task in newest.items() if drawing.elements[key].parent)
    return [
        _section(element.id, element.name, case, newest.get(element.id), drafted, asked, answered, preparing)
        for element in inside
    ]


def _section(
    element: str,
    name: str,
    case: Case,
    task: UserTask | None,
    drafted: set[int],
    asked: Mapping[str, int],
    answered: set[str],
    preparing: bool,
) -> SectionState:
    is_open = task is not None and task.closed_at is None
    current = task is not None and task.round == case.round
    if is_open and asked.get(element):
        state = "to_correct"
    elif is_open:
        state = "begun" if task is not None and task.id in drafted else "untouched"
    elif element in answered:
        state = "filled"
    else:
        state = "locked"
    changeable = bool(preparing and current and (is_open or state == "filled"))
    return SectionState(element, name, state, asked.get(element, 0), task.public_id if task else None, changeable)


def _newest_tasks(session: Session, case: Case) -> dict[str, UserTask]:
    query = select(UserTask).where(UserTask.case_id == case.id).order_by(UserTask.id)
    return {task.element: task for task in session.scalars(query)}


def _drafted(session: Session, person: Person, case: Case) -> set[int]:
    query = select(Draft.task_id).join(UserTask, UserTask.id == Draft.task_id).where(UserTask.case_id == case.id)
    return set(session.scalars(query))


def _asked_by_section(session: Session, case: Case) -> dict[str, int]:
    query = (
        select(CorrectionItem.section, func.count())
        .where(CorrectionItem.case_id == case.id, CorrectionItem.round == case.round)
        .where(CorrectionItem.answered_at.is_(None))
        .group_by(CorrectionItem.section)
    )
    return {section: count for section, count in session.execute(query)}


def _corrections(session: Session, case: Case, hidden: Collection[str]) -> list[Correction]:
    query = select(CorrectionItem, Person.name).outerjoin(Person, Person.id == CorrectionItem.asked_by_id)
    query = query.where(CorrectionItem.case_id == case.id).order_by(CorrectionItem.round, CorrectionItem.seq)
    return [
        Correction(
            item.round,
            item.seq,
            item.section,
            item.item,
            item.kind,
            item.text,
            item.asked_at_element,
            None if item.asked_at_element in hidden else name,
            item.asked_at,
            item.answered_at,
        )
        for item, name in session.execute(query)
    ]


def _term(element: Element, task: UserTask, window: datetime | None) -> str | None:
    """The parameter that set the task's term; what ends with the batch's window has none."""
    corrects = element.due == PREPARATION_DUE and task.round > 1 and task.due_at != window
    return element.term or ("correct.days" if corrects else None)


def _turn(task: UserTask, element: Element, sees_all: bool, window: datetime | None) -> Turn:
    who = task.closed_by or task.assignee
    hidden = not sees_all and task.role in HIDDEN_FROM_APPLICANT
    return Turn(
        element=task.element,
        name=element.name,
        role=task.role,
        holder=None if hidden or who is None else who.name,
        opened_at=task.opened_at,
        due_at=task.due_at,
        closed_at=task.closed_at,
        how=task.closed_how,
        task=task.public_id,
        term=_term(element, task, window),
    )


def _passed(session: Session, case: Case) -> list[str]:
    """Every element the token has crossed, in the order of the first time."""
    seen: dict[str, None] = {}
    for passed in session.scalars(select(CaseEvent.passed).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)):
        seen.update(dict.fromkeys(passed))
    return list(seen)


def _opinions(session: Session, person: Person, case: Case) -> list[Decision]:
    query = select(Decision).where(Decision.case_id == case.id).order_by(Decision.id)
    opinions = list(session.scalars(query))
    if policy.sees_all_cases(person):
        return opinions
    hidden = _hidden_elements(session, case)
    return [opinion for opinion in opinions if opinion.element not in hidden]


def _hidden_elements(session: Session, case: Case) -> set[str]:
    elements = law_of(session, case).drawing.elements.values()
    return {element.id for element in elements if element.lane in HIDDEN_FROM_APPLICANT}
