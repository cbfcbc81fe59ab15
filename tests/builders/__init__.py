"""Plain builders of values for tests: everything has a default, a test names only what matters to it."""
