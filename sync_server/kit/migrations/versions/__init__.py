"""The migrations, one a file, numbered; those that were released are never changed."""
