"""Files in and out, made from the same frozen results as the pages."""
