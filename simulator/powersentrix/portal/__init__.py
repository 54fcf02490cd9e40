"""Way 1: the vendor's portal, which knows UPSs by their posts or calls them (2.1)."""
