"""What the sources may not do: the ways in which a file becomes code.  By syntax tree, so that no comment counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_CONVERTER = "core/convert.py"  # the one place that may call torch.load, in a child process
_MODULES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "jsonpickle"}
_CALLS = {
    "eval", "exec", "compile", "__import__", "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all",
    "yaml.full_load", "yaml.full_load_all", "os.system", "os.popen", "subprocess.getoutput",
    "subprocess.getstatusoutput", "torch.hub.load", "torch.jit.load", "pandas.read_pickle", "runpy.run_path",
    "numpy.load", "np.load", "torch.load",
}  # fmt: skip


def sources() -> list[Path]:
    found = [path for folder in ("core", "fractalmidi_studio", "scripts") for path in (ROOT / folder).rglob("*.py")]
    return [*found, ROOT / "main.py"]


def faults(text: str, where: str) -> Iterator[str]:
    """What in a source is forbidden, as ``file:line: what``."""
    tree = ast.parse(text)
    names = _imported(tree)
    for node in ast.walk(tree):
        here = f"{where}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for module in modules:
                if module.split(".")[0] in _MODULES:
                    yield f"{here}: import {module}"
        elif isinstance(node, ast.Call):
            name = _dotted(node.func, names)
            if name in _CALLS and not _is_allowed(name, node, where):
                yield f"{here}: {name}"
            if any(k.arg == "shell" and not _is(k.value, False) for k in node.keywords):
                yield f"{here}: shell=True"
            if any(k.arg == "allow_pickle" and not _is(k.value, False) for k in node.keywords):
                yield f"{here}: allow_pickle"


def _imported(tree: ast.AST) -> dict[str, str]:
    """Local name → what it stands for: ``from torch import load as l`` gives l → torch.load."""
    out: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            out |= {a.asname: a.name for a in node.names if a.asname}
        elif isinstance(node, ast.ImportFrom) and node.module:
            out |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return out


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, names)}.{node.attr}".removeprefix("builtins.")
    return ""


def _is_allowed(name: str, call: ast.Call, where: str) -> bool:
    given = {k.arg: k.value for k in call.keywords}
    if name in ("numpy.load", "np.load"):
        return _is(given.get("allow_pickle"), False)
    return name == "torch.load" and where == _CONVERTER and _is(given.get("weights_only"), True)


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def test_no_source_makes_code_of_a_file() -> None:
    found = [
        fault
        for path in sources()
        for fault in faults(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    ]
    assert not found, "\n".join(found)
    assert len(sources()) > 100


@pytest.mark.parametrize(
    "text",
    [
        "import pickle", "from pickle import loads", "import torch\ntorch.load('x', weights_only=True)",
        "from torch import load\nload('x')", "import torch as t\nt.load('x')", "import numpy as np\nnp.load('x')",
        "import numpy as np\nnp.load('x', allow_pickle=True)", "eval('1')", "import yaml\nyaml.load('x')",
        "import os\nos.system('x')", "import subprocess\nsubprocess.run('x', shell=True)",
        "import builtins\nbuiltins.exec('1')",
    ],
)  # fmt: skip
def test_the_walk_sees_it(text: str) -> None:
    assert list(faults(text, "core/x.py"))


def test_what_is_harmless_passes() -> None:
    assert not list(faults("import numpy as np\nnp.load('x', allow_pickle=False)\nmodel.eval()\napp.exec()", "x.py"))
