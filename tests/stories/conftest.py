"""Stories may begin in the middle: see standing.py."""

from standing import places, stand

__all__ = ["places", "stand"]
