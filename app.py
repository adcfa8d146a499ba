"""The app: page configuration and navigation; every page lies in pages/<section>/ and is reached through here alone."""

import streamlit as st

from okr_analytics.ui import looks, registry, server, start

if __name__ == "__main__":  # the script that Streamlit runs for every visitor
    st.set_page_config(page_title="OKR Analytics", page_icon=looks.ICON, layout="wide")
    looks.put()
    chosen = registry.navigation()
    if not start.instead_of(registry.entry(chosen.title)):
        chosen.run()
else:  # imported once by `streamlit run app.py`, which serves what it finds under this name
    app = st.App(__file__, middleware=server.middleware(), lifespan=server.lifespan)
