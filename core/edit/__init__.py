"""Edits of a score: pure functions from a score to a new one.

``fill``: a run's notes put into the hole, and the count that shows what it left alone.  ``selection``: which notes are
meant.  ``replace``: the one way notes change.  ``notes``, ``velocity``, ``timing``, ``clip``: what hands do to notes.
"""

from core.edit.fill import Edit, apply_fill, changed_outside

__all__ = ["Edit", "apply_fill", "changed_outside"]
