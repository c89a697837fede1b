"""Qt that the screens share: fonts, theme, icons, QR codes, texts, own controls, the slip's drawing, the link's bridge.

Start with ``hallcall.ui.app``; the controls are the QML module ``Hallcall`` under ``qml/``.
"""
