"""What PowerSentrix' wires say, in the language of equipment.

One module for each kind of answer: parsed JSON in, plain data or reports out. No I/O,
and no memory but what is handed in. An answer that is not of the right shape raises
InvalidAnswer, one in which the portal says no raises Rejected; a bad field takes
nothing else with it.

A field that the unit never told has no point. One that it told before and leaves out
now is unknown, not gone.
"""
