"""Documents to reports and articles: what is furniture, what is a heading, an item, a section, and which framework it all belongs to."""

from .article import FEWEST_WORDS, Article, is_too_short, read_article
from .report import Report, Section, read_reports

__all__ = ["FEWEST_WORDS", "Article", "Report", "Section", "is_too_short", "read_article", "read_reports"]
