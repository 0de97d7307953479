"""The local SQLite: tables derived from the kinds, transactions, search, history, backups."""

from client.store.batches import Batch, NewRow
from client.store.changes import Changes
from client.store.database import is_open_here
from client.store.listing import Query
from client.store.reading import Deed, Edit, Reader
from client.store.search import Hit
from client.store.store import DATABASE_NAME, Store, restore_backup
from client.store.writing import Transaction

__all__ = [
    "DATABASE_NAME", "Batch", "Changes", "Deed", "Edit", "Hit", "NewRow", "Query", "Reader",
    "Store", "Transaction", "is_open_here", "restore_backup",
]  # fmt: skip
