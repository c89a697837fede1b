"""What the clerk sees: Qt Widgets over the view models."""

from hallcall.counter.widgets.window import CounterWindow, Mode

__all__ = ["CounterWindow", "Mode"]
