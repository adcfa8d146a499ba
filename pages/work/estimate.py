from okr_analytics.ui import estimate

estimate.page()
