"""The same work as SpiffWorkflow's documentation shows it: whole workflow as JSON, read and written by the ORM."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Engine, ForeignKey, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.review import ANSWERS, DRAWING, PROCESS

DATA = {"due": "2030-01-01T00:00:00+00:00", "experts": ["a", "b", "c"], "final": False}


class Base(DeclarativeBase):
    """Tables of the naive variant."""


class Instance(Base):
    """A workflow and its whole state."""

    __tablename__ = "naive_instance"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]


class Todo(Base):
    """An open task."""

    __tablename__ = "naive_todo"
    id: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("naive_instance.id"), index=True)
    name: Mapped[str]


class Log(Base):
    """What was done."""

    __tablename__ = "naive_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("naive_instance.id"), index=True)
    name: Mapped[str]
    answers: Mapped[str]
    at: Mapped[datetime]


class Naive:
    """One instance, completed task by task."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        Base.metadata.create_all(engine)
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.parse(BytesIO(DRAWING.read_bytes())))
        workflow = BpmnWorkflow(parser.get_spec(PROCESS))
        workflow.get_next_task(state=TaskState.READY).data.update(DATA)
        workflow.do_engine_steps()
        with Session(engine) as session:
            session.add(Instance(id=1, state=self.serializer.serialize_json(workflow)))
            session.flush()
            self._list(session, workflow)
            session.commit()

    def complete(self) -> None:
        """Load, run the first ready task, save."""
        with Session(self.engine) as session:
            instance = session.get_one(Instance, 1)
            workflow = self.serializer.deserialize_json(instance.state)
            task = self._ready(workflow)[0]
            task.data.update(answers=dict(ANSWERS))
            if task.task_spec.name == "decide_report":
                task.data.pop("score_item", None)  # left behind by the panel, which refuses to start over it
            task.run()
            workflow.do_engine_steps()
            workflow.refresh_waiting_tasks()
            instance.state = self.serializer.serialize_json(workflow)
            name = task.task_spec.name
            session.add(Log(instance_id=1, name=name, answers=str(ANSWERS), at=datetime.now(UTC)))  # noqa: TID251 — raw
            session.execute(delete(Todo).where(Todo.instance_id == 1))
            self._list(session, workflow)
            session.commit()

    def state_bytes(self) -> int:
        with Session(self.engine) as session:
            return len(session.scalars(select(Instance.state)).one())

    def _ready(self, workflow: Any) -> list[Any]:
        return list(workflow.get_tasks(state=TaskState.READY, manual=True))

    def _list(self, session: Session, workflow: Any) -> None:
        session.add_all(
            Todo(id=str(task.id), instance_id=1, name=task.task_spec.name) for task in self._ready(workflow)
        )
