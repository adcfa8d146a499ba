from okr_analytics.ui import page
from okr_analytics.views import alignment

page.render(alignment)
