"""Make the pictures of the documentation anew, from a real run on a demo piece, with the model as it is now.

    python scripts/take_pictures.py [--seed N]

Needs Xvfb, xdotool and jackd; takes a minute or so.  Writes docs/images/.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageSequence

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.gui.journey import DEMO, missing, walk  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WELCOME = ROOT / "resources" / "welcome" / "inpaint.gif"
MAX_GIF_BYTES = 1_500_000
NAMES = ("bars", "beats", "notes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    problem = missing()
    if problem:
        sys.exit(problem)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fractalmidi-pictures-") as folder:
        journey = walk(Path(folder), DEMO, quality="standard", seed=options.seed, whole=False)
        shots = {
            f"run-{level + 1}-{name}.png": telling(journey.facts["run"], level) for level, name in enumerate(NAMES)
        }
        shots |= {"window.png": "03-painted.png", "filled.png": "05-filled.png"}
        for name, shot in shots.items():
            shrink(journey.folder / shot, IMAGES / name)
        if journey.gif.stat().st_size > MAX_GIF_BYTES:
            sys.exit(f"the GIF has {journey.gif.stat().st_size:,} bytes, more than {MAX_GIF_BYTES:,}")
        shutil.copyfile(journey.gif, IMAGES / "run.gif")
        smaller(journey.gif, WELCOME)
    for path in sorted(IMAGES.iterdir()):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")
    print(journey.facts["sentence"])


def telling(run: list[dict[str, Any]], level: int) -> str:
    """The picture of ``level`` that tells most: the coarsest early in the run, the finest late."""
    of_level = [one for one in run if one["level"] == level]
    if not of_level:
        sys.exit(f"no picture of level {level} was caught: try again when the machine is less busy")
    total = max(one["index"] for one in run)
    return str(min(of_level, key=lambda one: abs(one["index"] - total * (0.05, 0.65, 0.85)[level]))["picture"])


def smaller(source: Path, target: Path) -> None:
    """The same animation at half its size, for the welcome page."""
    with Image.open(source) as movie:
        size = movie.width // 2, movie.height // 2
        shots = [frame.convert("RGB").resize(size, Image.Resampling.BOX) for frame in ImageSequence.Iterator(movie)]
        times = [int(frame.info.get("duration", 80)) for frame in ImageSequence.Iterator(movie)]
    palette = shots[len(shots) // 2].quantize(64, dither=Image.Dither.NONE)
    first, *others = [shot.quantize(palette=palette, dither=Image.Dither.NONE) for shot in shots]
    first.save(target, save_all=True, append_images=others, duration=times, loop=0, optimize=True)


def shrink(source: Path, target: Path) -> None:
    """The same picture with at most 256 colours: the window has few, and the file gets small."""
    with Image.open(source) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
