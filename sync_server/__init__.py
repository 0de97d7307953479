"""The thin sync server: it keeps what a person's devices and a garage's members share."""
