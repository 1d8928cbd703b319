"""A believable company to click through: invented from end to end, its dates always near the present."""
