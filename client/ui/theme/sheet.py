"""The one style sheet: what a palette cannot say, that is radii, paddings and focus borders."""

from string import Template

from PySide6.QtWidgets import QWidget

from client.ui.theme.tokens import Tokens

# No rule here for what scrolls, where many come and go: of each area or view that a rule meets, Qt
# keeps for ever what it worked out for the part that scrolls, about a kilobyte.
_SHEET = Template("""
QLabel[role] { background: transparent; }
$labels
QLineEdit, QPlainTextEdit, QAbstractSpinBox {
  background: $surface_raised; color: $text; border: 1px solid $border_strong;
  border-radius: ${radius_control}px; padding: 0 10px; min-height: 30px;
  selection-background-color: $accent; selection-color: $accent_text; }
QPlainTextEdit { padding: 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 0 9px; min-height: 28px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $late; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
  background: transparent; border: 0; padding: 0; min-height: 20px; }
QLineEdit:disabled { background: $surface_sunken; color: $text_muted; }
QMenu { background: $surface_raised; border: 1px solid $border_strong;
  border-radius: ${radius_popover}px; padding: 6px; }
QMenu::item { padding: 6px 16px 6px 8px; min-width: 160px;
  min-height: 18px; border-radius: ${radius_chip}px; color: $text; }
QMenu::item:selected { background: $surface_hover; }
QMenu::item:disabled { color: $text_muted; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 6px 0; }
QToolTip { background: $surface_raised; color: $text; border: 1px solid $border_strong;
  padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar { background: transparent; border: 0; outline: 0; }
QTabBar::tab { background: transparent; color: $text_muted; border: 0; padding: 0 2px;
  margin-right: 20px; height: ${height_tab_bar}px; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; border-bottom: 2px solid $focus; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QAbstractItemView#completions {
  outline: 0; border: 1px solid $border_strong; background: $surface_raised; }
QComboBox QAbstractItemView::item, QAbstractItemView#completions::item {
  min-height: 24px; padding: 0 6px; color: $text; border-radius: ${radius_chip}px; }
QComboBox QAbstractItemView::item:selected, QAbstractItemView#completions::item:selected {
  background: $surface_hover; color: $text; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The application's style sheet for one scheme."""
    labels = "\n".join(
        f'QLabel[role="{role}"] {{ color: {value}; }}' for role, value in tokens.colours.items()
    )
    measures = {f"radius_{name}": str(value) for name, value in tokens.radii.items()}
    measures |= {f"height_{name}": str(value) for name, value in tokens.heights.items()}
    return _SHEET.substitute({**measures, **tokens.colours}, labels=labels)


def set_styled(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for: Qt looks only as it polishes the widget."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
