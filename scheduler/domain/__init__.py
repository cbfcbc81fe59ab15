"""Pure values and rules of co-planning: standard library only, no framework, no clock."""
