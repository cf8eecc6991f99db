"""Frozen results to Plotly figures. Nothing is computed here but positions and colours."""
