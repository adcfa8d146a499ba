from okr_analytics.ui import settings

settings.page()
