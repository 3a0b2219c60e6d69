"""Who is at the door: accounts for Flask-Security, sessions as rows, lock-out, one-time links, their pages."""

from webapp.auth.security import install

__all__ = ["install"]
