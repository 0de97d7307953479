"""The client's half of the sync: what to send and to apply (plan), doing it (engine), and when."""
