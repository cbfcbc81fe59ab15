"""The queue: what runs outside a request. Huey wakes workers; the `job` table is the truth."""
