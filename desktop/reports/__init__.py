"""Rows become PDF, XLSX and DOCX; one module a form."""
