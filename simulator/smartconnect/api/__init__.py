"""The interface at `/api/v1/`, for who has a session."""
