"""Long lists made into workbooks behind the page, kept some days for whoever asked, and handed out to nobody else."""
