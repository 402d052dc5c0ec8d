"""A page's lines to a letter's fields: number, symbol, date, issuer, subject and the rest, each with place and confidence."""
