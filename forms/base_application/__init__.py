"""The forms of the process base_application: application, opinions, review, decision. Knows no other process."""

from forms.base_application import (
    acceptance,
    corrections,
    decision,
    facilities,
    faculty,
    management,
    materials,
    means,
    opinions,
    panel,
    preliminary,
    sheets,
    submission,
    training,
    unit,
)

__all__ = [
    "acceptance",
    "corrections",
    "decision",
    "facilities",
    "faculty",
    "management",
    "materials",
    "means",
    "opinions",
    "panel",
    "preliminary",
    "sheets",
    "submission",
    "training",
    "unit",
]
