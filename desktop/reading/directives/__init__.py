"""The body of a letter → its references and directives."""

from desktop.reading.directives.assemble import read_body
from desktop.reading.directives.concerns import CommuneKind

__all__ = ["CommuneKind", "read_body"]
