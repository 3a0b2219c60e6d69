"""The commands that move a case on: open it, complete a task, amend a section. One transaction each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from workflows import engine, policy
from workflows.cases.events import Act, record
from workflows.cases.firing import let_passed_deadlines_happen
from workflows.cases.holding import closed, open_task, person_of
from workflows.cases.keys import Sending, once, subject_of
from workflows.cases.moving import Movement, movement
from workflows.cases.receipts import Receipt, receipt_of
from workflows.cases.rows import table_of, write
from workflows.law import law_in_force
from workflows.model.accounts import Organisation, Person, org_scope, queue
from workflows.model.facts import Answers, CorrectionItem, Decision, FileUse, StoredFile
from workflows.model.parameters import parameters
from workflows.model.process import Case, Draft, UserTask
from workflows.model.refusals import Absent, AlreadyOpen, ChangedMeanwhile, NotNow, NotYours
from workflows.model.vocabulary import Role
from workflows.steps import Move, opening_of

PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}")
ALSO_OPEN = "check_and_submit"  # sections may be amended while the case has not passed this element


def open_case(process: str, *, org_id: int, batch_id: int, by: int, at: datetime, key: str | None = None) -> Receipt:
    """A unit begins. Raises NotYours, AlreadyOpen (with the open case), WindowClosed."""

    def act(session: Session) -> Receipt:
        person = session.get_one(Person, by)
        if queue(Role.APPLICANT, org_scope(org_id)) not in person.queues:
            raise NotYours
        _refuse_second(session, process, org_id)
        return receipt_of(_new_case(session, process, org_id, batch_id, person, at), None)

    return once(Sending(key, by, "open_case", subject_of(f"org:{org_id}", [process, batch_id]), at), act)


def complete_task(
    task_id: int, answers: Mapping[str, Any], *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Receipt:
    """Do a task with valid answers. `at` is the arrival of the last byte, `seen` the version that was shown.

    Raises TaskClosed (with who was first), NotYours, SeparationOfDuties, ChangedMeanwhile, CaseEnded and
    what the step refuses with. An interrupting deadline that had passed at `at` happens first, and stays.
    """

    def act(session: Session) -> Receipt | None:
        moving, task = open_task(session, task_id, by, at)
        policy.must_act(session, person_of(moving), task)
        if seen is not None and seen != task.version:
            raise ChangedMeanwhile(seen, task.version)
        return None if let_passed_deadlines_happen(moving) else _complete(moving, task, answers)

    receipt = once(Sending(key, by, "complete_task", subject_of(f"task:{task_id}", answers), at), act)
    # without a receipt a deadline came first and stays: now against what it left
    return receipt or complete_task(task_id, answers, by=by, at=at, key=key, seen=seen)


def amend_section(
    task_id: int, answers: Mapping[str, Any], *, by: int, at: datetime, key: str | None = None, seen: int | None = None
) -> Receipt:
    """Answer a finished section of this round anew, as long as the application has not been submitted.

    Raises NotNow when the case has left the preparation, NotYours to who does not hold the tray now,
    ChangedMeanwhile when it was amended after `seen`. A deadline that had passed at `at` happens first, and stays.
    """

    def act(session: Session) -> Receipt | None:
        task = session.get(UserTask, task_id)
        if task is None:
            raise Absent
        moving = movement(session, task.case_id, by, at)
        session.refresh(task)  # the case is locked now: nobody else amends it
        _must_be_amendable(moving, task)
        if seen is not None and seen != task.version:
            raise ChangedMeanwhile(seen, task.version)
        if let_passed_deadlines_happen(moving):
            return None
        _keep(moving, task, answers)
        moving.step(task.element, answers, task, {})
        task.version += 1
        session.execute(delete(Draft).where(Draft.task_id == task.id, Draft.person_id == by))
        record(session, moving.case, Act("amended", at, moving.by, task.element, task.id))
        return receipt_of(moving, task)

    receipt = once(Sending(key, by, "amend_section", subject_of(f"task:{task_id}", answers), at), act)
    return receipt or amend_section(task_id, answers, by=by, at=at, key=key, seen=seen)


def is_amendable(session: Session, drawing: engine.Drawing, task: UserTask) -> bool:
    """Finished in the round that is being prepared, in a sub-process where somebody still has a turn."""
    parent = drawing.elements[task.element].parent
    if parent is None or task.closed_how != "completed" or task.round != task.case.round or task.element == ALSO_OPEN:
        return False
    standing = select(UserTask.element).where(UserTask.case_id == task.case_id, UserTask.closed_at.is_(None))
    return any(drawing.elements[element].parent == parent for element in session.scalars(standing))


def _complete(moving: Movement, task: UserTask, answers: Mapping[str, Any]) -> Receipt:
    _keep(moving, task, answers)
    variables = moving.step(task.element, answers, task, {})
    snapshot = engine.complete(moving.law.drawing, moving.case.state, task.engine_id, variables, moving.serve)
    act = Act("completed", moving.at, moving.by, task.element, task.id, why=_motive(answers))
    if "verdict" in answers:
        act.body["verdict"] = answers["verdict"]
    moving.settle(snapshot, act, closed=task)
    return receipt_of(moving, task)


def _refuse_second(session: Session, process: str, org_id: int) -> None:
    """One open application per unit; the unit's row is the lock between two who begin at once."""
    session.get_one(Organisation, org_id, with_for_update={"of": Organisation})
    query = select(Case.public_id).where(Case.process == process, Case.org_id == org_id, Case.ended_at.is_(None))
    standing = session.scalar(query)
    if standing is not None:
        raise AlreadyOpen(standing)


