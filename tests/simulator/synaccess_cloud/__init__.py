"""Tests of the simulated Synaccess Cloud."""
