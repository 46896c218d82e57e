"""The kit: what the course needs to be used away from its own page."""
