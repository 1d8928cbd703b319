"""What contracts decide on plain values: terms and notice, money by days, states, what needs approval, the words."""
