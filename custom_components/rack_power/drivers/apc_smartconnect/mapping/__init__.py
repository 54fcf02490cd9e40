"""What APC's cloud says, in the language of equipment.

One module for each kind of answer: parsed JSON in, plain data or reports out. No I/O,
and no memory but what is handed in. An answer that is not of the right shape raises
InvalidAnswer; a bad field takes nothing else with it. Only fields are read that some
client is known to have read: nobody has published an answer of the cloud.
"""
