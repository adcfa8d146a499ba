from okr_analytics.ui import progress

progress.page()
