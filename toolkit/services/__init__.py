"""The verbs: each change is one function that asks for access, changes, and records the event."""
