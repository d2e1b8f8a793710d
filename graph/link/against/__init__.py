"""Claims against a report, one module for each kind of claim: each says what becomes of a claim, or nothing where it cannot tell."""
