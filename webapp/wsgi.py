"""What a WSGI server loads: `gunicorn webapp.wsgi:app`; it enqueues jobs and runs none (workers do)."""

from __future__ import annotations

from webapp import create_app
from webapp.settings import read_settings
from webapp.work import lend_tools

settings = read_settings()
app = create_app(settings)
with app.app_context():
    lend_tools(app, settings)
