"""The browser's way in: pages of the portal and of the identity host (section 2)."""
