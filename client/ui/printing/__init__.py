"""Printed pages: a vehicle's history for a buyer, as a PDF."""

from client.ui.printing.sale_pdf import sale_pdf, save_sale_pdf

__all__ = ["sale_pdf", "save_sale_pdf"]
