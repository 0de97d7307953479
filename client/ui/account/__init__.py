"""The account and its sync, as the window shows them: state, activity, signing in, devices."""
