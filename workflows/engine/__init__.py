"""The engine: (drawing, state, move) -> Snapshot. Knows no table, no form, no clock; holds SpiffWorkflow.

A drawing is read and linted by `read_drawing`, a case moved by `begin`, `complete`, `fire`, `send`, `enlist`, `excuse`
and `stop`. A state that took part in an error is thrown away; the caller still has the bytes from before.
"""

from .complaints import Complaint, DrawingRefused
from .drawing import Drawing, Element, Flow, read_drawing
from .errors import (
    BadVariable,
    CannotDecide,
    ForeignState,
    NotArmed,
    NotAwaited,
    NotOpen,
    Runaway,
    Stuck,
)
from .moves import Snapshot, begin, complete, enlist, excuse, fire, look, send, stop
from .passage import Serve
from .waits import ArmedTimer, OpenTask

__all__ = [
    "ArmedTimer",
    "BadVariable",
    "CannotDecide",
    "Complaint",
    "Drawing",
    "DrawingRefused",
    "Element",
    "Flow",
    "ForeignState",
    "NotArmed",
    "NotAwaited",
    "NotOpen",
    "OpenTask",
    "Runaway",
    "Serve",
    "Snapshot",
    "Stuck",
    "begin",
    "complete",
    "enlist",
    "excuse",
    "fire",
    "look",
    "read_drawing",
    "send",
    "stop",
]
