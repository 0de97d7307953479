"""Mail: a job enqueued in the transaction that causes it, sent afterwards."""