def _new_case(session: Session, process: str, org_id: int, batch_id: int, person: Person, at: datetime) -> Movement:
    drawing_id, law = law_in_force(session, process)
    before = session.scalar(select(func.count()).where(Case.process == process, Case.org_id == org_id)) or 0
    case = Case(
        process=process,
        key=f"org:{org_id}:{before + 1}",
        drawing_id=drawing_id,
        org_id=org_id,
        batch_id=batch_id,
        opened_by_id=person.id,
        opened_at=at,
        state=b"",
        awaits=[],
    )
    session.add(case)
    session.flush()
    moving = Movement(session, case, law, parameters(session), at, person)
    first = Move(session, case, "", at, person, moving.parameters, law.tables, {})
    snapshot = engine.begin(law.drawing, opening_of(process)(first), moving.serve)
    moving.settle(snapshot, Act("opened", at, person))
    return moving


def _must_be_amendable(moving: Movement, task: UserTask) -> None:
    """Who closed the task is told that it is done; changing it takes the tray of today."""
    by = person_of(moving)
    holds_tray = queue(task.role, org_scope(moving.case.org_id)) in by.queues
    if task.closed_by_id != by.id and not holds_tray:
        raise NotYours
    if not is_amendable(moving.session, moving.law.drawing, task):
        raise closed(task) if task.closed_at else NotNow(tuple(moving.standing()))
    if not holds_tray:
        raise NotYours


def _keep(moving: Movement, task: UserTask, answers: Mapping[str, Any]) -> None:
    """The answers as a new version, the verdict with its judge, the files where they belong."""
    session, item = moving.session, task.item or ""
    by = person_of(moving)
    answer = {
        "case_id": task.case_id,
        "element": task.element,
        "round": task.round,
        "task_id": task.id,
        "by_id": by.id,
        "at": moving.at,
    }
    session.execute(_NEXT_VERSION, {**answer, "item": item, "content": dict(answers), **_place(task, item)})
    if "verdict" in answers:
        write(session, Decision, [{**answer, "verdict": answers["verdict"], "motive": _motive(answers)}])
    _use_files(session, task, answers, by)
    if task.round > 1:  # nothing has been asked for in the first
        _answer_corrections(session, task, moving.at)


def _place(task: UserTask, item: str) -> dict[str, Any]:
    return {"of_case": task.case_id, "of_element": task.element, "of_item": item}


_answers = table_of(Answers)
_newest = select(func.max(_answers.c.version)).where(
    _answers.c.case_id == bindparam("of_case"),
    _answers.c.element == bindparam("of_element"),
    _answers.c.item == bindparam("of_item"),
)
_NEXT_VERSION = insert(_answers).values(
    {column.name: bindparam(column.name) for column in _answers.c if column.name not in ("id", "version")}
    | {"version": func.coalesce(_newest.scalar_subquery(), 0) + 1}
)


def _motive(answers: Mapping[str, Any]) -> str | None:
    return answers.get("reason") or answers.get("opinion") or None


def _use_files(session: Session, task: UserTask, answers: Mapping[str, Any], by: Person) -> None:
    """Tie uploaded files to the case; only one's own uploads or files the case already has are accepted."""
    named = {text for text in _strings(answers) if PUBLIC_ID.fullmatch(text)}
    if not named:
        return
    query = (
        select(StoredFile.id, StoredFile.uploaded_by_id, FileUse.element)
        .outerjoin(FileUse, and_(FileUse.file_id == StoredFile.id, FileUse.case_id == task.case_id))
        .where(StoredFile.public_id.in_(named))
    )
    elements: dict[tuple[int, int], set[str]] = {}
    for file_id, uploaded_by_id, element in session.execute(query):
        elements.setdefault((file_id, uploaded_by_id), set()).update([element] if element is not None else [])
    if any(uploaded_by_id != by.id and not known for (_, uploaded_by_id), known in elements.items()):
        raise Absent
    new = [file_id for (file_id, _), known in elements.items() if task.element not in known]
    write(session, FileUse, [{"file_id": file, "case_id": task.case_id, "element": task.element} for file in new])


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return []


def _answer_corrections(session: Session, task: UserTask, at: datetime) -> None:
    session.execute(_ANSWERED, {"case": task.case_id, "element": task.element, "of_round": task.round, "when": at})


_items = table_of(CorrectionItem)
_ANSWERED = (
    update(_items)
    .where(_items.c.case_id == bindparam("case"), _items.c.section == bindparam("element"))
    .where(_items.c.round == bindparam("of_round"), _items.c.answered_at.is_(None))
    .values(answered_at=bindparam("when"))
)
