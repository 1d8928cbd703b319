"""The history is sealed part by part, each seal resting on the one before: whoever changes it later is found out."""
