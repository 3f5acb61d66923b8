"""Pictures and animations of what the model writes, as a run goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import lightning as L
import numpy as np
from lightning.pytorch.loggers import TensorBoardLogger
from PIL import Image
from tensorboard.compat.proto.summary_pb2 import Summary

from core.config import ITERATION_PRESETS, SampleConfig
from core.export.gif import export_run_gif
from core.export.png import export_roll_png
from core.export.record import RunRecord
from core.model.fractal import FractalModel
from core.model.half import for_sampling
from core.roll import Roll
from core.sampler.request import SampleRequest, result_of
from core.sampler.sample import sample
from core.train.module import FractalModule
from core.train.shards import whole_model
from core.train.windows import Scene
from core.train_run import names


class Gallery(L.Callback):
    """Rewrites the holes of the first validation windows, always with the same seeds.

    Stands before the weight averaging: at a validation it sees the averaged weights.
    """

    def __init__(self, folder: Path, scenes: Callable[[int], list[Scene]]) -> None:
        self.folder, self.scenes = folder, scenes

    def on_validation_epoch_end(self, trainer: L.Trainer, module: L.LightningModule) -> None:
        assert isinstance(module, FractalModule)
        train, step = module.config.train, trainer.global_step
        intervals = {"images": train.images_interval, "gifs": train.gifs_interval}
        wanted = {name for name, every in intervals.items() if every is None or (every and step % every == 0)}
        if not wanted or module.leaving or not step:
            return
        whole = whole_model(trainer, module)
        if whole is None:
            return
        model = for_sampling(_for_writing(whole, whole is module.model))
        for number, scene in enumerate(self.scenes(train.samples)):
            try:
                self._make(trainer, model, scene, number, step, wanted)
            except (ValueError, OSError) as error:  # a picture is no reason to end a run
                print(f"no picture at step {step}: {error}", file=sys.stderr)

    def _make(
        self, trainer: L.Trainer, model: FractalModel, scene: Scene, number: int, step: int, wanted: set[str]
    ) -> None:
        config = SampleConfig(seed=number, iterations=ITERATION_PRESETS["fast"])
        request = SampleRequest(scene.roll, scene.hole, config, scene.downbeat)
        record = RunRecord(request)
        result = _run(model, request, record)
        if "gifs" in wanted:
            (self.folder / names.GIFS).mkdir(exist_ok=True)
            path = self.folder / names.GIFS / names.gif_name(step, number)
            export_run_gif(record, path)
            _show_gif(trainer, f"generation/{number}", path, step)
        if "images" in wanted:
            (self.folder / names.IMAGES).mkdir(exist_ok=True)
            for what, roll in (("real", scene.roll), ("generated", result)):
                path = self.folder / names.IMAGES / names.image_name(step, what, number)
                export_roll_png(roll, path, hole=scene.hole, downbeat=scene.downbeat)
                _show(trainer, f"{what}/{number}", path, step)


def _run(model: FractalModel, request: SampleRequest, record: RunRecord) -> Roll:
    result = result_of(sample(model, request), record.add)
    record.finish(result)
    return result


def _for_writing(model: FractalModel, is_trained: bool) -> FractalModel:
    """A copy, so that nothing of how the model is trained changes."""
    if not is_trained:
        return model
    copy = FractalModel(model.config).to(next(model.parameters()).device)
    copy.load_state_dict(model.state_dict())
    return copy.requires_grad_(False).eval()


def _show_gif(trainer: L.Trainer, tag: str, path: Path, step: int) -> None:
    """TensorBoard shows what a browser can show; as it stands, the animation moves."""
    with Image.open(path) as picture:
        width, height = picture.size
    image = Summary.Image(height=height, width=width, colorspace=3, encoded_image_string=path.read_bytes())
    for logger in trainer.loggers:
        if isinstance(logger, TensorBoardLogger):
            writer = logger.experiment._get_file_writer()
            writer.add_summary(Summary(value=[Summary.Value(tag=tag, image=image)]), step)


def _show(trainer: L.Trainer, tag: str, path: Path, step: int) -> None:
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    for logger in trainer.loggers:
        if isinstance(logger, TensorBoardLogger):
            logger.experiment.add_image(tag, pixels, step, dataformats="HWC")
