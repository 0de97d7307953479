"""What every room of the server stands on: database, problems, callers, bodies, the bus."""
