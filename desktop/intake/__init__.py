"""A file in the scan folder becomes a scan in the store: stable, whole, seen before, secret?"""
