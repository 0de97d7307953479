"""The tour's walks: each goes through some screens of a garage in use and keeps pictures."""
