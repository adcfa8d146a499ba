"""The app: page configuration and navigation; every page lies in pages/<section>/ and is reached through here alone."""

import streamlit as st

from okr_analytics.ui import registry

st.set_page_config(page_title="OKR Analytics", page_icon=":material/target:", layout="wide")
registry.navigation().run()
