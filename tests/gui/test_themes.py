"""Three themes: enough contrast in each, and a change repaints everything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton

from core.render import VELOCITY_COLOURS
from core.score import Score
from fractalmidi_studio.canvas.scene import velocity_colours
from fractalmidi_studio.icons import icon
from fractalmidi_studio.main_window import MainWindow
from fractalmidi_studio.theme import THEMES, Theme, apply_theme, colours


def test_the_dark_theme_has_the_colours_of_the_exports() -> None:
    assert np.array_equal(velocity_colours(THEMES["dark"])[1:], VELOCITY_COLOURS[1:])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = np.array(QColor(colour).getRgbF()[:3])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("window", "panel", "field", "raised", "hovered")
TEXTS = [(text, ground) for text in ("text", "soft_text", "faint_text") for ground in GROUNDS[:4]]
TEXTS += [("text", "hovered"), ("text", "checked"), ("on_selected", "selected"), ("on_selected", "selected_hovered")]
TEXTS += [(text, ground) for text in ("accent", "warn", "bad", "good") for ground in ("panel", "window", "raised")]
TEXTS += [("key_label", "key_white")]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_can_be_read(theme: Theme) -> None:
    needed = 7.0 if theme.name == "contrast" else 4.5
    for text, ground in TEXTS:
        ratio = contrast(getattr(theme, text), getattr(theme, ground))
        assert ratio >= needed, f"{theme.name}: {text} on {ground} has {ratio:.2f} : 1"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_notes_hole_focus_and_playhead_stand_out(theme: Theme) -> None:
    for row in (theme.row_white, theme.row_black):
        for mark in ("hole", "playhead"):
            assert contrast(getattr(theme, mark), row) >= 3, (theme.name, mark)
        for velocity in (1, 40, 64, 100, 127):
            note = "#{:02x}{:02x}{:02x}".format(*velocity_colours(theme)[velocity].tolist())
            # The quietest notes may be fainter where loudness is shown; high contrast makes no exception.
            needed = 3 if velocity >= 40 or theme.name != "dark" else 1.5
            assert contrast(note, row) >= needed, (theme.name, velocity, contrast(note, row))
    for ground in (theme.panel, theme.window, theme.field):
        assert contrast(theme.accent, ground) >= 3


@pytest.fixture
def dark_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp)


def test_a_change_repaints_roll_and_icons(
    qapp: QApplication, window: MainWindow, piece: Score, dark_again: None
) -> None:
    button = QToolButton(window)
    button.setIcon(icon("fit"))
    for theme in (*THEMES.values(), THEMES["dark"]):
        apply_theme(qapp, theme.name)
        qapp.processEvents()
        assert colours() is theme
        silent = window.view.grab().toImage().pixelColor(window.view.pixel_of(3, 74))
        assert silent.rgb() == QColor(theme.row_white).rgb()
        drawn = button.icon().pixmap(18, 18).toImage()
        inks = {
            drawn.pixelColor(x, y).name() for x in range(18) for y in range(18) if drawn.pixelColor(x, y).alpha() == 255
        }
        assert theme.text in inks
