"""What the claims of a story amount to: incidents, voices, tallies, contradictions, control, changes."""

from marsad.reconcile.reconciling import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile"]
