"""Document to reports: what is furniture, what is a heading, an item, a section, and which framework it all belongs to."""

from .report import Report, Section, read_reports

__all__ = ["Report", "Section", "read_reports"]
