"""Escalation: who else hears of a promise that is late or near its due, step by step."""
