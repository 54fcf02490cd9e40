"""PowerSentrix PWX-12-4422: DC UPSs by the vendor's portal, directly, and by push."""
