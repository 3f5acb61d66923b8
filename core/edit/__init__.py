"""Edits of a score: pure functions from a score to a new one.

``fill``: a run's notes put into the hole, and the count that shows what it left alone.
"""

from core.edit.fill import Edit, apply_fill, changed_outside

__all__ = ["Edit", "apply_fill", "changed_outside"]
