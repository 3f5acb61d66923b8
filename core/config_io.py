"""Settings in and out of files: YAML and plain dictionaries, checked; unknown names are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from core.config import RunConfig

T = TypeVar("T")
MAX_CONFIG_BYTES = 1 << 20


class ConfigError(ValueError):
    """Settings that cannot be used; the text is a sentence for the user."""


def from_dict(kind: type[T], values: dict[str, Any], source: str) -> T:
    """Build a frozen dataclass of settings from nested dictionaries.  ``source`` names the file in the error."""
    unknown = _unknown_names(asdict(kind()), values)  # type: ignore[call-overload]
    if unknown:
        raise ConfigError(f"{source}: there is no setting called {unknown[0]}")
    try:
        return TypeAdapter(kind).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "the settings"
        raise ConfigError(f"{source}: {name}: {first['msg']}") from error


def to_dict(config: Any) -> dict[str, Any]:
    """Nested dictionaries and lists, fit for YAML and JSON."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return [plain(v) for v in value] if isinstance(value, (tuple, list)) else value

    return dict(plain(asdict(config)))


def load_run_config(path: Path, overrides: Sequence[str] = ()) -> RunConfig:
    """Read a YAML file and apply ``a.b=value`` overrides (values are read as YAML)."""
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            raise ConfigError(f"{path} is too large for a file of settings")
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold names and values, such as 'train: {{batch_size: 8}}'")
    for override in overrides:
        _apply(values, override)
    return from_dict(RunConfig, values, str(path))


def _apply(values: dict[str, Any], override: str) -> None:
    name, equals, text = override.partition("=")
    if not equals or not name:
        raise ConfigError(f"--set needs name=value, such as train.lr=0.001, not {override!r}")
    *parents, last = name.split(".")
    for parent in parents:
        values = values.setdefault(parent, {})
        if not isinstance(values, dict):
            raise ConfigError(f"--set {override}: {parent} has no settings inside")
    try:
        values[last] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"--set {override}: the value is not YAML") from error


def _unknown_names(known: dict[str, Any], given: dict[str, Any], path: str = "") -> list[str]:
    found = []
    for name, value in given.items():
        if name not in known:
            found.append(f"{path}{name}")
        elif isinstance(known[name], dict) and isinstance(value, dict):
            found += _unknown_names(known[name], value, f"{path}{name}.")
    return found
