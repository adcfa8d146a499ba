from okr_analytics.ui import page
from okr_analytics.views import calibration

page.render(calibration)
