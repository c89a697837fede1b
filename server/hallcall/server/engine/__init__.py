"""The engine: commands in, events out, each exactly once and never before it is on the disk."""

from hallcall.server.engine.jobs import CommandJob, Done, Rider, WriteJob
from hallcall.server.engine.writer import Writer

__all__ = ["CommandJob", "Done", "Rider", "WriteJob", "Writer"]
