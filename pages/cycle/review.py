from okr_analytics.ui import review

review.page()
