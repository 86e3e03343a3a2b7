"""The questions and the graph over HTTP: JSON that documents itself, errors that say what to do next.

An app is built by ``app.create_app``; the command line asks its questions through the same functions (``answers``).
"""
