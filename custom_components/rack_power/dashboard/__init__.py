"""A dashboard made of what is there: which units, what of them, on which cards.

It is put together once, when it is asked for, and is its owner's from then on: nothing
here follows what changes later. Only cards of Home Assistant's own frontend are used.
"""
