"""HTTP: thin routes over the engine and the feed; docs/reference/protocol.md is their contract."""
