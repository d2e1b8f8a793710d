"""The pages: each module has ``ROUTES``, what it asks of the store, and a template of its own."""
