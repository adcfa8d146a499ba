from okr_analytics.ui import page
from okr_analytics.views import key_result

page.render(key_result, item="kr")
