"""Everything that can happen to a case; knows no web."""
