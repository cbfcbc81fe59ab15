"""Calendars: sessions of a release as iCalendar feeds (RFC 5545, RFC 7986)."""
