"""Shared by all tests: threads first, before anything imports torch."""

from __future__ import annotations

from core.threads import prepare_environment

prepare_environment()
