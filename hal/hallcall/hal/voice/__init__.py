"""How sentences become sound: recorded clips, engines in processes of their own, what was rendered before, players."""
