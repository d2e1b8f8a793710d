"""What sentences mean, one module per question: phrases of the vocabulary, numbers, dates, what is counted, praise or blame, likeness.

The extractors build on these; nothing here knows facts, reports or RDF.
"""
