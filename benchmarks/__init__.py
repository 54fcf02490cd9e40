"""Speed, cost and scale beside peers; each script prints ratios."""
