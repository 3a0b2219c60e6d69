"""Gunicorn's settings: threads, since a request waits for the database; no preload, since pools do not survive a fork."""

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 8
timeout = 60
preload_app = False
