"""What a wall shows, as pure rules and one Qt object for QML."""
