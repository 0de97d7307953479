"""The server's own pages: plain HTML, no scripts, the app's look."""
