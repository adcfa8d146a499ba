from okr_analytics.ui import quality

quality.page()
