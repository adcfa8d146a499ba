from okr_analytics.ui import desk

desk.page()
