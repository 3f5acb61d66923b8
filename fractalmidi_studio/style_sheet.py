"""How widgets look: one style sheet, filled with the colours of a theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractalmidi_studio.theme import Theme

_ICONS = (Path(__file__).resolve().parents[1] / "resources" / "icons").as_posix()


def style_sheet(t: Theme) -> str:
    icons, check = _ICONS, "check" if t.on_selected == "#ffffff" else "check-black"
    return f"""
QMessageBox {{ border: 1px solid {t.border}; background: {t.panel}; }}
QToolTip {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.border}; padding: 4px; }}
QMainWindow::separator {{ width: 1px; background: {t.border}; }}
QMenuBar {{ background: {t.window}; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.raised}; border-radius: 4px; }}
QMenu {{ background: {t.panel}; border: 1px solid {t.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 3px; }}
QMenu::item:selected {{ background: {t.selected}; color: {t.on_selected}; }}
QMenu::item:disabled {{ color: {t.faint_text}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 6px; }}
QToolBar {{
    background: {t.window}; border: none; border-bottom: 1px solid {t.border}; spacing: 2px; padding: 3px 6px;
}}
QToolBar::separator {{ width: 1px; background: {t.border}; margin: 5px 5px; }}
QToolButton {{ padding: 4px 7px; border-radius: 5px; border: 1px solid transparent; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; background: {t.raised}; }}
QToolButton:hover {{ background: {t.raised}; }}
QToolButton:pressed {{ background: {t.border}; }}
QToolButton:checked {{ background: {t.checked}; border-color: {t.accent}; color: {t.text}; }}
QToolButton:disabled {{ color: {t.faint_text}; }}
QDockWidget {{
    color: {t.soft_text}; titlebar-close-icon: url({icons}/dock_close{t.ink}.svg);
    titlebar-normal-icon: url({icons}/dock_float{t.ink}.svg);
}}
QDockWidget::title {{ background: {t.window}; padding: 6px 10px; border-bottom: 1px solid {t.border}; }}
QStatusBar {{ background: {t.window}; border-top: 1px solid {t.border}; color: {t.soft_text}; }}
QStatusBar::item {{ border: none; }}
QPushButton {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: 5px; padding: 6px 8px; }}
QPushButton:hover {{ background: {t.hovered}; }}
QPushButton:pressed {{ background: {t.field}; }}
QPushButton:checked {{ background: {t.checked}; border-color: {t.accent}; }}
QPushButton:disabled {{ color: {t.faint_text}; background: {t.panel}; }}
QDialog QPushButton:default {{ border-color: {t.accent}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {t.accent}; }}
QPushButton#inpaintButton {{
    background: {t.selected}; border-color: {t.accent}; color: {t.on_selected}; font-weight: bold;
}}
QPushButton#inpaintButton:hover {{ background: {t.selected_hovered}; }}
QPushButton#inpaintButton:disabled {{ background: {t.panel}; border-color: {t.border}; color: {t.faint_text}; }}
QComboBox, QSpinBox, QDoubleSpinBox {{
    background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; padding: 3px 6px; min-height: 20px;
}}
QComboBox {{ combobox-popup: 0; }}
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {t.accent}; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
    width: 16px; border: none; background: transparent;
}}
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::down-button:hover {{ background: {t.raised}; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({icons}/up{t.ink}.svg); width: 9px; height: 9px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({icons}/down{t.ink}.svg); width: 9px; height: 9px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url({icons}/down{t.ink}.svg); width: 10px; height: 10px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.faint_text}; border-radius: 3px; background: {t.field};
}}
QCheckBox::indicator:checked {{ background: {t.selected}; border-color: {t.accent}; image: url({icons}/{check}.svg); }}
QCheckBox::indicator:focus {{ border-color: {t.accent}; }}
QProgressBar {{
    background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; text-align: center; color: {t.text};
}}
QProgressBar::chunk {{ background: {t.selected}; border-radius: 3px; }}
QScrollBar:horizontal {{ background: {t.window}; height: 14px; }}
QScrollBar:vertical {{ background: {t.window}; width: 14px; }}
QScrollBar::handle {{ background: {t.border}; border-radius: 4px; margin: 3px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:hover {{ background: {t.faint_text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.border}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.selected}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {t.text}; width: 14px; margin: -5px 0; border-radius: 7px; }}
QSlider::handle:horizontal:disabled {{ background: {t.faint_text}; }}
QLabel#sectionLabel {{ color: {t.soft_text}; font-weight: bold; }}
QLabel[soft="true"] {{ color: {t.soft_text}; }}
QFrame#rule {{ background: {t.border}; }}
QFrame#canvasCorner {{ background: {t.panel}; border-bottom: 1px solid {t.border}; }}
#messageBar {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: 5px; }}
#messageBar[level="info"] {{ border-left: 4px solid {t.accent}; }}
#messageBar[level="warn"] {{ border-left: 4px solid {t.warn}; }}
#messageBar[level="error"] {{ border-left: 4px solid {t.bad}; }}
#welcomePage {{ background: {t.veil}; }}
#welcomeCard {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 10px; }}
#welcomeTitle {{ font-size: 22px; font-weight: bold; }}
#welcomePicture {{ background: {t.outside}; border-radius: 6px; }}
#palette {{ background: {t.panel}; border: 1px solid {t.border}; }}
QLineEdit {{
    background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; padding: 4px 6px; min-height: 20px;
}}
QLineEdit:focus {{ border-color: {t.accent}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{
    border: none; padding: 0 0 0 5px; min-height: 0; background: transparent;
}}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QListView, QTableView {{ background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; }}
QListView::item {{ padding: 3px 6px; }}
QListView::item:selected, QTableView::item:selected {{ background: {t.selected}; color: {t.on_selected}; }}
QHeaderView::section {{
    background: {t.panel}; color: {t.soft_text}; border: none; border-bottom: 1px solid {t.border}; padding: 5px 8px;
    text-align: left;
}}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: {t.window}; color: {t.soft_text}; padding: 6px 5px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab:hover {{ background: {t.raised}; }}
#messageMark {{ font-weight: bold; color: {t.accent}; }}
#messageBar[level="warn"] #messageMark {{ color: {t.warn}; }}
#messageBar[level="error"] #messageMark {{ color: {t.bad}; }}
"""
