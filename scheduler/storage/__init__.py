"""Rows: SQLAlchemy models by aggregate, and repositories that turn rows into domain values."""
