from okr_analytics.ui import page
from okr_analytics.views import reach

page.render(reach)
