"""What placements decide on plain values: what a picture is, what an address is, how a placement stands."""
