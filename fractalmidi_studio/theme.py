"""Colours and the widget style: one dark palette of our own, the same on every system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

WINDOW = "#1b1e25"
PANEL = "#22262f"
FIELD = "#15181e"
RAISED = "#2d323d"
BORDER = "#3a404d"
TEXT = "#e8eaf0"
SOFT_TEXT = "#aab1c0"
FAINT_TEXT = "#7d8596"
ACCENT = "#4cc2ff"
ACCENT_DARK = "#1f7fb8"
GOOD = "#7ad7a0"
WARN = "#ffc857"
BAD = "#ff7b72"
# Pink lies on no viridis colour and stays apart from them in the common colour blindnesses.
HOLE = "#ff5fa8"

STYLE_SHEET = f"""
QMessageBox {{ border: 1px solid {BORDER}; background: {PANEL}; }}
QToolTip {{ color: {TEXT}; background: {RAISED}; border: 1px solid {BORDER}; padding: 4px; }}
QMainWindow::separator {{ width: 1px; background: {BORDER}; }}
QMenuBar {{ background: {WINDOW}; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {RAISED}; border-radius: 4px; }}
QMenu {{ background: {PANEL}; border: 1px solid {BORDER}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 3px; }}
QMenu::item:selected {{ background: {ACCENT_DARK}; color: white; }}
QMenu::item:disabled {{ color: {FAINT_TEXT}; }}
QMenu::separator {{ height: 1px; background: {BORDER}; margin: 4px 6px; }}
QToolBar {{ background: {WINDOW}; border: none; border-bottom: 1px solid {BORDER}; spacing: 2px; padding: 3px 6px; }}
QToolBar::separator {{ width: 1px; background: {BORDER}; margin: 5px 5px; }}
QToolButton {{ padding: 4px 7px; border-radius: 5px; border: 1px solid transparent; }}
QToolButton:hover {{ background: {RAISED}; }}
QToolButton:pressed {{ background: {BORDER}; }}
QToolButton:checked {{ background: #17405a; border-color: {ACCENT_DARK}; color: white; }}
QToolButton:disabled {{ color: {FAINT_TEXT}; }}
QDockWidget {{ color: {SOFT_TEXT}; }}
QDockWidget::title {{ background: {WINDOW}; padding: 6px 10px; border-bottom: 1px solid {BORDER}; }}
QStatusBar {{ background: {WINDOW}; border-top: 1px solid {BORDER}; color: {SOFT_TEXT}; }}
QStatusBar::item {{ border: none; }}
QPushButton {{ background: {RAISED}; border: 1px solid {BORDER}; border-radius: 5px; padding: 6px 8px; }}
QPushButton:hover {{ background: #373d4a; }}
QPushButton:pressed {{ background: {FIELD}; }}
QPushButton:disabled {{ color: {FAINT_TEXT}; background: {PANEL}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {ACCENT}; }}
QPushButton#inpaintButton {{ background: {ACCENT_DARK}; border-color: {ACCENT}; color: white; font-weight: bold; }}
QPushButton#inpaintButton:hover {{ background: #2a93d1; }}
QPushButton#inpaintButton:disabled {{ background: #24333f; border-color: {BORDER}; color: {FAINT_TEXT}; }}
QComboBox, QSpinBox, QDoubleSpinBox {{
    background: {FIELD}; border: 1px solid {BORDER}; border-radius: 4px; padding: 3px 6px; min-height: 20px;
}}
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {ACCENT}; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
    width: 16px; border: none; background: transparent;
}}
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::down-button:hover {{ background: {RAISED}; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url(ICONS/up.svg); width: 9px; height: 9px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url(ICONS/down.svg); width: 9px; height: 9px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url(ICONS/down.svg); width: 10px; height: 10px; }}
QCheckBox::indicator {{
    width: 14px; height: 14px; border: 1px solid {FAINT_TEXT}; border-radius: 3px; background: {FIELD};
}}
QCheckBox::indicator:checked {{ background: {ACCENT_DARK}; border-color: {ACCENT}; image: url(ICONS/check.svg); }}
QCheckBox::indicator:focus {{ border-color: {ACCENT}; }}
QProgressBar {{
    background: {FIELD}; border: 1px solid {BORDER}; border-radius: 4px; text-align: center; color: {TEXT};
}}
QProgressBar::chunk {{ background: {ACCENT_DARK}; border-radius: 3px; }}
QScrollBar:horizontal {{ background: {WINDOW}; height: 14px; }}
QScrollBar:vertical {{ background: {WINDOW}; width: 14px; }}
QScrollBar::handle {{ background: {BORDER}; border-radius: 4px; margin: 3px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:hover {{ background: #566072; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {BORDER}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {ACCENT_DARK}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {TEXT}; width: 14px; margin: -5px 0; border-radius: 7px; }}
QSlider::handle:horizontal:disabled {{ background: {FAINT_TEXT}; }}
QLabel#sectionLabel {{ color: {SOFT_TEXT}; font-weight: bold; }}
QLabel[soft="true"] {{ color: {SOFT_TEXT}; }}
"""


def apply_theme(app: QApplication) -> None:
    app.setStyle("Fusion")
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: WINDOW,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Base: FIELD,
        QPalette.ColorRole.AlternateBase: PANEL,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.Button: RAISED,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.BrightText: "#ffffff",
        QPalette.ColorRole.ToolTipBase: RAISED,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.Highlight: ACCENT_DARK,
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: ACCENT,
        QPalette.ColorRole.PlaceholderText: FAINT_TEXT,
        QPalette.ColorRole.Light: BORDER,
        QPalette.ColorRole.Midlight: RAISED,
        QPalette.ColorRole.Mid: BORDER,
        QPalette.ColorRole.Dark: "#101217",
        QPalette.ColorRole.Shadow: "#0a0b0e",
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FAINT_TEXT))
    app.setPalette(palette)
    icons = (Path(__file__).resolve().parents[1] / "resources" / "icons").as_posix()
    app.setStyleSheet(STYLE_SHEET.replace("ICONS", icons))
