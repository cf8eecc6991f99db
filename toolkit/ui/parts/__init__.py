"""Parts of pages that are a story of their own."""
