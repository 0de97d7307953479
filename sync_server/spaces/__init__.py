"""Spaces: what is replicated and permitted as one; members, roles, invitations."""
