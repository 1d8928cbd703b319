"""Working time: calendars, holidays, business-day arithmetic."""
