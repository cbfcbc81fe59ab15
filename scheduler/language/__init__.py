"""Languages: names, ways of writing, which to offer a reader, dates, messages outside requests."""
