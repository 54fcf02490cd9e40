"""Tests of the driver of the Synaccess Cloud."""
