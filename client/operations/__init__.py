"""What a person can do: one function a thing; it takes values and returns what changed."""
