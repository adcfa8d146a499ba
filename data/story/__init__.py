"""What the sample workbooks tell, as plain values: one invented institution through two cycles of OKRs."""
