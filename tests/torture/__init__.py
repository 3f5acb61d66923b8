"""Campaigns that try to break the product: many thousand broken files, kills and errors.

    python -m tests.torture [CAMPAIGN ...] [--share 1.0] [--seed 0] [--keep FOLDER]

Each campaign counts what it tried and what went wrong (nothing should).  A run of the whole share writes its figures to
``docs/reliability.json`` and from there the table in ``docs/reliability.md``; ``tests/test_torture.py`` runs a small
share of each.
"""
