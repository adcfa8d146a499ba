"""The parts of the page KR quality, one a file: the course over cycles, the places, the items, the sets, what was decided."""
