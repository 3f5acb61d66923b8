"""A summary of the known music for those who write inside a large hole, where nothing near is known yet.

Key, groove and register of the whole window, measured on what was known before the present round of writing:
how strongly each pitch class sounds (in the window, and near each step), how often notes begin at each place of the
bar, how much each pitch is used, and how loud notes are, near a step and in a register.

Where another key is asked for than that of the music around, the music around is told as if it stood in the key asked
for: its key would contradict the wish wherever the summary is looked at.  What is asked for goes with the summary.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.canvas import KNOWN, Canvas
from core.tokens import HOLD, ONSET, UNKNOWN

NEARBY_STEPS = 24.0  # the weight of a step falls to 1/e at this distance
MAX_PHASE = 64  # places of a bar that are told apart
NEARBY_PITCHES = 5.0
KEY_FEATURES = 24  # pitch classes in the window, and near
FEATURES_PER_STEP, FEATURES_PER_ROW, FEATURES = 2, 1, 2


@dataclass(frozen=True, slots=True)
class Turned:
    """Music around that is told in another key."""

    semitones: Tensor  # long (B,)
    around: Tensor  # bool (B, rows, steps): cells of that music; what was written since stands in its key


@dataclass(slots=True)
class Context:
    asked: Tensor  # long (B, number of conditions) ids
    chroma: Tensor  # (B, 12) share of each pitch class, 12 = all
    nearby: Tensor  # (B, steps, 12) the same, weighted by nearness
    groove: Tensor  # (B, steps, 2) chance that something begins at this place of the bar, and how many notes
    usage: Tensor  # (B, rows) how much each pitch is used
    loud_at: Tensor  # (B, steps) mean velocity 0-1 of the note onsets near a step
    loud_in: Tensor  # (B, rows) and of those near a pitch

    @classmethod
    def of(cls, canvas: Canvas, asked: Tensor, turned: Turned | None = None) -> Context:
        """``asked`` are (B, number of conditions) ids."""
        codes, velocity = canvas.seen(KNOWN + 1)
        onset = (codes == ONSET).float()
        sounding = onset + (codes == HOLD).float()  # (B, rows, steps)
        if turned is not None:
            sounding = _moved(sounding, turned)
        rows, steps = sounding.shape[1:]
        fold = torch.eye(12, device=codes.device).repeat(-(-rows // 12), 1)[:rows]
        classes = sounding.transpose(1, 2) @ fold  # (B, steps, 12)
        at = torch.arange(steps, device=codes.device)
        nearness = torch.exp(-(at[:, None] - at[None, :]).abs() / NEARBY_STEPS)
        pitch = torch.arange(rows, device=codes.device)
        closeness = torch.exp(-(pitch[:, None] - pitch[None, :]).abs() / NEARBY_PITCHES)
        return cls(
            asked=asked,
            chroma=_shares(classes.sum(1)),
            nearby=_shares(nearness @ classes),
            groove=_groove(canvas, onset, (codes < UNKNOWN).float().mean(1)),
            usage=(sounding.sum(2) * 16 / steps).clamp(max=4),
            loud_at=_mean_near(velocity * onset, onset, 1, nearness),
            loud_in=_mean_near(velocity * onset, onset, 2, closeness),
        )

    def features(self, b: Tensor, row: Tensor, col: Tensor, height: int, width: int, key: bool = True) -> Tensor:
        """(n, num_features) for boxes; pitch classes, which are there with ``key``, count from the box's lowest row."""
        device = b.device
        turn = (row[:, None] + torch.arange(12, device=device)) % 12
        steps = col[:, None] + torch.arange(width, device=device)
        middle = col + width // 2
        classes = [self.chroma[b].gather(1, turn), self.nearby[b, middle].gather(1, turn)] if key else []
        parts = [
            *classes,
            self.usage[b[:, None], row[:, None] + torch.arange(height, device=device)],
            self.groove[b[:, None], steps].flatten(1),
            self.loud_at[b, middle, None],
            self.loud_in[b, row + height // 2, None],
        ]
        return torch.cat(parts, dim=1)


def phase_of(canvas: Canvas) -> Tensor:
    """(B, steps) steps since the last bar line, at most MAX_PHASE - 1."""
    downbeat = canvas.downbeat
    at = torch.arange(downbeat.shape[1], device=downbeat.device)
    return (at - torch.where(downbeat, at, 0).cummax(1).values).clamp(max=MAX_PHASE - 1)


def num_features(height: int, width: int, key: bool = True) -> int:
    return (KEY_FEATURES if key else 0) + FEATURES + height * FEATURES_PER_ROW + width * FEATURES_PER_STEP


def _moved(sounding: Tensor, turned: Turned) -> Tensor:
    """The cells (B, rows, steps) of the music around, so many rows higher."""
    here = sounding * turned.around
    rows = torch.arange(sounding.shape[1], device=sounding.device) - turned.semitones[:, None]
    inside = (rows >= 0) & (rows < sounding.shape[1])
    source = rows.clamp(0, sounding.shape[1] - 1)[:, :, None].expand_as(here)
    return sounding - here + here.gather(1, source) * inside[:, :, None]


def _shares(classes: Tensor) -> Tensor:
    """(..., 12) to shares that add up to 12; zeros in silence."""
    return 12 * classes / classes.sum(-1, keepdim=True).clamp(min=1e-3)


def _mean_near(loud: Tensor, onset: Tensor, over: int, weight: Tensor) -> Tensor:
    """Mean of ``loud`` over onsets, summed along dimension ``over`` and weighted by nearness; 0.5 without."""
    total, count = loud.sum(over) @ weight, onset.sum(over) @ weight
    return (total + 0.5e-3) / (count + 1e-3)


def _groove(canvas: Canvas, onset: Tensor, known: Tensor) -> Tensor:
    """Averages over the known steps (B, steps) at the same distance from the last bar line."""
    phase = phase_of(canvas)
    number = onset.sum(1)  # (B, steps)
    measures = torch.stack([(number > 0).float(), number / 4], dim=-1) * known[..., None]
    sums = measures.new_zeros(len(onset), MAX_PHASE, 2).scatter_add(1, phase[..., None].expand_as(measures), measures)
    weight = known.new_zeros(len(onset), MAX_PHASE).scatter_add(1, phase, known).clamp(min=0.5)
    return (sums / weight[..., None]).gather(1, phase[..., None].expand_as(measures)) * 4
