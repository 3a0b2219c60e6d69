"""Commands may be tried where a case stands already: see standing.py."""

from standing import places, stand

__all__ = ["places", "stand"]
