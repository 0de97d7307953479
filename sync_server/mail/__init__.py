"""Mail: written into the outbox in the transaction that causes it, sent afterwards."""
