"""Speed and weight, measured against the real server and printed as ratios of one run."""
