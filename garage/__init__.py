"""What the client and the server agree on: the domain and its rules, pure Python without I/O."""
