"""The words the engine refuses a move with; a state after an error must be thrown away. Knows nothing else."""

from __future__ import annotations


class NotOpen(LookupError):
    """No open task of that id: done, cancelled, or never there."""


class NotArmed(LookupError):
    """No armed timer of that id: fired, cancelled with its task, or never there."""


class NotAwaited(LookupError):
    """The case waits for no message of that id now."""


class Runaway(RuntimeError):
    """More automatic steps in one move than allowed: the drawing goes round without anybody to wait for."""


class Stuck(RuntimeError):
    """After the move nobody could ever move the case again, although it has not ended."""


class BadVariable(ValueError):
    """A variable with a name or a value that can't be kept or can't be used where the drawing uses it."""


class CannotDecide(ValueError):
    """A condition of the drawing could not be evaluated with the variables of the case."""


class ForeignState(ValueError):
    """The stored state is of another format or belongs to another drawing."""
