"""Uploaded and generated files: what may come in, and where it rests; knows no table and no page."""

from workflows.filestore.examination import Examined, examine
from workflows.filestore.kinds import Kind
from workflows.filestore.names import clean_name
from workflows.filestore.refusals import FileRefused
from workflows.filestore.store import FileMissing, FileStore, file_store

__all__ = ["Examined", "FileMissing", "FileRefused", "FileStore", "Kind", "clean_name", "examine", "file_store"]
