"""Small makers: third character 9, told apart by positions 12 to 14 (six characters here).

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules.
"""

WMI = """
VF9795 | Bugatti | Bugatti Automobiles | car | -
"""
