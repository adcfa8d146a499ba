from okr_analytics.ui import pack

pack.page()
