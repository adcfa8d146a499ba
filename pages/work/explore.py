from okr_analytics.ui import explore

explore.page()
