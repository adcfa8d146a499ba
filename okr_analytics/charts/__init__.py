"""Draws a Chart of a View: on the screen with Plotly, in print as SVG."""
