"""Run under strace: forks a child for each save, so that each child meets its own kill or error at its own Nth call.

    strace -f ... python -B -m tests.torture.save_server FOLDER SOCKET CHILDREN SEED

This process itself makes none of the calls that are injected: it answers through a socket (``sendto``).
"""

from __future__ import annotations

import os
import random
import socket
import sys
from dataclasses import replace
from pathlib import Path

from core.project.coding import decode, encode
from core.project.store import ProjectFile, open_project
from tests.core.project.pieces import small
from tests.torture import sabotage

SAVED, REFUSED, BROKEN = 0, 3, 4  # exit codes of a child


def main(folder: Path, address: str, children: int, seed: int) -> None:
    sabotage.apply()
    rng = random.Random(seed)
    decode(encode(small()))  # everything is imported before the first fork
    out = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    out.connect(address)
    for number in range(children):
        # Stored, not deflated, so that the file takes several writes.
        picture = b"\x89PNG" + rng.randbytes(rng.randrange(1_000, 2_000_000))
        project = replace(small(), title=f"save {seed}-{number}", thumbnail=picture)
        child = os.fork()
        if child == 0:
            os._exit(_save(folder / "song.fmstudio", project))
        _, status = os.waitpid(child, 0)
        killed, code = os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status)
        out.sendall(f"{number} {'killed' if killed else code}\n".encode())
        out.recv(16)  # the other side has looked at the folder


def _save(path: Path, project: object) -> int:
    try:
        ProjectFile(path, open_project(path)).save(project)  # type: ignore[arg-type]
    except OSError:
        return REFUSED
    except BaseException:  # noqa: BLE001 whatever it is, it is told
        return BROKEN
    return SAVED


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
