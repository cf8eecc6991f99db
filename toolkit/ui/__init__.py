"""The user interface: the only part that knows Streamlit."""
