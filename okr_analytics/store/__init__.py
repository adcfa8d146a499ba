"""The embedded database: schema, views, and the one connection that serves them."""
