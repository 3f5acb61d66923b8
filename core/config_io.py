"""Settings in and out of files: YAML and plain dictionaries, checked; unknown names are refused with their line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from core.config import RunConfig, SettingError
from core.reasons import words_of
from core.refusal import Refusal

T = TypeVar("T")
MAX_CONFIG_BYTES = 1 << 20


class ConfigError(Refusal):
    """Settings that cannot be used; the text is a sentence for the user."""


@dataclass(slots=True)
class _Source:
    """Where each setting was said: a line of a file, or an option of the command line."""

    name: str
    lines: dict[str, int] = field(default_factory=dict)  # setting -> line, from 1
    options: dict[str, str] = field(default_factory=dict)  # setting -> the --set that said it

    def of(self, setting: str) -> str:
        """For the beginning of an error about ``setting``, or about what it is a part of."""
        while setting:
            if setting in self.options:
                return f"--set {self.options[setting]}"
            if setting in self.lines:
                return f"{self.name}, line {self.lines[setting]}"
            setting = setting.rpartition(".")[0]
        return self.name


def from_dict(kind: type[T], values: dict[str, Any], source: str | _Source) -> T:
    """Build a frozen dataclass of settings from nested dictionaries.  ``source`` names the file in the error."""
    where = source if isinstance(source, _Source) else _Source(source)
    unknown = _unknown_names(asdict(kind()), values)  # type: ignore[call-overload]
    if unknown:
        raise ConfigError(f"{where.of(unknown[0])}: there is no setting called {unknown[0]}")
    try:
        return TypeAdapter(kind).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        cause = first.get("ctx", {}).get("error")
        place = [str(part) for part in first["loc"]]
        if isinstance(cause, SettingError):
            place.append(cause.name)
        name = ".".join(place)
        problem = str(cause) if cause is not None else first["msg"]
        raise ConfigError(f"{where.of(name)}: {name or 'the settings'}: {problem}") from error


def to_dict(config: Any) -> dict[str, Any]:
    """Nested dictionaries and lists, fit for YAML and JSON."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return [plain(v) for v in value] if isinstance(value, (tuple, list)) else value

    return dict(plain(asdict(config)))


def load_run_config(path: Path, overrides: Sequence[str] = ()) -> RunConfig:
    """Read a YAML file and apply ``a.b=value`` overrides (values are read as YAML).  Raises ConfigError."""
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            raise ConfigError(f"{path} is too large for a file of settings")
        text = path.read_text(encoding="utf-8")
        values = yaml.safe_load(text) or {}
        where = _Source(str(path), _lines(yaml.compose(text, Loader=yaml.SafeLoader)))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {words_of(error)}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}{_line_of(error)} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold names and values, such as 'train: {{batch_size: 8}}'")
    for override in overrides:
        where.options[_apply(values, override)] = override
    return from_dict(RunConfig, values, where)


def overridden(kind: type[T], overrides: Sequence[str]) -> T:
    """The usual settings with ``a.b=value`` overrides.  Raises ConfigError."""
    values: dict[str, Any] = {}
    where = _Source("the settings")
    for override in overrides:
        where.options[_apply(values, override)] = override
    return from_dict(kind, values, where)


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return "" if mark is None else f", line {mark.line + 1},"


def _lines(node: yaml.Node | None, path: str = "") -> dict[str, int]:
    """Line of each setting, and of each member of a list, by its dotted name.  Twice the same name is refused."""
    found: dict[str, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{path}{key.value}"
            if name in found:
                raise yaml.MarkedYAMLError(f"{name} is set twice", problem_mark=key.start_mark)
            found[name] = key.start_mark.line + 1
            found |= _lines(value, f"{name}.")
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found[f"{path}{number}"] = value.start_mark.line + 1
            found |= _lines(value, f"{path}{number}.")
    return found


def _apply(values: dict[str, Any], override: str) -> str:
    """Put one override into ``values`` and return the setting's name."""
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
    return name


def _unknown_names(known: dict[str, Any], given: dict[str, Any], path: str = "") -> list[str]:
    found = []
    for name, value in given.items():
        if name not in known:
            found.append(f"{path}{name}")
        elif isinstance(known[name], dict) and isinstance(value, dict):
            found += _unknown_names(known[name], value, f"{path}{name}.")
    return found
