"""The hall's server: one process that decides, stores, answers and tells.

::

    applications --commands--> api --> engine (one writer thread) --> storage (SQLite)
    applications <--events---- fanout <--- after COMMIT ---'    '--> notices (message outbox)

``hallcall.server.app`` puts it together.
"""
