"""The memory: tables, clock, vocabulary, and transaction(), the one place that commits."""
