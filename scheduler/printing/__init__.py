"""Paper: pages as PDF, and square codes that a phone's camera reads."""
