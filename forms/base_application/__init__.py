"""The forms of the process base_application: application, opinions, review, decision. Knows no other process."""

from forms.base_application import (
    faculty,
    opinions,
    unit,
)

__all__ = [
    "faculty",
    "opinions",
    "unit",
]
