"""What leaves the house whole: everything in open formats, or all that is known of one person."""
