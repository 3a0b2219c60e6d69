"""A case as bytes and back: variables and the tokens that still matter, the drawing apart. Knows no move.

Format 1: JSON with `v` 1, `d` first 16 hex digits of the drawing's SHA-256, `n` last id given, `x` variables, `e` the
end, and per scope `[owner, names, rows]`: owner `[scope, row]` of the sub-process's token (null for the process), names
of the specs in use, rows `[row of the parent, state, name, id, item]` with parents before their children.
"""

from __future__ import annotations

from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from .compact import remembered, remembered_parent
from .drawing import Drawing
from .errors import ForeignState
from .passage import Passage, Serve, SubPassage

FORMAT = 1


def dump(passage: Passage) -> bytes:
    rows_of: dict[int, dict[Any, int]] = {}
    scopes: list[Any] = []
    for scope in [passage] if passage.ended is not None else passage.scopes():
        owner = _owner_place(passage, scope, rows_of, scopes)
        scopes.append([owner, *_rows(scope, rows_of.setdefault(len(scopes), {}))])
    document = {
        "v": FORMAT,
        "d": passage.drawing.sha256[:16],
        "n": passage.counter,
        "x": passage.variables,
        "e": passage.ended,
        "s": scopes,
    }
    return orjson.dumps(document)


def _owner_place(passage: Passage, scope: Any, rows_of: dict[int, dict[Any, int]], scopes: list[Any]) -> Any:
    if scope is passage:
        return None
    return next([place, rows_of[place][scope.parent_task_id]] for place in range(len(scopes))
                if scope.parent_task_id in rows_of[place])  # fmt: skip


def _rows(scope: Any, places: dict[Any, int]) -> tuple[list[str], list[list[Any]]]:
    """The names and rows of one scope; `places` is filled with the row of each token."""
    tokens = scope.walk()
    keep, names, rows = remembered(tokens), dict[str, int](), list[list[Any]]()
    for task in tokens:
        if task.id not in keep:
            continue
        parent = remembered_parent(task, keep)
        places[task.id] = len(rows)
        name = names.setdefault(task.task_spec.name, len(names))
        lasting = task.id if isinstance(task.id, str) else 0
        rows.append([-1 if parent is None else places[parent.id], task._state, name, lasting,
                     task.internal_data.get("item", 0)])  # fmt: skip
    return list(names), rows


def load(drawing: Drawing, state: bytes, serve: Serve) -> Passage:
    """The case as it was; raises ForeignState when the bytes are not ours or belong to another drawing."""
    document = orjson.loads(state)
    if not isinstance(document, dict) or document.get("v") != FORMAT:
        raise ForeignState(f"not format {FORMAT}")
    if document["d"] != drawing.sha256[:16]:
        raise ForeignState(f"belongs to another drawing than {drawing.process} {drawing.sha256[:16]}")
    passage = Passage(drawing, document["x"], serve, counter=document["n"], stored=True)
    passage.ended = document["e"]
    passage.completed = passage.ended is not None
    tokens: list[list[Task]] = []
    for owner, names, rows in document["s"]:
        scope = passage if owner is None else _subprocess(passage, tokens[owner[0]][owner[1]])
        tokens.append(_tokens(scope, names, rows, sum(len(scope_tokens) for scope_tokens in tokens)))
        scope.task_tree = tokens[-1][0]
    return passage


def _subprocess(passage: Passage, owner: Task) -> SubPassage:
    spec = owner.task_spec
    sub = SubPassage(passage.subprocess_specs[spec.spec], owner.id, passage, deserializing=True)
    passage.subprocesses[owner.id] = sub
    sub.completed_event.connect(spec._on_subworkflow_completed, owner)
    return sub


def _tokens(scope: Any, names: list[str], rows: list[list[Any]], first: int) -> list[Task]:
    specs = [scope.spec.task_specs[name] for name in names]
    events, tokens = scope.top_workflow.event_manager, list[Task]()
    for parent, state, name, lasting, item in rows:
        task = _token(scope, specs[name], state, lasting or first + len(tokens), item)
        if parent >= 0:
            task._parent = tokens[parent].id
            tokens[parent]._children.append(task.id)
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            events.add_task(task)
        tokens.append(task)
    return tokens


def _token(scope: Any, spec: Any, state: int, task_id: Any, item: Any) -> Task:
    """A token made without SpiffWorkflow's constructor, which would invent an id and ask the clock."""
    task = Task.__new__(Task)
    task.id, task.workflow, task.task_spec, task._state = task_id, scope, spec, state
    task._parent, task._children, task.data, task.thread_id = None, [], {}, 0
    task.last_state_change = 0.0
    task.triggered = item != 0
    task.internal_data = {"item": item} if item != 0 else {}
    scope.tasks[task_id] = task
    return task
