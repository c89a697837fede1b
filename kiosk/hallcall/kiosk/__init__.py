"""The kiosk: a visitor lays a card, chooses what they came for, and leaves with a number."""
