"""The body of a letter → its references and directives."""

from desktop.reading.directives.assemble import read_body

__all__ = ["read_body"]
