"""The only part of the package that knows Streamlit: filters, caches, and the rendering of Views on the screen."""
