"""What the cloud knows: the UPSs as they reported last, and what happened."""
