"""The parts of the pages on authorities, inspections and boards: what each tells, gathered from the store, with the IRI of every statement.

Where several files carry a report, what poorer copies say is left out.
"""
