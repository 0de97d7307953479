"""The live channel: pokes over WebSockets."""
