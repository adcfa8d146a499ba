from okr_analytics.ui import data

data.page()
