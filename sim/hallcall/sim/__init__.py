"""A hall without hardware or people: devices at the far end of the wire, visitors, a day. Not part of the product."""
