"""What a unit's lists say, in the language of equipment.

One module for each list: parsed JSON in, a report out. No I/O and no memory. A list
that is no list raises InvalidAnswer, and so does one in which nothing can be
recognised. A bad object or field takes nothing else with it.

Common rules (object models of the local API): a missing key means that the unit does
not have it, so there is no point; a value that cannot be understood is None; ids are
text.
"""
