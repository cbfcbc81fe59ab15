"""The demo district: invented by seeded code, labelled as invented on every page."""
