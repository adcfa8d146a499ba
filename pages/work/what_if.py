from okr_analytics.ui import what_if

what_if.page()
