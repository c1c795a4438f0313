"""Timings of ours beside the peer's, in one run; quoted as ratios of medians."""
