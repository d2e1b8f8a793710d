"""Inspection reports of children's services, and press about them, as a knowledge graph whose every statement leads back to its words."""

__version__ = "0.1.0"
