"""P1, a unit applies for base status (domain 5.3): the steps, by phase of the case."""

from workflows.steps.base_application import closing, decision, intake, panel, preparation, review

PROCESS = preparation.PROCESS

__all__ = ["PROCESS", "closing", "decision", "intake", "panel", "preparation", "review"]
