"""Records: push and pull, the heart of the server."""
