"""Secrets: the vault for personal facts, tokens, passwords and one-time codes."""
