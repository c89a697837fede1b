"""The counter's application: a bar or a window where a clerk calls, serves and sends on, by keyboard alone.

Start with ``hallcall.counter.app``.
"""
