"""Documents to reports and articles: what is furniture, what is a heading, an item, a section, and which framework it all belongs to."""

from .article import Article, read_article
from .report import Report, Section, read_reports

__all__ = ["Article", "Report", "Section", "read_article", "read_reports"]
