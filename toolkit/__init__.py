"""Assess smart-city measures against a panel's criteria and compare them across municipalities."""
