"""What the kiosk knows and decides: plain QObjects and values, tested without QML."""
