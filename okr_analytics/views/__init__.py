"""One module per page: metrics and findings → View. No Streamlit, no arithmetic that a metric should do."""
