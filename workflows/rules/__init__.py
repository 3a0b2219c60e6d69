"""Decision tables from DMN files: read once, refused where they can't be honoured, then asked. Knows no case.

`read_table` gives the table of a file, `decide` asks it.
"""

from .cells import Value
from .reading import Complaint, TableRefused, read_table
from .table import BadInput, Column, Decision, NoRule, Overlap, Rule, Table, decide

__all__ = [
    "BadInput",
    "Column",
    "Complaint",
    "Decision",
    "NoRule",
    "Overlap",
    "Rule",
    "Table",
    "TableRefused",
    "Value",
    "decide",
    "read_table",
]
